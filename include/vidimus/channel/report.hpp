// SPDX-License-Identifier: Apache-2.0
// The trace of an accepted peer: every check, its input, its outcome, its time, and the certification path that was
// accepted; as text or JSON.
#pragma once

#include <vidimus/core/check.hpp>
#include <vidimus/core/json.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>
#include <vidimus/pipeline/in_words.hpp>
#include <vidimus/pipeline/path_drawing.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

class Report {
 public:
  [[nodiscard]] static auto of(AcceptedPeer const& peer, std::vector<Check> closing) -> Report {
    Report report;
    report.checks_ = peer.checks();
    for (auto& check : closing) report.checks_.push_back(std::move(check));
    report.agreed_ = detail::in_words(peer.negotiated());
    report.path_ = peer.path();
    return report;
  }

  [[nodiscard]] auto checks() const& -> std::span<Check const> { return checks_; }
  /// Of a report that is about to go, as in `for (auto& check : channel.report().checks())`: the checks themselves.
  [[nodiscard]] auto checks() && -> std::vector<Check> { return std::move(checks_); }

  /// A line a check, then the path that was accepted and those that were tried before it; no line end at the end.
  [[nodiscard]] auto to_text() const -> std::string {
    std::string text = "accepted: " + agreed_;
    for (auto const& check : checks_) text += "\n  " + explain(check);
    if (!path_) return text;
    return text + "\n  certification path\n" + drawing_of(*path_, 4) +
           detail::lines_of(path_->tried(), "tried before it", labels_of(*path_));
  }
  /// `{"outcome":"accepted","agreed":…,"path":[{"subject":…},…],"checks":[{"step":3,"stage":"path",…}]}`: the path from the
  /// end entity up to the anchor, empty for a peer without a certificate. `paths_tried` is there where others were.
  [[nodiscard]] auto to_json() const -> std::string {
    JsonObject object;
    object.text("outcome", "accepted").text("agreed", agreed_).raw("path", path_ ? json_of(*path_) : "[]");
    if (path_ && !path_->tried().empty()) object.raw("paths_tried", json_of(path_->tried()));
    return object.raw("checks", json_of(std::span<Check const>{checks_})).str();
  }

 private:
  std::vector<Check> checks_;
  std::string agreed_;
  std::optional<VerifiedPath> path_;
};

}  // namespace vidimus
