// SPDX-License-Identifier: Apache-2.0
// Why no path was found. A search fails in many ways at once and only one of them is why: the one that came closest. The
// others are told after it, and each path that was tried is kept with its end.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/insertion_sort.hpp>
#include <vidimus/path/path_material.hpp>
#include <vidimus/x509/certificate_label.hpp>

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

/// Where an attempt ended.
struct Way {
  std::vector<std::size_t> positions;   ///< in the material, from the end entity up
  TrustAnchor const* anchor = nullptr;  ///< that it reached
};

class PathFailures {
 public:
  /// Findings that are kept beside the decisive one.
  static constexpr std::size_t limit = 8;

  /// An attempt that failed with `length` certificates in the path.
  void note(Way way, Finding finding, Progress progress, std::size_t length) {
    attempts_.push_back({std::move(way), std::move(finding), {progress, length}});
  }

  /// The closest one decides.
  [[nodiscard]] auto to_failure(PathMaterial const& material) const -> Failure {
    auto const order = closest_first();
    return with_others(Failure{order.front()->finding}, order, material);
  }
  /// `decisive` comes first, then as much as is known.
  [[nodiscard]] auto to_failure_after(Finding decisive, PathMaterial const& material) const -> Failure {
    return with_others(Failure{std::move(decisive)}, closest_first(), material);
  }
  /// In words, in the order in which they were tried.
  [[nodiscard]] auto tried(PathMaterial const& material) const -> std::vector<TriedPath> {
    std::vector<TriedPath> paths;
    for (auto const& attempt : attempts_) paths.push_back(in_words(attempt, material));
    return paths;
  }

 private:
  struct Rank {
    Progress progress;
    std::size_t length;
    friend auto operator<=>(Rank const&, Rank const&) = default;
  };
  struct Attempt {
    Way way;
    Finding finding;
    Rank rank;
  };
  using Order = std::vector<Attempt const*>;

  /// The later of two that came equally far stays behind.
  [[nodiscard]] auto closest_first() const -> Order {
    Order order;
    for (auto const& attempt : attempts_) order.push_back(&attempt);
    insertion_sort(order, [](Attempt const* a, Attempt const* b) { return a->rank > b->rank; });
    return order;
  }

  [[nodiscard]] auto with_others(Failure failure, Order const& order, PathMaterial const& material) const -> Failure {
    for (auto const* const attempt : order)
      if (failure.findings().size() <= limit && !is_told(failure, attempt->finding)) failure.add(attempt->finding);
    failure.having_tried(tried(material));
    return failure;
  }
  static auto is_told(Failure const& failure, Finding const& finding) -> bool {
    return std::ranges::any_of(failure.findings(), [&](Finding const& told) {
      return told.code == finding.code && told.depth == finding.depth && told.subject == finding.subject;
    });
  }

  static auto in_words(Attempt const& attempt, PathMaterial const& material) -> TriedPath {
    TriedPath path{{}, attempt.way.anchor != nullptr, attempt.finding};
    for (auto const position : attempt.way.positions) path.certificates.push_back(label_of(material[position]));
    if (attempt.way.anchor) path.certificates.push_back(label_of(attempt.way.anchor->certificate()));
    return path;
  }

  std::vector<Attempt> attempts_;
};

}  // namespace vidimus::detail
