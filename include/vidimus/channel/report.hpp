// SPDX-License-Identifier: Apache-2.0
// The trace of an accepted peer: every check, its input, its outcome, its time; as text or JSON.
#pragma once

#include <vidimus/core/check.hpp>
#include <vidimus/core/json.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>
#include <vidimus/pipeline/in_words.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

class Report {
 public:
  [[nodiscard]] static auto of(AcceptedPeer const& peer, std::span<Check const> closing) -> Report {
    Report report;
    report.checks_.assign(peer.checks().begin(), peer.checks().end());
    report.checks_.insert(report.checks_.end(), closing.begin(), closing.end());
    report.agreed_ = detail::in_words(peer.negotiated());
    return report;
  }

  [[nodiscard]] auto checks() const& -> std::span<Check const> { return checks_; }
  /// Of a report that is about to go, as in `for (auto& check : channel.report().checks())`: the checks themselves.
  [[nodiscard]] auto checks() && -> std::vector<Check> { return std::move(checks_); }

  /// A line a check; no line end at the end.
  [[nodiscard]] auto to_text() const -> std::string {
    std::string text = "accepted: " + agreed_;
    for (auto const& check : checks_) text += "\n  " + explain(check);
    return text;
  }
  /// `{"outcome":"accepted","agreed":…,"checks":[{"step":3,"stage":"path",…}]}`
  [[nodiscard]] auto to_json() const -> std::string {
    return JsonObject{}
        .text("outcome", "accepted")
        .text("agreed", agreed_)
        .raw("checks", json_of(std::span<Check const>{checks_}))
        .str();
  }

 private:
  std::vector<Check> checks_;
  std::string agreed_;
};

}  // namespace vidimus
