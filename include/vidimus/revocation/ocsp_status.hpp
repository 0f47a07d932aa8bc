// SPDX-License-Identifier: Apache-2.0
// What an authentic OCSP answer is worth at a moment (RFC 6960, 3.2 (5) and (6), 4.2.2.1): its times, and of several entries
// for one certificate the worst.
//
// `good` counts only while the answer is current. `revoked` counts longer, unless it is only a hold: nothing else is ever
// taken back.
#pragma once

#include <vidimus/revocation/ocsp_answer.hpp>
#include <vidimus/revocation/ocsp_options.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace vidimus::detail {

using OcspState = RevocationStatus::State;

[[nodiscard]] inline auto is_revoked_for_good(OcspSingleResponse const& single) -> bool {
  return single.status == OcspState::revoked && single.reason != ReasonCode::certificate_hold && !single.unknown;
}

[[nodiscard]] inline auto revoked_finding(OcspAnswer const& answer, OcspSingleResponse const& single) -> Finding {
  return {Errc::certificate_revoked,
          Revoked{answer.certificate.serial_number().to_hex(), answer.source, single.revocation_time,
                  std::string{single.reason ? name_of(*single.reason) : ""}}};
}

/// producedAt is not later than now. It is not before the certificate's validity either: such an answer was made when there
/// was nothing to be said of the certificate.
[[nodiscard]] inline auto check_produced_at(OcspAnswer const& answer, Time now, OcspRules const& rules)
    -> std::optional<Finding> {
  auto const produced_at = answer.response.produced_at();
  if (now + rules.skew < produced_at)
    return Finding{Errc::ocsp_not_yet_valid, OutOfTime{"producedAt", now, produced_at}, {}, answer.source};
  if (auto const not_before = answer.certificate.not_before(); produced_at + rules.skew < not_before)
    return Finding{Errc::ocsp_stale,
                   Mismatch{"producedAt after notBefore, " + to_text(not_before), {to_text(produced_at)}},
                   {},
                   answer.source};
  return std::nullopt;
}

/// thisUpdate, nextUpdate and the maximum age. A warning within the time of grace.
[[nodiscard]] inline auto check_update_times(OcspSingleResponse const& single, Time now, OcspRules const& rules)
    -> std::optional<Finding> {
  auto const [this_update, next_update] = std::pair{single.this_update, single.next_update};
  if (now + rules.skew < this_update)
    return Finding{Errc::ocsp_not_yet_valid, OutOfTime{"thisUpdate", now, this_update}};
  if (rules.maximum_age && now > this_update + *rules.maximum_age)
    return Finding{Errc::ocsp_stale,
                   OutOfTime{"the end of the maximum age after thisUpdate", now, this_update + *rules.maximum_age}};
  if (!next_update && !rules.maximum_age) return Finding{Errc::ocsp_stale, Mismatch{"nextUpdate or a maximum age", {}}};
  if (!next_update || now <= *next_update + rules.skew) {
    if (!next_update || *next_update >= this_update) return std::nullopt;
    return Finding{Errc::ocsp_stale,
                   Mismatch{"nextUpdate after thisUpdate, " + to_text(this_update), {to_text(*next_update)}}};
  }
  Finding late{Errc::ocsp_stale, OutOfTime{"nextUpdate", now, *next_update}};
  if (now <= *next_update + rules.skew + rules.grace) late.severity = Severity::warning;
  return late;
}

/// What one entry says at a moment; nothing where it is not current.
struct OcspOpinion {
  std::optional<OcspState> state;
  std::optional<Finding> finding{};
};

[[nodiscard]] inline auto opinion_of(OcspAnswer const& answer, OcspSingleResponse const& single, Time now,
                                     OcspRules const& rules) -> OcspOpinion {
  if (single.unknown) return {OcspState::unknown, unknown_extension(*single.unknown)};
  if (is_revoked_for_good(single)) return {OcspState::revoked, revoked_finding(answer, single)};
  auto out_of_time = check_update_times(single, now, rules);
  if (out_of_time && out_of_time->severity == Severity::error) return {std::nullopt, std::move(out_of_time)};
  if (single.status == OcspState::revoked) return {OcspState::revoked, revoked_finding(answer, single)};
  if (single.status == OcspState::unknown) return {OcspState::unknown, Finding{Errc::ocsp_certificate_unknown}};
  return {OcspState::good, std::move(out_of_time)};
}

/// The worst of those that are current; where none is, why not.
[[nodiscard]] inline auto worst_opinion(OcspAnswer const& answer, Time now, OcspRules const& rules) -> OcspOpinion {
  OcspOpinion worst = opinion_of(answer, answer.about.front(), now, rules);
  for (std::size_t i = 1; i != answer.about.size(); ++i) {
    auto next = opinion_of(answer, answer.about[i], now, rules);
    if (next.state > worst.state) worst = std::move(next);  // nothing is less than anything
  }
  return worst;
}

[[nodiscard]] inline auto unknown_by_ocsp(std::string source, Finding finding) -> RevocationStatus {
  if (finding.subject.empty()) finding.subject = source;
  SourceAnswer answer{Step::check_ocsp, std::move(source), Outcome::refused, finding};
  return RevocationStatus::unknown(std::move(finding), std::move(answer));
}

/// Who is not the issuer has a certificate of its own, which ends.
[[nodiscard]] inline auto signer_out_of_time(OcspAnswer const& answer, Time now) -> std::optional<Finding> {
  if (answer.signer.kind == OcspSignerKind::issuer) return std::nullopt;
  auto const valid = check_signer_validity(answer.signer.certificate, now);
  return valid ? std::nullopt : std::optional{valid.error().decisive()};
}

/// The status by an answer at a moment.
[[nodiscard]] inline auto ocsp_status(OcspAnswer const& answer, Time now, OcspRules const& rules) -> RevocationStatus {
  auto opinion = worst_opinion(answer, now, rules);
  if (opinion.state == OcspState::revoked) {
    SourceAnswer told{Step::check_ocsp, answer.source, Outcome::refused, opinion.finding};
    return RevocationStatus::revoked(*std::move(opinion.finding), std::move(told));
  }
  if (auto finding = check_produced_at(answer, now, rules)) return unknown_by_ocsp(answer.source, *std::move(finding));
  if (auto finding = signer_out_of_time(answer, now)) return unknown_by_ocsp(answer.source, *std::move(finding));
  if (opinion.state != OcspState::good) return unknown_by_ocsp(answer.source, *std::move(opinion.finding));
  auto const outcome = opinion.finding ? Outcome::noted : Outcome::accepted;
  return RevocationStatus::good({Step::check_ocsp, answer.source, outcome, std::move(opinion.finding)});
}

}  // namespace vidimus::detail
