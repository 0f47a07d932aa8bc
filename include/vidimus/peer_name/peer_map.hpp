// SPDX-License-Identifier: Apache-2.0
// PeerMap<Value>: rules from distinguished names to a value of the application, as IBM MQ's SSLPEERMAP records map them to an
// MCAUSER.
//
// When to use: what a peer may do depends on who it is, and the list is read at start-up. `decide` gives the value; as a
// PeerNameFilter the map accepts whom it maps or allows.
// Guaranteed: the most specific rule decides (dn_filter_precedence.hpp has the order), whatever the order in which they were
// given; a peer that no rule is for is refused. A dry run decides nothing: a map decides as it would without it, so that
// adding one lets in or keeps out nobody.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/peer_map_decision.hpp>
#include <vidimus/peer_name/peer_map_filters.hpp>
#include <vidimus/peer_name/peer_map_rule.hpp>
#include <vidimus/peer_name/peer_map_verdict.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

template <class Value>
[[nodiscard]] auto is_same_outcome(PeerMapRule<Value> const& a, PeerMapRule<Value> const& b) -> bool {
  if (a.action() != b.action()) return false;
  if (a.action() != PeerAction::map) return true;
  if constexpr (std::equality_comparable<Value>) {
    return *a.value() == *b.value();
  } else {
    return false;
  }
}

}  // namespace detail

/// Immutable; copies share the rules. Callable from several threads.
template <class Value>
class PeerMap {
 public:
  using role = vidimus::role::peer_name_filter;
  using Rule = PeerMapRule<Value>;

  /// Rules are numbered from 1 as they are given; their order means nothing else. Without a rule every peer is refused.
  ///
  /// Errors, each naming the rule:
  ///   `ssl_peer_malformed`    a filter, with the reason and its offset; a blank one too;
  ///   `peer_map_ambiguous`    two rules are equally specific: the same filters with another outcome (values that cannot be
  ///                           compared count as others), or such as `CN=*A` and `CN=A*`, for which some peer is both;
  ///   `peer_map_unreachable`  the same filters with the same outcome again. A filter that matches all that another one does
  ///                           is never the more specific, `00` beside `00*` as a SERIALNUMBER apart, so no other single
  ///                           rule can hide one.
  /// A dry run and a rule that decides may have the same filters.
  [[nodiscard]] static auto make(std::vector<Rule> rules) -> Result<PeerMap> {
    std::vector<detail::PeerMapFilter> filters;
    filters.reserve(rules.size());
    for (auto const& rule : rules) {
      auto filter = detail::read_peer_map_filter(filters.size() + 1, rule.ssl_peer(), rule.ssl_cert_issuer());
      if (!filter) return refuse(std::move(filter.error()));
      filter->is_dry_run = rule.is_dry_run();
      filters.push_back(*std::move(filter));
    }
    auto checked = detail::PeerMapFilters::make(std::move(filters), [&](std::size_t a, std::size_t b) {
      return detail::is_same_outcome(rules[a - 1], rules[b - 1]);
    });
    if (!checked) return refuse(std::move(checked.error()));
    return PeerMap{std::make_shared<std::vector<Rule> const>(std::move(rules)), *std::move(checked)};
  }

  /// What the most specific rule that is for the peer says, and why. Never fails: see `Decision::winner`.
  [[nodiscard]] auto decide(EndEntity const& peer) const -> Decision<Value> {
    auto const matches = filters_->find(peer.certificate, Decision<Value>::most_listed);
    Decision<Value> decision;
    for (auto const rank : matches.dry_runs) decision.dry_runs.push_back(winner(rank));
    if (!matches.winner) return decision;
    decision.winner = winner(*matches.winner);
    if (auto const& value = rule(*matches.winner).value()) decision.value = {rules_, &*value};
    for (auto const rank : matches.runners_up) decision.runners_up.push_back(runner_up(*matches.winner, rank));
    return decision;
  }

  /// Errors: `peer_blocked` with the rule; `peer_not_mapped` where no rule is for the peer. Both list the subject, and dry
  /// runs that would have decided.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::verdict_on(decide(peer), peer, describe());
  }
  /// `a peer map of 12 rules`.
  [[nodiscard]] auto describe() const -> std::string { return detail::map_text(rules_->size()); }

 private:
  PeerMap(std::shared_ptr<std::vector<Rule> const> rules, std::shared_ptr<detail::PeerMapFilters const> filters)
      : rules_{std::move(rules)}, filters_{std::move(filters)} {}

  [[nodiscard]] auto rule(std::size_t rank) const -> Rule const& { return (*rules_)[filters_->at(rank).number - 1]; }
  [[nodiscard]] auto winner(std::size_t rank) const -> PeerMapWinner {
    auto const& filter = filters_->at(rank);
    return {filter.number, filter.to_text(), rule(rank).action()};
  }
  [[nodiscard]] auto runner_up(std::size_t winner, std::size_t rank) const -> PeerMapRunnerUp {
    auto const& filter = filters_->at(rank);
    return {filter.number, filter.to_text(),
            detail::compare_rules(filters_->at(winner).filters(), filter.filters()).to_text()};
  }

  std::shared_ptr<std::vector<Rule> const> rules_;
  std::shared_ptr<detail::PeerMapFilters const> filters_;
};

}  // namespace vidimus
