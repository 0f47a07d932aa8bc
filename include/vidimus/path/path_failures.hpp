// SPDX-License-Identifier: Apache-2.0
// Why no path was found. A search fails in many ways at once and only one of them is why: the one that came closest. The
// others are told after it.
#pragma once

#include <vidimus/core/failure.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// How close an attempt came, ascending.
enum class Progress : unsigned char {
  no_issuer,       ///< nobody has the issuer's name, or somebody with another key
  refused_issuer,  ///< the issuer was found and may not be one
  reached_anchor,  ///< the path was whole and broke a rule
};

class PathFailures {
 public:
  /// Findings that are kept beside the decisive one.
  static constexpr std::size_t limit = 8;

  /// An attempt that failed with `length` certificates in the path.
  void note(Finding finding, Progress progress, std::size_t length) {
    for (auto const& known : attempts_)
      if (known.finding.code == finding.code && known.finding.depth == finding.depth &&
          known.finding.subject == finding.subject)
        return;
    Rank const rank{progress, length};  // the later of two that came equally far stays behind
    auto const behind = std::ranges::find_if(attempts_, [&](Attempt const& known) { return known.rank < rank; });
    attempts_.insert(behind, {std::move(finding), rank});
    if (attempts_.size() > limit + 1) attempts_.pop_back();
  }

  /// The closest one first.
  [[nodiscard]] auto to_failure() && -> Failure {
    Failure failure{std::move(attempts_.front().finding)};
    for (std::size_t i = 1; i != attempts_.size(); ++i) failure.add(std::move(attempts_[i].finding));
    return failure;
  }
  /// `decisive` first, then as much as is known.
  [[nodiscard]] auto to_failure_after(Finding decisive) && -> Failure {
    Failure failure{std::move(decisive)};
    for (auto& attempt : attempts_) failure.add(std::move(attempt.finding));
    return failure;
  }

 private:
  struct Rank {
    Progress progress;
    std::size_t length;
    friend auto operator<=>(Rank const&, Rank const&) = default;
  };
  struct Attempt {
    Finding finding;
    Rank rank;
  };

  std::vector<Attempt> attempts_;
};

}  // namespace vidimus::detail
