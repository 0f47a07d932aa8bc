// SPDX-License-Identifier: Apache-2.0
// Why something did not happen: findings, where in the job, and what the peer was told. `Result<T>` is T or that.
//
// `Result` is always tl::expected: an alias that changed with -std would give one name two types in one program.
#pragma once

#include <vidimus/core/check.hpp>
#include <vidimus/core/errc_table.hpp>
#include <vidimus/core/finding.hpp>
#include <vidimus/core/tried_path.hpp>

#include <tl/expected.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// What was being done.
enum class Occasion : unsigned char { reading, start_up, handshake, conversation };

/// Why something did not happen: at least one finding. A value; programs look at `code()`, people at `explain`.
class [[nodiscard]] Failure {
 public:
  /// The first finding is the one that decides; further ones explain it.
  explicit Failure(Finding decisive) { findings_.push_back(std::move(decisive)); }

  [[nodiscard]] auto code() const -> Errc { return findings_.front().code; }
  [[nodiscard]] auto stage() const -> Stage { return stage_of(code()); }
  [[nodiscard]] auto findings() const -> std::span<Finding const> { return findings_; }
  [[nodiscard]] auto decisive() const -> Finding const& { return findings_.front(); }

  /// Whether the same attempt can succeed later without anybody changing anything.
  [[nodiscard]] auto is_transient() const -> bool { return vidimus::is_transient(code()); }

  [[nodiscard]] auto occasion() const -> Occasion { return occasion_; }
  /// The alert that went to the peer, if one did.
  [[nodiscard]] auto alert_sent() const -> std::optional<Alert> { return alert_sent_; }
  /// The alert that came from the peer, if one did.
  [[nodiscard]] auto alert_received() const -> std::optional<Alert> { return alert_received_; }
  /// Everything that was checked until then, in order.
  [[nodiscard]] auto checks() const -> std::span<Check const> { return checks_; }
  /// Every path that a Validator tried, in order.
  [[nodiscard]] auto tried() const -> std::span<TriedPath const> { return tried_; }

  auto add(Finding finding) -> Failure& { return findings_.push_back(std::move(finding)), *this; }
  auto during(Occasion occasion) -> Failure& { return occasion_ = occasion, *this; }
  auto sent(Alert alert) -> Failure& { return alert_sent_ = alert, *this; }
  auto received(Alert alert) -> Failure& { return alert_received_ = alert, *this; }
  auto with_checks(std::vector<Check> checks) -> Failure& { return checks_ = std::move(checks), *this; }
  auto having_tried(std::vector<TriedPath> paths) -> Failure& { return tried_ = std::move(paths), *this; }

  /// Which certificate the findings are about, where they do not say so themselves.
  auto at_depth(unsigned depth) -> Failure& {
    for (auto& finding : findings_)
      if (!finding.depth) finding.depth = depth;
    return *this;
  }
  /// What the findings are about, where they do not say so themselves: a file's name, a certificate's subject.
  auto about(std::string const& subject) -> Failure& {
    for (auto& finding : findings_)
      if (finding.subject.empty()) finding.subject = subject;
    return *this;
  }

 private:
  std::vector<Finding> findings_;
  std::vector<Check> checks_;
  std::vector<TriedPath> tried_;
  std::optional<Alert> alert_sent_, alert_received_;
  Occasion occasion_ = Occasion::reading;
};

/// T, or why not.
template <class T>
using Result = tl::expected<T, Failure>;

/// `return refuse({Errc::issuer_unknown, Mismatch{…}});`
[[nodiscard]] inline auto refuse(Finding finding) -> tl::unexpected<Failure> {
  return tl::unexpected<Failure>{Failure{std::move(finding)}};
}
[[nodiscard]] inline auto refuse(Errc code, Detail detail = {}) -> tl::unexpected<Failure> {
  return refuse(Finding{code, std::move(detail)});
}
/// Hands on a failure: `if (!chain) return refuse(std::move(chain.error()));`
[[nodiscard]] inline auto refuse(Failure failure) -> tl::unexpected<Failure> {
  return tl::unexpected<Failure>{std::move(failure)};
}

}  // namespace vidimus
