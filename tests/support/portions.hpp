// SPDX-License-Identifier: Apache-2.0
// Octets that go and come in pieces of random lengths, most of them shorter than a record, some than its header.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>

namespace vidimus_test {

class Portions {
 public:
  /// `seed` 0: everything at once.
  explicit Portions(std::uint32_t seed) : seed_{seed}, chance_{seed} {}

  [[nodiscard]] auto are_small() const -> bool { return seed_ != 0; }
  [[nodiscard]] auto next(std::size_t most) -> std::size_t {
    if (!are_small()) return most;
    auto const scale = chance_() % 3;
    return std::min<std::size_t>(most, 1 + chance_() % (scale == 0 ? 8 : scale == 1 ? 200 : 5000));
  }

 private:
  std::uint32_t seed_;
  std::minstd_rand chance_;
};

}  // namespace vidimus_test
