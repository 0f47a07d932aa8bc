// SPDX-License-Identifier: Apache-2.0
// What a policy wants fetched, and what came of it. Checkers never open a socket: they say what they want, the channel
// fetches, and asks them again with the evidence.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/finding.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

struct FetchRequest {
  std::string key;  ///< equal keys are the same fetch: method, URL and question without its nonce
  std::string url;
  std::string content_type{};  ///< of the body
  Buffer body{};               ///< empty: GET; else POST
};

/// A request as it was sent, with its answer.
struct FetchAnswer {
  FetchRequest request;
  Buffer response;                   ///< the body
  std::optional<Finding> failure{};  ///< why there is none
};

/// The answers so far.
class Evidence {
 public:
  void add(FetchAnswer answer) { answers_.push_back(std::move(answer)); }
  /// The answer to the fetch with this key; nullptr: not fetched yet.
  [[nodiscard]] auto find(std::string_view key) const -> FetchAnswer const* {
    auto const at = std::ranges::find(answers_, key,
                                      [](FetchAnswer const& answer) -> std::string_view { return answer.request.key; });
    return at == answers_.end() ? nullptr : &*at;
  }

 private:
  std::vector<FetchAnswer> answers_;
};

}  // namespace vidimus
