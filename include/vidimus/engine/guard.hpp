// SPDX-License-Identifier: Apache-2.0
// The C-frame guard: an exception that left a callback would cross the TLS library's C frames, which is undefined. The
// only place in vidimus where exceptions are caught.
#pragma once

#include <vidimus/core/config.hpp>

namespace vidimus::engine::detail {

/// Whether `body` came to its end; what it threw (memory ran out) ends here. Without exceptions it always does.
template <class Body>
auto is_completed(Body body) noexcept -> bool {
#if defined(__cpp_exceptions)
  try {
    body();
  } catch (...) {
    return false;
  }
#else
  body();
#endif
  return true;
}

}  // namespace vidimus::engine::detail
