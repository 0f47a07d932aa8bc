// SPDX-License-Identifier: Apache-2.0
// A rule of a PeerMap as it was read: whom it is for, and how it stands to another rule.
#pragma once

#include <vidimus/peer_name/dn_filter_policy.hpp>
#include <vidimus/peer_name/dn_filter_precedence.hpp>

#include <compare>
#include <cstddef>
#include <optional>
#include <string>

namespace vidimus::detail {

/// Whom a rule is for.
struct RuleFilters {
  DnFilterView subject;
  std::optional<DnFilterView> issuer;

  /// `SSLPEER CN=QM2*, SSLCERTI O=Acme`.
  [[nodiscard]] auto to_text() const -> std::string {
    auto const issuer_text = issuer ? ", SSLCERTI " + std::string{issuer->text} : std::string{};
    return "SSLPEER " + std::string{subject.text} + issuer_text;
  }
};

[[nodiscard]] inline auto rule_text(std::size_t number, RuleFilters const& filters, bool is_dry_run) -> std::string {
  return "rule " + std::to_string(number) + " (" + filters.to_text() + (is_dry_run ? ", dry run)" : ")");
}

struct PeerMapFilter {
  std::size_t number = 0;  ///< of the rule, from 1 in the order in which they were given
  DynamicDnFilter subject;
  std::optional<DynamicDnFilter> issuer;
  bool is_dry_run = false;

  /// Views of this.
  [[nodiscard]] auto filters() const -> RuleFilters {
    return {subject.view(), issuer ? std::optional{issuer->view()} : std::nullopt};
  }
  /// `rule 3 (SSLPEER CN=QM2*, SSLCERTI O=Acme)`.
  [[nodiscard]] auto to_text() const -> std::string { return rule_text(number, filters(), is_dry_run); }
};

/// `order` is greater where the first rule is the more specific. `why` is said of the other one.
struct RulePrecedence {
  std::strong_ordering order = std::strong_ordering::equal;
  std::string (*why)(DnPrecedence const&) = [](DnPrecedence const& it) { return reason_of(it); };
  DnPrecedence filters{};

  [[nodiscard]] auto to_text() const -> std::string { return why(filters); }
};

/// The subject's filter first; then a rule with SSLCERTI before the same without; then the issuer's filter.
[[nodiscard]] constexpr auto compare_rules(RuleFilters const& a, RuleFilters const& b) -> RulePrecedence {
  RulePrecedence precedence;
  precedence.filters = compare_filters(a.subject, b.subject);
  precedence.order = precedence.filters.order;
  if (precedence.order != 0) return precedence;
  precedence.order = a.issuer.has_value() <=> b.issuer.has_value();
  precedence.why = [](DnPrecedence const&) -> std::string { return "it has no SSLCERTI"; };
  if (precedence.order != 0 || !a.issuer) return precedence;
  precedence.filters = compare_filters(*a.issuer, *b.issuer);
  precedence.order = precedence.filters.order;
  precedence.why = [](DnPrecedence const& it) { return "of SSLCERTI, " + reason_of(it); };
  return precedence;
}

/// Whether two equally specific rules are for exactly the same peers.
[[nodiscard]] constexpr auto is_for_same_peers(RuleFilters const& a, RuleFilters const& b) -> bool {
  return is_same_filter(a.subject, b.subject) && (!a.issuer || is_same_filter(*a.issuer, *b.issuer));
}

}  // namespace vidimus::detail
