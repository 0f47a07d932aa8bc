// SPDX-License-Identifier: Apache-2.0
// What vidimus does with the names.
#pragma once

#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/ip_id.hpp>
#include <vidimus/peer_name/peer_map.hpp>
#include <vidimus/peer_name/spiffe_id.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace bench {

using Exact = vidimus::DnsId<"qm2.payments.acme.example">;
using Wildcard = vidimus::DnsId<"qm7.pool.acme.example">;
using Miss = vidimus::DnsId<"qm3.payments.acme.example">;  // as long as the name that is there
using Address = vidimus::IpId<"192.0.2.7">;
using Workload = vidimus::SpiffeId<"acme.example", "/payments/*">;
using Subject = vidimus::SslPeer<"CN=QM2*, OU=Payments, O=Acme">;
using OtherSubject = vidimus::SslPeer<"CN=QM3*, OU=Payments, O=Acme">;

inline auto dynamic_subject() -> vidimus::SslPeer<vidimus::dynamic> {
  return vidimus::SslPeer<vidimus::dynamic>::parse("CN=QM2*, OU=Payments, O=Acme").value();
}

/// Most rules are for other peers, as in real life; of three that are for this one the first is the most specific.
inline auto many_rules(std::size_t count) -> vidimus::PeerMap<int> {
  using Rule = vidimus::PeerMapRule<int>;
  std::vector<Rule> rules;
  rules.push_back(Rule::map("CN=QM2, OU=Payments, O=Acme", 1));
  rules.push_back(Rule::map("CN=QM2*, OU=Payments, O=Acme", 2));
  rules.push_back(Rule::block("O=Acme"));
  for (int i = 3; i != static_cast<int>(count); ++i)
    rules.push_back(Rule::map("CN=APP" + std::to_string(i) + (i % 2 == 0 ? "*" : "") + ", OU=Payments, O=Acme", i));
  auto map = vidimus::PeerMap<int>::make(std::move(rules));
  if (!map) throw std::runtime_error{"vidimus takes no such rules"};
  return *std::move(map);
}

}  // namespace bench
