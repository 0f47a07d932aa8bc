// SPDX-License-Identifier: Apache-2.0
// What a case expects of the peer itself: the names it must have, each asked of the filter of its kind, and its key usage.
#pragma once

#include "judgement.hpp"

#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/email_id.hpp>
#include <vidimus/peer_name/ip_id.hpp>

#include <string>

namespace conformance::detail {

template <class Filter>
auto judge_by(std::string const& text, EndEntity const& peer) -> Judgement {
  auto const filter = Filter::parse(text);
  if (!filter) return Judgement::refused(filter.error());
  auto const verdict = filter->accepts(peer);
  return verdict.is_accepted() ? Judgement::accepted() : Judgement::refused(describe(verdict.finding()));
}

/// `{"kind": "DNS", "value": "example.com"}`
inline auto judge_name(json const& expected, EndEntity const& peer) -> Judgement {
  auto const text = expected.at("value").get<std::string>();
  auto const kind = expected.at("kind").get<std::string>();
  if (kind == "DNS") return judge_by<DnsId<dynamic>>(text, peer);
  if (kind == "IP") return judge_by<IpId<dynamic>>(text, peer);
  if (kind == "RFC822") return judge_by<EmailId<dynamic>>(text, peer);
  return Judgement::undecided("there is no filter for names of kind " + kind);
}

/// `expected_peer_name`, and every one of `expected_peer_names`.
inline auto judge_names(json const& test, EndEntity const& peer) -> Judgement {
  auto names = test.at("expected_peer_names").is_null() ? json::array() : test.at("expected_peer_names");
  if (!test.at("expected_peer_name").is_null()) names.push_back(test.at("expected_peer_name"));
  for (auto const& name : names)
    if (auto judgement = judge_name(name, peer); !judgement.is_accepted()) return judgement;
  return Judgement::accepted();
}

/// `key_usage`: what the end entity's keyUsage, where it has one, must permit.
inline auto judge_key_usage(json const& test, Certificate const& peer) -> Judgement {
  auto const usage = peer.key_usage();
  for (auto const& name : texts(test.at("key_usage"))) {
    auto const bit = key_usage_bit(name);
    if (!bit) return Judgement::undecided("there is no key usage " + name);
    if (usage && !usage->contains(*bit))
      return Judgement::refused("key usage: wanted " + name + ", presented " + usage->to_text());
  }
  return Judgement::accepted();
}

}  // namespace conformance::detail
