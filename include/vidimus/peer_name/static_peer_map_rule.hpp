// SPDX-License-Identifier: Apache-2.0
// The rules of a StaticPeerMap. The compiler reads their filters.
#pragma once

#include <vidimus/core/fixed_string.hpp>
#include <vidimus/peer_name/dn_filter_policy.hpp>
#include <vidimus/peer_name/peer_map_filter.hpp>
#include <vidimus/peer_name/peer_map_rule.hpp>

#include <cstddef>
#include <string_view>

namespace vidimus {

namespace detail {

struct StaticPeerMapRule {
  RuleFilters filters;
  PeerAction action = PeerAction::block;
  std::string_view value{};
  bool is_dry_run = false;
  std::size_t number = 0;
};

}  // namespace detail

/// Maps peers whose subject matches an SSLPEER filter to a text.
template <FixedString SslPeerFilter, FixedString Value>
struct MapTo {
  using Filter = detail::CheckedDnFilter<SslPeerFilter, detail::DnOf::subject>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{{Filter::view, {}}, PeerAction::map, Value.view()};
};

/// Accepts peers without a value.
template <FixedString SslPeerFilter>
struct Allow {
  using Filter = detail::CheckedDnFilter<SslPeerFilter, detail::DnOf::subject>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{{Filter::view, {}}, PeerAction::allow};
};

/// Refuses peers.
template <FixedString SslPeerFilter>
struct Block {
  using Filter = detail::CheckedDnFilter<SslPeerFilter, detail::DnOf::subject>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{{Filter::view, {}}, PeerAction::block};
};

/// Another rule, for peers whose issuer matches an SSLCERTI filter: `IssuedBy<Block<"CN=QM9">, "CN=Acme CA">`.
template <class Rule, FixedString SslCertIssuerFilter>
struct IssuedBy {
  using Filter = detail::CheckedDnFilter<SslCertIssuerFilter, detail::DnOf::issuer>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{
      {Rule::rule.filters.subject, Filter::view}, Rule::rule.action, Rule::rule.value, Rule::rule.is_dry_run};
};

/// Another rule, that is reported where it would have decided and decides nothing.
template <class Rule>
struct DryRun {
  static constexpr detail::StaticPeerMapRule rule{Rule::rule.filters, Rule::rule.action, Rule::rule.value, true};
};

}  // namespace vidimus
