// SPDX-License-Identifier: Apache-2.0
// What a peer presents, made fit for a report: bounded in number and length, and without anything that could disturb a log
// or a terminal, since the peer chose it.
#pragma once

#include <vidimus/peer_name/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// At most this many values are kept for a report, each at most this many octets long before its escapes.
inline constexpr std::size_t most_presented = 32;
inline constexpr std::size_t longest_presented = 256;

/// The text with what is not printable as `\x00`; what is too long ends in `…`.
[[nodiscard]] inline auto printable(std::string_view text) -> std::string {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    if (at >= longest_presented) return shown + "…";
    auto const size = printable_character_size(text.substr(at));
    if (size != 0) {
      shown += text.substr(at, size);
    } else {
      auto const octet = static_cast<unsigned char>(text[at]);
      shown += {'\\', 'x', digits[octet >> 4U], digits[octet & 15U]};
    }
    at += size == 0 ? 1 : size;
  }
  return shown;
}

class PresentedNames {
 public:
  /// Takes the next one. `make_text` is called only for those that are kept.
  template <class MakeText>
  void add(MakeText make_text) {
    if (++count_ <= most_presented) texts_.push_back(printable(make_text()));
  }
  /// All of them, or the first ones and how many there were beyond.
  [[nodiscard]] auto texts() && -> std::vector<std::string> {
    if (count_ > most_presented) texts_.push_back("and " + std::to_string(count_ - most_presented) + " more");
    return std::move(texts_);
  }

 private:
  std::vector<std::string> texts_;
  std::size_t count_ = 0;
};

}  // namespace vidimus::detail
