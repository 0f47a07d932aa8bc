// SPDX-License-Identifier: Apache-2.0
// Cases of x509-limbo's schema (PKITS has been put into it too): a peer's certificate, intermediates, trust anchors, a time,
// maybe CRLs and names, and whether the peer must be accepted. `features` and `importance` inform readers and change nothing.
#pragma once

#include "case_revocation.hpp"
#include "case_rules.hpp"
#include "expected_peer.hpp"
#include "report.hpp"

#include <cstddef>
#include <string>

namespace conformance {

namespace detail {

/// For one of the ends that the peer must be fit for.
inline auto judge_as(End end, json const& test, PeerChain const& chain) -> Judgement {
  std::string unreadable;
  auto const anchors = anchors_of(test, unreadable);
  ValidationContext const context{time_of(test.at("validation_time")), end, anchors};
  auto const path = validate(test, chain, context);
  if (!path) return Judgement::refused(describe(path.error().decisive()) + unreadable);
  if (!test.at("crls").empty())
    if (auto judgement = judge_revocation(test, *path, context); !judgement.is_accepted()) return judgement;
  if (auto judgement = judge_key_usage(test, path->certificates().front()); !judgement.is_accepted()) return judgement;
  return judge_names(test, path->end_entity());
}

}  // namespace detail

/// A case's intermediates are a pool, not what a peer shows.
inline constexpr Budget pool_limits{.presented = 256, .presented_octets = std::size_t{1} << 20U};

inline auto judge(json const& test) -> Judgement {
  auto const ends = detail::ends_of(test);
  if (!ends) return Judgement::undecided("asks for a purpose that is not TLS's");
  auto const presented = detail::presented(test);
  auto const chain = PeerChain::parse(presented, {}, pool_limits);
  if (!chain) return Judgement::refused(chain.error());
  for (auto const end : *ends)
    if (auto judgement = detail::judge_as(end, test, *chain); !judgement.is_accepted()) return judgement;
  return Judgement::accepted();
}

inline auto compare(json const& test) -> Comparison {
  auto const judgement = judge(test);
  auto const expected = test.at("expected_result").get<std::string>();
  auto const id = test.at("id").get<std::string>();
  if (judgement.outcome == Judgement::Outcome::undecided) return {id, Agreement::skipped, expected, {}, judgement.why};
  bool const accepted = judgement.is_accepted();
  auto const got = accepted ? "SUCCESS" : "FAILURE";
  if (got == expected) return {id, Agreement::agreed, expected, got, judgement.why};
  return {id, accepted ? Agreement::false_accept : Agreement::false_refusal, expected, got, judgement.why};
}

/// `rfc5280::nc::permitted-dns-match` belongs to `rfc5280::nc`.
inline auto suite_of(json const& test) -> std::string {
  auto const id = test.at("id").get<std::string>();
  return id.substr(0, id.rfind("::"));
}

}  // namespace conformance
