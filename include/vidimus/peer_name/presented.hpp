// SPDX-License-Identifier: Apache-2.0
// What a peer presents, for a report: the peer chose how many names it has, so the list is bounded.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// At most this many names are kept for a report.
inline constexpr std::size_t most_presented = 32;

class PresentedNames {
 public:
  /// Takes the next one. `make_text` is called only for those that are kept; its text is bounded and escaped.
  template <class MakeText>
  void add(MakeText make_text) {
    if (++count_ <= most_presented) texts_.push_back(make_text());
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
