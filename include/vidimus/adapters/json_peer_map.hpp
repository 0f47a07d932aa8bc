// SPDX-License-Identifier: Apache-2.0
// Rules of a peer map in a policy file.
//
//   {"peer_map": [{"ssl_peer": "CN=QM2*, O=Acme", "ssl_cert_issuer": "CN=Acme CA", "action": "map", "value": "orders"},
//                 {"ssl_peer": "OU=Contractors", "action": "block", "dry_run": true}]}
#pragma once

#include <vidimus/adapters/json_value.hpp>
#include <vidimus/peer_name/peer_map.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::size_t json_rules_limit = 50'000;

inline constexpr std::array<std::string_view, 2> peer_map_rule_keys{"ssl_peer", "action"};
inline constexpr std::array<std::string_view, 3> peer_map_rule_options{"ssl_cert_issuer", "value", "dry_run"};
inline constexpr PolicyObject peer_map_rule_object{"peer_map_rule", PolicyObject::Needs::all, peer_map_rule_keys,
                                                   peer_map_rule_options};

/// As `PeerAction` has them.
inline constexpr std::array<std::string_view, 3> peer_action_words{"map", "allow", "block"};
inline constexpr PolicyWords peer_actions{"peer_action", peer_action_words};

/// A filter that `Filter` can read, so that a mistake has its own place.
template <class Filter>
[[nodiscard]] auto read_pattern(PolicyValue const& value) -> Result<std::string> {
  auto text = value.text();
  if (!text) return text;
  auto const filter = Filter::parse(*text);
  if (!filter) return value.refuse_for(filter.error());
  return text;
}

[[nodiscard]] inline auto read_peer_map_rule(PolicyValue const& value) -> Result<PeerMapRule<std::string>> {
  using Rule = PeerMapRule<std::string>;
  PolicyMembers members{value, peer_map_rule_object};
  auto ssl_peer = members.read("ssl_peer", read_pattern<SslPeer<dynamic>>).value_or(std::string{});
  auto const action = static_cast<PeerAction>(members.word("action", peer_actions));
  std::optional<std::string> issuer;
  if (members.has("ssl_cert_issuer")) issuer = members.read("ssl_cert_issuer", read_pattern<SslCertIssuer<dynamic>>);
  bool const has_value = members.has("value");
  auto mapped = has_value ? members.text("value") : std::string{};
  bool const is_dry_run = members.has("dry_run") && members.boolean("dry_run");
  if (members.failure()) return refuse(*std::move(members.failure()));
  if (has_value != (action == PeerAction::map))
    return value.refuse_for("a value where the action is map, and nowhere else");
  auto rule = action == PeerAction::map     ? Rule::map(std::move(ssl_peer), std::move(mapped))
              : action == PeerAction::allow ? Rule::allow(std::move(ssl_peer))
                                            : Rule::block(std::move(ssl_peer));
  if (issuer) rule = std::move(rule).issued_by(*std::move(issuer));
  return is_dry_run ? std::move(rule).as_dry_run() : rule;
}

/// Errors: those of `PeerMap::make`, with the place of the array, or of the filter that cannot be read.
[[nodiscard]] inline auto read_peer_map(PolicyValue const& value) -> Result<PeerMap<std::string>> {
  auto const items = value.items(1, json_rules_limit);
  if (!items) return refuse(items.error());
  std::vector<PeerMapRule<std::string>> rules;
  for (auto const& item : *items) {
    auto rule = read_peer_map_rule(item);
    if (!rule) return refuse(std::move(rule.error()));
    rules.push_back(*std::move(rule));
  }
  auto map = PeerMap<std::string>::make(std::move(rules));
  if (!map) return value.refuse_for(map.error());
  return map;
}

}  // namespace vidimus::detail
