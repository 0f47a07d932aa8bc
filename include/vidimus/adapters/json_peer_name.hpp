// SPDX-License-Identifier: Apache-2.0
// Peer-name filters in a policy file: an object with one key, which is the filter's kind.
//
//   {"all_of": [{"ssl_peer": "CN=QM2*, O=Acme"}, {"not": {"ssl_peer": "OU=Contractors"}}]}
#pragma once

#include <vidimus/adapters/json_peer_map.hpp>
#include <vidimus/adapters/json_value.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/peer_name/any_peer_name_filter.hpp>
#include <vidimus/peer_name/audited.hpp>
#include <vidimus/peer_name/certificate_serial.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/email_id.hpp>
#include <vidimus/peer_name/ip_id.hpp>
#include <vidimus/peer_name/spiffe_id.hpp>
#include <vidimus/peer_name/spki_pins.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/peer_name/strict_ssl_cert_issuer.hpp>
#include <vidimus/peer_name/strict_ssl_peer.hpp>
#include <vidimus/peer_name/uri_id.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::size_t json_filters_limit = 512;
inline constexpr std::size_t json_pins_limit = 64;

inline constexpr std::array<std::string_view, 2> spiffe_id_keys{"trust_domain", "path"};
inline constexpr PolicyObject spiffe_id_object{"spiffe_id", PolicyObject::Needs::all, spiffe_id_keys};

[[nodiscard]] auto read_peer_name(PolicyValue const& value) -> Result<AnyPeerNameFilter>;

/// A filter of its own kind, or why there is none.
template <class Filter>
[[nodiscard]] auto any_filter(PolicyValue const& value, Result<Filter> filter) -> Result<AnyPeerNameFilter> {
  if (!filter) return value.refuse_for(filter.error());
  return AnyPeerNameFilter{*std::move(filter)};
}

/// A filter that reads one text.
template <class Filter>
[[nodiscard]] auto read_filter(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  auto const text = value.text();
  if (!text) return refuse(text.error());
  return any_filter(value, Filter::parse(*text));
}

[[nodiscard]] inline auto read_spiffe_id(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  PolicyMembers members{value, spiffe_id_object};
  auto const trust_domain = members.text("trust_domain"), path = members.text("path");
  if (members.failure()) return refuse(*std::move(members.failure()));
  return any_filter(value, SpiffeId<dynamic>::parse(trust_domain, path));
}

[[nodiscard]] inline auto read_spki_pins(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  auto const items = value.items(1, json_pins_limit);
  if (!items) return refuse(items.error());
  std::vector<std::string> texts;
  for (auto const& item : *items) {
    auto text = item.text();
    if (!text) return refuse(std::move(text.error()));
    texts.push_back(*std::move(text));
  }
  std::vector<std::string_view> const views{texts.begin(), texts.end()};
  return any_filter(value, SpkiPins<dynamic>::parse(views));
}

template <std::size_t>
using AnyFilterAt = AnyPeerNameFilter;

/// How many filters are joined at a time: the join is a type, of a number of parts.
inline constexpr std::size_t joined_filters_limit = 8;

template <template <class...> class Join, std::size_t Size = 1>
[[nodiscard]] auto join_few(std::span<AnyPeerNameFilter const> parts) -> AnyPeerNameFilter {
  if constexpr (Size < joined_filters_limit) {
    if (parts.size() > Size) return join_few<Join, Size + 1>(parts);
  }
  return [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
    return AnyPeerNameFilter{Join<AnyFilterAt<Indices>...>{parts[Indices]...}};
  }(std::make_index_sequence<Size>{});
}

/// The parts in their order. More than a few are joined in groups: all of all is all, and any of any is any.
template <template <class...> class Join>
[[nodiscard]] auto join(std::vector<AnyPeerNameFilter> parts) -> AnyPeerNameFilter {
  while (parts.size() > joined_filters_limit) {
    std::vector<AnyPeerNameFilter> groups;
    for (std::span<AnyPeerNameFilter const> left{parts}; !left.empty();) {
      auto const size = (std::min)(left.size(), joined_filters_limit);
      groups.push_back(join_few<Join>(left.first(size)));
      left = left.subspan(size);
    }
    parts = std::move(groups);
  }
  return join_few<Join>(parts);
}

template <template <class...> class Join>
[[nodiscard]] auto read_joined(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  auto const items = value.items(1, json_filters_limit);
  if (!items) return refuse(items.error());
  std::vector<AnyPeerNameFilter> parts;
  for (auto const& item : *items) {
    auto part = read_peer_name(item);
    if (!part) return part;
    parts.push_back(*std::move(part));
  }
  return join<Join>(std::move(parts));
}

template <template <class> class Around>
[[nodiscard]] auto read_around(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  auto part = read_peer_name(value);
  if (!part) return part;
  return AnyPeerNameFilter{Around<AnyPeerNameFilter>{*std::move(part)}};
}

[[nodiscard]] inline auto read_mapped_peers(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  auto map = read_peer_map(value);
  if (!map) return refuse(std::move(map.error()));
  return AnyPeerNameFilter{*std::move(map)};
}

[[nodiscard]] inline auto read_any_peer_name(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  if (auto checked = value.only_true(); !checked) return refuse(std::move(checked.error()));
  return AnyPeerNameFilter{danger::AnyPeerName{}};
}

using ReadFilter = auto (*)(PolicyValue const&) -> Result<AnyPeerNameFilter>;

inline constexpr std::array<std::pair<std::string_view, ReadFilter>, 17> filter_kinds{{
    {"dns_id", &read_filter<DnsId<dynamic>>},
    {"ip_id", &read_filter<IpId<dynamic>>},
    {"uri_id", &read_filter<UriId<dynamic>>},
    {"spiffe_id", &read_spiffe_id},
    {"email_id", &read_filter<EmailId<dynamic>>},
    {"ssl_peer", &read_filter<SslPeer<dynamic>>},
    {"strict_ssl_peer", &read_filter<StrictSslPeer<dynamic>>},
    {"ssl_cert_issuer", &read_filter<SslCertIssuer<dynamic>>},
    {"strict_ssl_cert_issuer", &read_filter<StrictSslCertIssuer<dynamic>>},
    {"certificate_serial", &read_filter<CertificateSerial<dynamic>>},
    {"spki_pins", &read_spki_pins},
    {"peer_map", &read_mapped_peers},
    {"all_of", &read_joined<AllOf>},
    {"any_of", &read_joined<AnyOf>},
    {"not", &read_around<Not>},
    {"danger_audited", &read_around<danger::Audited>},
    {"danger_any_peer_name", &read_any_peer_name},
}};
inline constexpr auto filter_keys = [] {
  std::array<std::string_view, filter_kinds.size()> keys{};
  std::ranges::transform(filter_kinds, keys.begin(), [](auto const& kind) { return kind.first; });
  return keys;
}();
inline constexpr PolicyObject peer_name_object{"peer_name", PolicyObject::Needs::exactly_one, filter_keys};

/// Errors: those of the filter's `parse`, and `policy_file_refused`, each with its place.
[[nodiscard]] inline auto read_peer_name(PolicyValue const& value) -> Result<AnyPeerNameFilter> {
  auto const chosen = value.choice(peer_name_object);
  if (!chosen) return refuse(chosen.error());
  return filter_kinds[chosen->index].second(chosen->value);
}

}  // namespace vidimus::detail
