// SPDX-License-Identifier: Apache-2.0
// How long records are made to look (RFC 8446, 5.4): a policy. A record shows its length to whoever watches; zeros behind
// its content hide how much of that was said.
#pragma once

#include <vidimus/core/role.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>

namespace vidimus {

/// `P::padded(content, most)`: how many octets content and zeros have together, between `content` and `most`. What lies
/// outside is taken for the nearer bound.
template <class P>
concept PaddingPolicy = HasRole<P, role::padding> && requires(std::size_t octets) {
  { P::padded(octets, octets) } -> std::same_as<std::size_t>;
};

/// The default.
struct NoPadding {
  using role = vidimus::role::padding;
  [[nodiscard]] static constexpr auto padded(std::size_t content, std::size_t) -> std::size_t { return content; }
};

/// When to use: messages of few different lengths, which a watcher should not tell apart. `Multiple`: 256, for example.
template <std::size_t Multiple>
struct PadToMultipleOf {
  static_assert(Multiple != 0 && Multiple <= 16384, "vidimus: a record holds 1 to 16384 octets");
  using role = vidimus::role::padding;
  [[nodiscard]] static constexpr auto padded(std::size_t content, std::size_t most) -> std::size_t {
    return (std::min)((content + Multiple - 1) / Multiple * Multiple, most);
  }
};

/// Every record as long as a record can be. When to use: where nothing may show but how many records there are.
struct PadToFull {
  using role = vidimus::role::padding;
  [[nodiscard]] static constexpr auto padded(std::size_t, std::size_t most) -> std::size_t { return most; }
};

}  // namespace vidimus
