// SPDX-License-Identifier: Apache-2.0
// The rules of a PeerMap without their values: checked against each other, in order of precedence, and indexed.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/peer_name/peer_map_filter.hpp>
#include <vidimus/peer_name/peer_map_index.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Ranks, the most specific rule first.
struct PeerMapMatches {
  std::optional<std::size_t> winner;
  std::vector<std::size_t> dry_runs;  ///< in front of the winner
  std::vector<std::size_t> runners_up;
};

/// Errors: `ssl_peer_malformed`, which names the rule, with the offset in its filter.
[[nodiscard]] inline auto read_peer_map_filter(std::size_t number, std::string_view ssl_peer,
                                               std::optional<std::string> const& ssl_cert_issuer)
    -> Result<PeerMapFilter> {
  PeerMapFilter rule;
  rule.number = number;
  auto const refuse_as = [&](Failure const& failure, std::string_view parameter) {
    auto finding = failure.decisive();
    finding.subject = "rule " + std::to_string(number) + ", " + std::string{parameter} + ' ' + finding.subject;
    return refuse(std::move(finding));
  };
  auto subject = parse_dn_filter(ssl_peer, DnOf::subject);
  if (!subject) return refuse_as(subject.error(), "SSLPEER");
  rule.subject = *std::move(subject);
  if (!ssl_cert_issuer) return rule;
  auto issuer = parse_dn_filter(*ssl_cert_issuer, DnOf::issuer);
  if (!issuer) return refuse_as(issuer.error(), "SSLCERTI");
  rule.issuer = *std::move(issuer);
  return rule;
}

/// Immutable, at one address.
class PeerMapFilters {
 public:
  /// Whether two rules, by their numbers, do the same with a peer.
  using IsSameOutcome = std::function<bool(std::size_t, std::size_t)>;

  /// Errors: `peer_map_unreachable`, `peer_map_ambiguous`; see `PeerMap::make`.
  [[nodiscard]] static auto make(std::vector<PeerMapFilter> rules, IsSameOutcome const& is_same_outcome)
      -> Result<std::shared_ptr<PeerMapFilters const>> {
    std::ranges::sort(rules, [](PeerMapFilter const& a, PeerMapFilter const& b) {
      return precedes(a, b) || (!precedes(b, a) && a.number < b.number);
    });
    for (std::size_t i = 1; i < rules.size(); ++i)
      if (!precedes(rules[i - 1], rules[i]))
        return refuse(indistinct(rules[i - 1], rules[i], is_same_outcome(rules[i - 1].number, rules[i].number)));
    return std::make_shared<PeerMapFilters const>(std::move(rules));
  }
  /// Of rules that were checked, in order.
  explicit PeerMapFilters(std::vector<PeerMapFilter> rules) : rules_{std::move(rules)}, index_{views_of(rules_)} {}
  PeerMapFilters(PeerMapFilters const&) = delete;
  auto operator=(PeerMapFilters const&) -> PeerMapFilters& = delete;

  [[nodiscard]] auto at(std::size_t rank) const -> PeerMapFilter const& { return rules_[rank]; }
  [[nodiscard]] auto size() const -> std::size_t { return rules_.size(); }

  /// Lists at most `most` runners-up and dry runs.
  [[nodiscard]] auto find(Certificate const& certificate, std::size_t most) const -> PeerMapMatches {
    DnValues const subject{certificate.subject(), certificate.serial_number()};
    std::optional<DnValues> issuer;
    PeerMapMatches matches;
    for (std::size_t const rank : index_.candidates(subject)) {
      auto const& rule = rules_[rank];
      if (!subject.matches(rule.subject.view())) continue;
      if (rule.issuer && !issuer) issuer.emplace(certificate.issuer());
      if (rule.issuer && !issuer->matches(rule.issuer->view())) continue;
      put(matches, rank, most);
      if (matches.runners_up.size() == most) break;
    }
    return matches;
  }

 private:
  // Of two that are equally specific the dry run comes first, so that it is reported.
  [[nodiscard]] static auto precedes(PeerMapFilter const& a, PeerMapFilter const& b) -> bool {
    auto const order = compare_rules(a.filters(), b.filters()).order;
    return order != 0 ? order > 0 : a.is_dry_run && !b.is_dry_run;
  }

  [[nodiscard]] static auto indistinct(PeerMapFilter const& a, PeerMapFilter const& b, bool is_same_outcome)
      -> Finding {
    bool const is_same = is_for_same_peers(a.filters(), b.filters());
    if (is_same && is_same_outcome)
      return {Errc::peer_map_unreachable, Note{a.to_text() + " already does the same"}, {}, b.to_text()};
    auto const why = is_same ? " is for the same peers and does something else" : " is equally specific";
    return {Errc::peer_map_ambiguous, Note{a.to_text() + why}, {}, b.to_text()};
  }

  [[nodiscard]] static auto views_of(std::vector<PeerMapFilter> const& rules) -> std::vector<DnFilterView> {
    std::vector<DnFilterView> views;
    for (auto const& rule : rules) views.push_back(rule.subject.view());
    return views;
  }

  void put(PeerMapMatches& matches, std::size_t rank, std::size_t most) const {
    if (matches.winner) return matches.runners_up.push_back(rank);
    if (!rules_[rank].is_dry_run) {
      matches.winner = rank;
    } else if (matches.dry_runs.size() != most) {
      matches.dry_runs.push_back(rank);
    }
  }

  std::vector<PeerMapFilter> rules_;
  PeerMapIndex index_;  // views of the rules
};

}  // namespace vidimus::detail
