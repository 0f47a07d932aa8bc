// SPDX-License-Identifier: Apache-2.0
// The revocation status of one certificate: good, revoked or unknown (RFC 6960, 2.2). It has no default and no conversion
// from bool, since a bool cannot say `unknown`; unknown is refused unless a policy says otherwise in its type.
#pragma once

#include <vidimus/core/check.hpp>
#include <vidimus/core/finding.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// Who was asked and what it said.
struct SourceAnswer {
  Step step;           ///< check_ocsp or check_crl
  std::string source;  ///< "CRL 4711 of CN=Acme Root"
  Outcome outcome;
  std::optional<Finding> finding{};
};

/// What a RevocationChecker says of one certificate: made by `good`, `revoked` or `unknown`, and with everybody who was asked.
class [[nodiscard]] RevocationStatus {
 public:
  enum class State : unsigned char { good, unknown, revoked };  // ascending: the worst of several is their maximum

  static auto good(SourceAnswer answer) -> RevocationStatus { return {State::good, std::nullopt, std::move(answer)}; }
  static auto revoked(Finding finding, SourceAnswer answer) -> RevocationStatus {
    return {State::revoked, std::move(finding), std::move(answer)};
  }
  static auto unknown(Finding finding, SourceAnswer answer) -> RevocationStatus {
    return {State::unknown, std::move(finding), std::move(answer)};
  }

  [[nodiscard]] auto state() const -> State { return state_; }
  [[nodiscard]] auto is_good() const -> bool { return state_ == State::good; }
  [[nodiscard]] auto is_revoked() const -> bool { return state_ == State::revoked; }
  [[nodiscard]] auto is_unknown() const -> bool { return state_ == State::unknown; }
  /// Why it is not good; only where it is not.
  [[nodiscard]] auto finding() const -> Finding const& { return *finding_; }
  /// Everyone who was asked, in order.
  [[nodiscard]] auto answers() const -> std::vector<SourceAnswer> const& { return answers_; }

  /// Revoked before unknown before good; every answer is kept.
  [[nodiscard]] static auto worst_of(RevocationStatus first, RevocationStatus second) -> RevocationStatus {
    auto& worse = second.state_ > first.state_ ? second : first;
    auto answers = std::move(first.answers_);
    for (auto& answer : second.answers_) answers.push_back(std::move(answer));
    auto result = std::move(worse);
    result.answers_ = std::move(answers);
    return result;
  }

 private:
  RevocationStatus(State state, std::optional<Finding> finding, SourceAnswer answer)
      : state_{state}, finding_{std::move(finding)} {
    answers_.push_back(std::move(answer));
  }

  State state_;
  std::optional<Finding> finding_;
  std::vector<SourceAnswer> answers_;
};

}  // namespace vidimus
