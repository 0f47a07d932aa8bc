// SPDX-License-Identifier: Apache-2.0
// Where exceptions end: one that left a callback would cross the TLS library's C frames, which is undefined, and a cache that
// has no memory for one more entry goes without it. The only place in vidimus where exceptions of any kind are caught.
#pragma once

#include <vidimus/core/config.hpp>

namespace vidimus::detail {

/// Whether `body` came to its end; what it threw (memory ran out) ends here. Compiled without exceptions it always does, since
/// the program ends where it would have thrown.
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

}  // namespace vidimus::detail
