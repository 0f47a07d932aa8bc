// SPDX-License-Identifier: Apache-2.0
// Comparing secrets in a time that depends on their lengths only.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <cstddef>

namespace vidimus {

/// Whether both hold the same bytes. The lengths are public: different ones answer at once.
[[nodiscard]] inline auto constant_time_equal(ByteView a, ByteView b) -> bool {
  if (a.size() != b.size()) return false;
  // volatile, so that no compiler may stop at the first difference
  std::byte volatile difference{0};
  for (std::size_t i = 0; i != a.size(); ++i) difference = difference | (a[i] ^ b[i]);
  return difference == std::byte{0};
}

}  // namespace vidimus
