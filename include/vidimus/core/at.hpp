// SPDX-License-Identifier: Apache-2.0
// A place in a text, as a type: the compiler prints it beside our sentence when a pattern does not parse.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>

namespace vidimus {

/// `At<9>`: the tenth character.
template <std::size_t Offset>
struct At {
  static constexpr std::size_t offset = Offset;
};

}  // namespace vidimus
