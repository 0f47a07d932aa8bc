// SPDX-License-Identifier: Apache-2.0
// What the Baseline Requirements demand of the names of an end entity: subject alternative names that are DNS names and IP
// addresses, and a common name, if any, that is a copy of one of them. One function a rule.
#pragma once

#include <vidimus/path/host_name.hpp>
#include <vidimus/path/issuer_profile.hpp>
#include <vidimus/path/punycode.hpp>
#include <vidimus/x509/ip_address.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus::detail::web_pki {

inline auto refuse_name(std::string wanted, GeneralName const& name) -> tl::unexpected<Failure> {
  return refuse(Errc::subject_alt_name_refused, Mismatch{std::move(wanted), {name.to_text()}});
}

/// RFC 5890, 2.3.1: letters, digits and inner hyphens; hyphens in the third and the fourth place are kept for labels that
/// begin with xn-- and go on in Punycode (BR, 1.6.1, P-Label).
[[nodiscard]] constexpr auto is_permitted_label(std::string_view label) -> bool {
  if (!is_host_label(label) || label.find('_') != std::string_view::npos) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  bool const is_reserved = label.size() > 4 && label.substr(2, 2) == "--";
  return !is_reserved || (same_ascii_text(label.substr(0, 2), "xn") && is_punycode(label.substr(4)));
}

/// BR, 7.1.2.7.12: "composed entirely of P-Labels or Non-Reserved LDH Labels", without a dot at the end. No top-level domain
/// is a number (RFC 3696, 2).
[[nodiscard]] constexpr auto is_permitted_host(std::string_view name) -> bool {
  if (name.size() > 253 || looks_like_address(name)) return false;
  for (;;) {
    auto const label = name.substr(0, name.find('.'));
    if (!is_permitted_label(label)) return false;
    if (label.size() == name.size()) return true;
    name.remove_prefix(label.size() + 1);
  }
}

/// Of a domain in small letters: whether names directly below it belong to different people.
using IsPublicSuffix = auto (*)(std::string_view domain) -> bool;

/// BR, 1.6.1: a wildcard is "*." and a Fully-Qualified Domain Name; 3.2.2.6: which is no public suffix.
inline auto check_dns_name(GeneralName const& name, IsPublicSuffix is_public_suffix) -> Result<void> {
  auto const text = name.text();
  bool const is_wildcard = text.starts_with("*.");
  std::string domain{text.substr(is_wildcard ? 2 : 0)};
  if (!is_permitted_host(domain)) return refuse_name("a host name, or *. and a host name", name);
  std::ranges::transform(domain, domain.begin(), ascii_lower);
  if (!is_wildcard || !is_public_suffix(domain)) return {};
  return refuse_name("no wildcard directly below a public suffix", name);
}

/// BR, 7.1.2.7.12: dNSName and iPAddress are permitted, and no other form.
inline auto check_alt_name(GeneralName const& name, IsPublicSuffix is_public_suffix) -> Result<void> {
  if (name.kind == GeneralNameKind::ip_address) return {};
  if (name.kind == GeneralNameKind::dns_name) return check_dns_name(name, is_public_suffix);
  return refuse_name("dNSName and iPAddress only", name);
}

/// BR, 7.1.2.7.12: subjectAltName "MUST be present"; it is never empty (RFC 5280, 4.2.1.6).
inline auto check_alt_names(Certificate const& certificate, IsPublicSuffix is_public_suffix) -> Result<void> {
  auto const names = certificate.subject_alt_names();
  if (!names) return refuse(Errc::subject_alt_name_missing, Mismatch{"a dNSName or iPAddress", {}});
  for (auto const& name : *names)
    if (auto kept = check_alt_name(name, is_public_suffix); !kept) return kept;
  return {};
}

/// BR, 7.1.2.7.12: critical where the subject is empty, which RFC 5280 says too; "otherwise, this extension MUST NOT be
/// marked critical".
inline auto check_alt_names_criticality(Certificate const& certificate) -> Result<void> {
  auto const* const extension = certificate.find(oid::subject_alt_name);
  if (extension == nullptr || !extension->critical || certificate.subject().is_empty()) return {};
  return wrong_criticality("subjectAltName beside a subject", Criticality::not_critical);
}

/// How a common name must be written that repeats a name: a dNSName "character-for-character", an iPAddress by RFC 3986,
/// 3.2.2, or RFC 5952, 4.
inline auto common_name_text(GeneralName const& name) -> std::string {
  return name.kind == GeneralNameKind::ip_address ? IpAddress{name.value}.to_text() : std::string{name.text()};
}

/// BR, 7.1.4.2: in a UTF8String or PrintableString; else empty.
inline auto text_of_common_name(Attribute const& attribute) -> std::optional<std::string> {
  bool const is_permitted =
      attribute.string_tag == der::Tag::utf8_string || attribute.string_tag == der::Tag::printable_string;
  return is_permitted ? attribute.to_utf8() : std::nullopt;
}

/// BR, 7.1.4.3: the common name is "one of the values contained in the Certificate's subjectAltName extension".
inline auto check_common_name(Attribute const& common_name, GeneralNames const& names) -> Result<void> {
  auto const text = text_of_common_name(common_name);
  for (auto const& name : names)
    if (text && *text == common_name_text(name)) return {};
  std::string wanted;
  for (auto const& name : names)
    if (wanted.size() < Name::text_limit) wanted += (wanted.empty() ? "CN=" : " or CN=") + common_name_text(name);
  return refuse(Errc::common_name_refused, Mismatch{std::move(wanted), {common_name.to_text()}});
}

/// BR, 7.1.4.3: if there is a common name, it is "exactly one entry"; 7.1.4.1 says so of every attribute.
inline auto check_common_names(Certificate const& certificate) -> Result<void> {
  auto const names = certificate.subject_alt_names();
  std::vector<std::string> found;
  for (auto const& attribute : certificate.subject()) {
    if (attribute.type != oid::common_name) continue;
    found.push_back(attribute.to_text());
    if (found.size() == 2) return refuse(Errc::common_name_refused, Mismatch{"one common name", std::move(found)});
    if (auto kept = check_common_name(attribute, *names); !kept) return kept;
  }
  return {};
}

/// All of the above.
inline auto check_names(Certificate const& certificate, IsPublicSuffix is_public_suffix) -> Result<void> {
  if (auto kept = check_alt_names(certificate, is_public_suffix); !kept) return kept;
  if (auto kept = check_alt_names_criticality(certificate); !kept) return kept;
  return check_common_names(certificate);
}

}  // namespace vidimus::detail::web_pki
