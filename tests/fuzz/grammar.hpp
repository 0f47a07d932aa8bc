// SPDX-License-Identifier: Apache-2.0
// What the targets of grammars have in common. A grammar has one constexpr reader, which the compiler uses for a static policy
// and `parse` for a dynamic one: they agree if both have the same mistake at the same place, and the same reading of the rest.
#pragma once

#include <vidimus/core/failure.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

namespace vidimus_fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline auto text_of_input(std::uint8_t const* data, std::size_t size) -> std::string_view {
  return {reinterpret_cast<char const*>(data), size};
}

/// What stands before the first NUL; the input goes on behind it.
inline auto cut(std::string_view& input) -> std::string_view {
  auto const part = input.substr(0, input.find('\0'));
  input.remove_prefix(part.size() == input.size() ? part.size() : part.size() + 1);
  return part;
}

/// What the compiler would show is what the finding of the dynamic form says.
template <class Mistake>
void require_same_mistake(vidimus::Failure const& failure, vidimus::Errc code, Mistake mistake, std::size_t offset) {
  require(failure.code() == code && mistake != Mistake::none);
  auto const& malformed = std::get<vidimus::Malformed>(failure.decisive().detail);
  require(malformed.what == text_of(mistake) && malformed.offset == offset);
}

}  // namespace vidimus_fuzz
