// SPDX-License-Identifier: Apache-2.0
// Text as a template argument, and `dynamic`: the mark that says "given at run time", as mdspan's dynamic_extent does.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>
#include <string_view>

namespace vidimus {

struct Dynamic {};
inline constexpr Dynamic dynamic{};

/// A string literal that can be a template argument: `SslPeer<"CN=QM1*">`.
template <std::size_t Size>
struct FixedString {
  char characters[Size]{};

  consteval FixedString(char const (&literal)[Size]) {
    for (std::size_t i = 0; i != Size; ++i) characters[i] = literal[i];
  }
  [[nodiscard]] constexpr auto view() const -> std::string_view { return {characters, Size - 1}; }
  static constexpr bool is_dynamic = false;
};

/// `SslPeer<dynamic>`: there is no text yet.
template <>
struct FixedString<0> {
  consteval FixedString(Dynamic) {}
  [[nodiscard]] constexpr auto view() const -> std::string_view { return {}; }
  static constexpr bool is_dynamic = true;
};
FixedString(Dynamic) -> FixedString<0>;

}  // namespace vidimus
