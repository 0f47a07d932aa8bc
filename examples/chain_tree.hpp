// SPDX-License-Identifier: Apache-2.0
// The paths of a search as the tree that they are: the end entity is the root, whoever was tried as a certificate's issuer
// is a branch, and every path ends in a row of its own.
#pragma once

#include "chain_question.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace chain {

struct DrawnPath {
  std::size_t number;  ///< 1 is the first that was tried
  TriedPath told;
  bool is_accepted;
  std::optional<Finding> stopped_by;  ///< of an accepted path: what refused the peer after it
};

/// At most `most` of the paths that came to nothing, and the accepted one.
inline auto drawn_paths(Answer const& answer, std::size_t most) -> std::vector<DrawnPath> {
  std::vector<DrawnPath> paths;
  auto const tried = answer.tried();
  for (std::size_t i = 0; i != std::min(tried.size(), most); ++i)
    paths.push_back({i + 1, tried[i], false, tried[i].finding});
  if (!answer.path) return paths;
  auto const refused = answer.failure ? std::optional{answer.failure->decisive()} : std::nullopt;
  paths.push_back({tried.size() + 1, {labels_of(*answer.path), true, {}}, true, refused});
  return paths;
}

/// A certificate where it stands in the tree: the same one stands wherever a path went through it.
struct Node {
  CertificateLabel label;
  std::optional<std::size_t> subject{};  ///< the node that it issued, or was tried as the issuer of
  std::size_t column = 0, row = 0;
  bool is_anchor = false, is_accepted = false;
  bool is_proven = false;              ///< that its key signed the subject
  std::vector<std::size_t> stopped{};  ///< the numbers of the paths that stopped because of it
};

/// Where a path ends: beside its last node, in a row of its own.
struct PathEnd {
  DrawnPath const* path;
  std::size_t node;
  std::size_t row = 0;
};

/// Points into the paths that it was made of. Certificates are told apart by issuer and serial number.
class Tree {
 public:
  explicit Tree(std::span<DrawnPath const> paths) {
    for (auto const& path : paths) add(path);
    for (std::size_t node = 0; node != nodes_.size(); ++node)
      if (!nodes_[node].subject) place(node);
  }

  [[nodiscard]] auto nodes() const -> std::span<Node const> { return nodes_; }
  [[nodiscard]] auto ends() const -> std::span<PathEnd const> { return ends_; }
  [[nodiscard]] auto rows() const -> std::size_t { return ends_.size(); }
  /// The most certificates that stand side by side.
  [[nodiscard]] auto columns() const -> std::size_t {
    std::size_t columns = 0;
    for (auto const& node : nodes_) columns = std::max(columns, node.column + 1);
    return columns;
  }

 private:
  struct Branch {
    bool is_end;
    std::size_t index;
  };

  /// Whether the last certificate of a path was seen to have signed the one before it. One that was refused as an issuer
  /// never came to that.
  static auto is_last_proven(DrawnPath const& path) -> bool {
    auto const code = path.told.finding.code;
    if (path.is_accepted || code == Errc::issuer_unknown) return true;
    return path.told.reaches_anchor && code != Errc::certificate_signature_mismatch &&
           code != Errc::unsupported_algorithm;
  }

  void add(DrawnPath const& path) {
    auto const& labels = path.told.certificates;
    std::vector<std::size_t> way;
    for (auto const& label : labels) {
      bool const is_last = &label == &labels.back();
      auto const at =
          node_of(label, way.empty() ? std::nullopt : std::optional{way.back()}, path.told.reaches_anchor && is_last);
      nodes_[at].is_accepted |= path.is_accepted;
      nodes_[at].is_proven |= !is_last || is_last_proven(path);
      way.push_back(at);
    }
    if (way.empty()) return;
    if (auto const& stop = path.stopped_by; stop && stop->depth && *stop->depth < way.size())
      nodes_[way[*stop->depth]].stopped.push_back(path.number);
    branches_[way.back()].push_back({true, ends_.size()});
    ends_.push_back({&path, way.back()});
  }

  auto node_of(CertificateLabel const& label, std::optional<std::size_t> subject, bool is_anchor) -> std::size_t {
    auto const same = [&](Node const& node) {
      return node.subject == subject && node.label == label && node.is_anchor == is_anchor;
    };
    if (auto const known = std::ranges::find_if(nodes_, same); known != nodes_.end())
      return static_cast<std::size_t>(known - nodes_.begin());
    auto const column = subject ? nodes_[*subject].column + 1 : 0;
    if (subject) branches_[*subject].push_back({false, nodes_.size()});
    nodes_.push_back({label, subject, column, 0, is_anchor});
    branches_.emplace_back();
    return nodes_.size() - 1;
  }

  void place(std::size_t node) {
    nodes_[node].row = rows_used_;
    for (auto const& branch : branches_[node])
      if (branch.is_end)
        ends_[branch.index].row = rows_used_++;
      else
        place(branch.index);
  }

  std::vector<Node> nodes_;
  std::vector<PathEnd> ends_;
  std::vector<std::vector<Branch>> branches_;  // of each node, in the order in which they were tried
  std::size_t rows_used_ = 0;
};

}  // namespace chain
