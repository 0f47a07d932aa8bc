// SPDX-License-Identifier: Apache-2.0
// StaticPeerMap<MapTo<"CN=QM*, O=Acme", "payments">, Block<"CN=QM9, O=Acme">>: a PeerMap that the compiler reads.
//
// When to use: a few rules that are known when the program is written. It decides as PeerMap does; rules that are ambiguous or
// can never decide do not compile. Every rule is tried for every peer: for many use PeerMap.
#pragma once

#include <vidimus/core/role.hpp>
#include <vidimus/peer_name/dn_values.hpp>
#include <vidimus/peer_name/peer_map_decision.hpp>
#include <vidimus/peer_name/peer_map_verdict.hpp>
#include <vidimus/peer_name/static_peer_map_rule.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

enum class StaticPeerMapMistake : unsigned char { none, ambiguous, repeated };

struct StaticPeerMapError {
  StaticPeerMapMistake mistake = StaticPeerMapMistake::none;
  std::size_t first = 0, second = 0;  ///< numbers of rules
};

// Its arguments are what the compiler shows of a mistake.
template <StaticPeerMapMistake Mistake, std::size_t FirstRule, std::size_t SecondRule>
struct static_peer_map_error {
  using Is = StaticPeerMapMistake;
  static constexpr bool has_clear_precedence = Mistake != Is::ambiguous;
  static constexpr bool has_no_rule_again = Mistake != Is::repeated;
};

template <class Error>
consteval auto explain_static_peer_map() {
  static_assert(
      Error::has_clear_precedence,
      "vidimus: StaticPeerMap: two rules are for the same peers and none of them is more specific; the error's "
      "arguments show their numbers, from 1");
  static_assert(Error::has_no_rule_again,
                "vidimus: StaticPeerMap: a rule never decides, because another one already does the same; the error's "
                "arguments show their numbers, from 1");
}

/// Of two that are equally specific the dry run comes first, so that it is reported.
constexpr auto precedes(StaticPeerMapRule const& a, StaticPeerMapRule const& b) -> bool {
  auto const order = compare_rules(a.filters, b.filters).order;
  return order != 0 ? order > 0 : a.is_dry_run && !b.is_dry_run;
}

template <std::size_t Count>
constexpr auto in_order(std::array<StaticPeerMapRule, Count> rules) -> std::array<StaticPeerMapRule, Count> {
  for (std::size_t i = 0; i != Count; ++i) rules[i].number = i + 1;
  for (std::size_t i = 1; i < Count; ++i)
    for (auto at = i; at != 0 && precedes(rules[at], rules[at - 1]); --at) {
      auto const moved = rules[at];
      rules[at] = rules[at - 1];
      rules[at - 1] = moved;
    }
  return rules;
}

/// Of rules in order.
template <std::size_t Count>
constexpr auto check_rules(std::array<StaticPeerMapRule, Count> const& rules) -> StaticPeerMapError {
  for (std::size_t i = 1; i < Count; ++i) {
    auto const &a = rules[i - 1], &b = rules[i];
    if (precedes(a, b)) continue;
    bool const is_again = is_for_same_peers(a.filters, b.filters) && a.action == b.action && a.value == b.value;
    return {is_again ? StaticPeerMapMistake::repeated : StaticPeerMapMistake::ambiguous, a.number, b.number};
  }
  return {};
}

template <class... Rules>
struct CheckedPeerMap {
  static constexpr auto rules = in_order(std::array<StaticPeerMapRule, sizeof...(Rules)>{Rules::rule...});
  static constexpr auto error = check_rules(rules);
  using Error = static_peer_map_error<error.mistake, error.first, error.second>;
};

}  // namespace detail

/// Rules are numbered from 1 as they are given; their order means nothing else. Empty type, callable from several threads.
template <class First, class... Rest>
class StaticPeerMap {
  using Checked = detail::CheckedPeerMap<First, Rest...>;
  using Explained = decltype(detail::explain_static_peer_map<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;
  using Value = std::string_view;

  /// As `PeerMap::decide`. The value is a text of the program's.
  [[nodiscard]] static auto decide(EndEntity const& peer) -> Decision<Value> {
    detail::DnValues const subject{peer.certificate.subject(), peer.certificate.serial_number()};
    detail::DnValues const issuer{peer.certificate.issuer()};
    Decision<Value> decision;
    detail::StaticPeerMapRule const* winner = nullptr;
    for (auto const& rule : Checked::rules) {
      auto const& filters = rule.filters;
      if (!subject.matches(filters.subject) || (filters.issuer && !issuer.matches(*filters.issuer))) continue;
      put(decision, winner, rule);
    }
    return decision;
  }

  /// Errors: those of `PeerMap::accepts`.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::verdict_on(decide(peer), peer, describe());
  }
  /// `a peer map of 12 rules`.
  [[nodiscard]] static auto describe() -> std::string { return detail::map_text(Checked::rules.size()); }

 private:
  static void put(Decision<Value>& decision, detail::StaticPeerMapRule const*& winner,
                  detail::StaticPeerMapRule const& rule) {
    auto text = detail::rule_text(rule.number, rule.filters, rule.is_dry_run);
    if (winner != nullptr) {
      if (decision.runners_up.size() == Decision<Value>::most_listed) return;
      auto reason = detail::compare_rules(winner->filters, rule.filters).to_text();
      return decision.runners_up.push_back({rule.number, std::move(text), std::move(reason)});
    }
    PeerMapWinner entry{rule.number, std::move(text), rule.action};
    if (rule.is_dry_run) {
      if (decision.dry_runs.size() != Decision<Value>::most_listed) decision.dry_runs.push_back(std::move(entry));
      return;
    }
    winner = &rule;
    decision.winner = std::move(entry);
    if (rule.action == PeerAction::map) decision.value = {std::shared_ptr<void>{}, &rule.value};  // static storage
  }
};

}  // namespace vidimus
