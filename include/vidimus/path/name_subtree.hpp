// SPDX-License-Identifier: Apache-2.0
// Whether a name lies in a subtree of names (RFC 5280, 4.2.1.10), form by form.
//
// There are two questions. A name is permitted if it lies inside of a permitted subtree for certain; it is excluded if it
// may lie inside of an excluded one, in part or for all that can be known. So a name that cannot be compared is never
// permitted and always excluded, and a wildcard counts as everything that it stands for.
#pragma once

#include <vidimus/path/host_name.hpp>
#include <vidimus/x509/general_name.hpp>
#include <vidimus/x509/name_match.hpp>

#include <cstddef>
#include <string_view>

namespace vidimus::detail {

enum class Overlap : unsigned char { none, part, all };

// dNSName: "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side of the name
// satisfies the name constraint." The empty one is every name.

[[nodiscard]] constexpr auto is_dns_subtree(std::string_view base) -> bool {
  return base.empty() || is_host_name(base);
}

[[nodiscard]] constexpr auto dns_overlap(std::string_view name, std::string_view base) -> Overlap {
  bool const is_wildcard = name.starts_with("*.");  // RFC 6125, 6.4.3: one whole label, the left-most
  auto const host = is_wildcard ? name.substr(2) : name;
  if (!is_host_name(host)) return Overlap::part;
  if (base.empty() || is_at_or_below(host, base)) return Overlap::all;
  bool const stands_for_base =
      is_wildcard && is_below(base, host) && same_ascii_text(base.substr(base.find('.') + 1), host);
  return stands_for_base ? Overlap::part : Overlap::none;
}

// rfc822Name: a mailbox, all mailboxes of a host, or, with a period, all those of the hosts of a domain. Of the empty one
// RFC 5280 says nothing, nor of a URI's: to some it is everything, to others nothing. So it permits nothing and excludes
// everything.

struct Mailbox {
  std::string_view local_part, host;

  static constexpr auto split(std::string_view text) -> Mailbox {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos) return {{}, text};
    return {text.substr(0, at), text.substr(at + 1)};
  }
  [[nodiscard]] constexpr auto is_quoted() const -> bool {
    return local_part.size() > 2 && local_part.starts_with('"') && local_part.ends_with('"');
  }
  [[nodiscard]] constexpr auto is_mailbox() const -> bool {
    bool const plain = !local_part.empty() && local_part.find_first_of("@\" ") == std::string_view::npos;
    return (plain || is_quoted()) && is_host_name(host);
  }
};

[[nodiscard]] constexpr auto is_email_subtree(std::string_view base) -> bool {
  if (base.empty()) return true;
  if (base.find('@') != std::string_view::npos) return Mailbox::split(base).is_mailbox();
  return is_host_name(base.starts_with('.') ? base.substr(1) : base);
}

/// RFC 5280, 7.5: the host in either case, the local part exactly. One that is written otherwise (in another case, or
/// quoted) is mostly the same mailbox all the same: not surely inside, and not surely outside.
[[nodiscard]] constexpr auto mailbox_overlap(Mailbox name, Mailbox base) -> Overlap {
  if (!same_ascii_text(name.host, base.host)) return Overlap::none;
  if (name.local_part == base.local_part) return Overlap::all;
  bool const may_be_same = name.is_quoted() || base.is_quoted() || same_ascii_text(name.local_part, base.local_part);
  return may_be_same ? Overlap::part : Overlap::none;
}

[[nodiscard]] constexpr auto email_overlap(std::string_view text, std::string_view base) -> Overlap {
  auto const name = Mailbox::split(text);
  if (!name.is_mailbox() || base.empty()) return Overlap::part;
  if (base.find('@') != std::string_view::npos) return mailbox_overlap(name, Mailbox::split(base));
  bool const inside = base.starts_with('.') ? is_below(name.host, base.substr(1)) : same_ascii_text(name.host, base);
  return inside ? Overlap::all : Overlap::none;
}

// uniformResourceIdentifier: "The constraint applies to the host part of the name", which must be a fully qualified domain
// name; an address or no host at all cannot be compared and must be refused.

[[nodiscard]] constexpr auto is_uri_subtree(std::string_view base) -> bool {
  return base.empty() || is_host_name(base.starts_with('.') ? base.substr(1) : base);
}

/// RFC 3986, 3.2: the host of an authority; empty where there is none.
[[nodiscard]] constexpr auto host_of_uri(std::string_view uri) -> std::string_view {
  auto const scheme = uri.find(':');
  if (scheme == std::string_view::npos || uri.substr(scheme + 1, 2) != "//") return {};
  auto authority = uri.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  auto const host_and_port = authority.substr(authority.rfind('@') + 1);
  return host_and_port.substr(0, host_and_port.find(':'));
}

[[nodiscard]] constexpr auto uri_overlap(std::string_view uri, std::string_view base) -> Overlap {
  auto const host = host_of_uri(uri);
  if (!is_host_name(host) || looks_like_address(host) || base.empty()) return Overlap::part;
  bool const inside = base.starts_with('.') ? is_below(host, base.substr(1)) : same_ascii_text(host, base);
  return inside ? Overlap::all : Overlap::none;
}

// iPAddress: an address and a mask "in the style of RFC 4632 (CIDR)", which is checked where the extension is read.

[[nodiscard]] constexpr auto ip_overlap(ByteView name, ByteView base) -> Overlap {
  if (name.size() * 2 != base.size()) return Overlap::none;
  for (std::size_t i = 0; i != name.size(); ++i)
    if (((name[i] ^ base[i]) & base[name.size() + i]) != std::byte{0}) return Overlap::none;
  return Overlap::all;
}

/// Whether subtrees of this form can be compared at all: RFC 5280 says how for five of the nine.
[[nodiscard]] constexpr auto is_comparable(GeneralNameKind kind) -> bool {
  switch (kind) {
    case GeneralNameKind::rfc822_name:
    case GeneralNameKind::dns_name:
    case GeneralNameKind::directory_name:
    case GeneralNameKind::uri:
    case GeneralNameKind::ip_address: return true;
    case GeneralNameKind::other_name:
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::registered_id: return false;
  }
  return false;
}

/// Whether a constraint is written as its form demands.
[[nodiscard]] inline auto is_subtree(GeneralName const& base) -> bool {
  switch (base.kind) {
    case GeneralNameKind::rfc822_name: return is_email_subtree(base.text());
    case GeneralNameKind::dns_name: return is_dns_subtree(base.text());
    case GeneralNameKind::uri: return is_uri_subtree(base.text());
    case GeneralNameKind::ip_address:
    case GeneralNameKind::directory_name:
    case GeneralNameKind::other_name:
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::registered_id: return true;
  }
  return false;
}

/// How much of `name` lies within `base`; both are of one form. What cannot be compared overlaps in part.
[[nodiscard]] inline auto overlap(GeneralName const& name, GeneralName const& base) -> Overlap {
  switch (name.kind) {
    case GeneralNameKind::rfc822_name: return email_overlap(name.text(), base.text());
    case GeneralNameKind::dns_name: return dns_overlap(name.text(), base.text());
    case GeneralNameKind::uri: return uri_overlap(name.text(), base.text());
    case GeneralNameKind::ip_address: return ip_overlap(name.value, base.value);
    case GeneralNameKind::directory_name:
      return is_within(name.directory_name(), base.directory_name()) ? Overlap::all : Overlap::none;
    case GeneralNameKind::other_name:
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::registered_id: break;
  }
  return Overlap::part;
}

}  // namespace vidimus::detail
