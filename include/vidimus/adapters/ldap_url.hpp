// SPDX-License-Identifier: Apache-2.0
// LDAP URLs that name one value of one entry, as certificates have them: RFC 4516, within what RFC 5280, 4.2.1.13 and
// 4.2.2.1 say of them. It needs no LDAP library.
//
//   ldap://host:port/dn?attribute?base?filter
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/directory_url.hpp>
#include <vidimus/transport/url.hpp>
#include <vidimus/transport/url_reader.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

struct LdapUrl {
  Url server;             ///< with nothing behind its port
  std::string dn;         ///< of the entry, as RFC 4514 writes it
  std::string attribute;  ///< without its option `binary`, which is always asked for (RFC 4523, 2)
  std::string filter;     ///< `(objectClass=*)` where there is none

  /// Errors: as `Url::parse`; `url_malformed` for escapes that hide a NUL; `url_refused`, in words, for what is no single
  /// value: another scheme, no DN, another number or kind of attributes, a scope beyond the entry, an extension.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<LdapUrl>;

  /// The URL of a value: `of("ldap.acme.example:1389", "CN=Acme Root,O=Acme", "certificateRevocationList")` is how a queue
  /// manager finds the CRL of an issuer.
  [[nodiscard]] static auto of(std::string_view host_and_port, std::string_view dn, std::string_view attribute)
      -> std::string;
};

namespace detail {

/// RFC 4523, 2: what revocation and path building ask a directory for.
inline constexpr std::array<std::string_view, 4> ldap_attributes{"certificateRevocationList", "authorityRevocationList",
                                                                 "deltaRevocationList", "cACertificate"};

/// The attribute of an attribute description that has the option `binary` or none.
[[nodiscard]] inline auto find_ldap_attribute(std::string_view description) -> std::optional<std::string_view> {
  auto const folded = in_small_letters(description);
  auto const wanted = std::string_view{folded}.substr(0, folded.find(';'));
  if (wanted.size() != folded.size() && std::string_view{folded}.substr(wanted.size()) != ";binary")
    return std::nullopt;
  for (auto const attribute : ldap_attributes)
    if (in_small_letters(attribute) == wanted) return attribute;
  return std::nullopt;
}

/// RFC 3986, 2.1; nothing where a NUL would appear.
[[nodiscard]] inline auto without_escapes(std::string_view text) -> std::optional<std::string> {
  auto const value_of = [](char c) { return ascii::is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const is_escape = text[i] == '%' && text.size() - i > 2;
    plain += is_escape ? static_cast<char>(value_of(text[i + 1]) * 16 + value_of(text[i + 2])) : text[i];
    if (is_escape) i += 2;
    if (plain.back() == '\0') return std::nullopt;
  }
  return plain;
}

/// The parts of a query between its question marks.
struct LdapQuery {
  std::string_view attributes{}, scope{}, filter{}, extensions{};

  explicit LdapQuery(std::string_view query) {
    for (auto* const part : {&attributes, &scope, &filter, &extensions}) {
      if (query.empty()) return;
      query.remove_prefix(1);
      *part = part == &extensions ? query : query.substr(0, query.find('?'));
      query.remove_prefix(part->size());
    }
  }

  /// Why it is not one that is asked; nullptr: it is.
  [[nodiscard]] auto refusal() const -> char const* {
    if (!find_ldap_attribute(attributes)) return "it names not one attribute that holds CRLs or CA certificates";
    if (!scope.empty() && in_small_letters(scope) != "base") return "its scope is more than one entry";
    if (filter.size() > 256) return "its filter is too long";
    return extensions.empty() ? nullptr : "it has an extension";
  }
};

}  // namespace detail

inline auto LdapUrl::parse(std::string_view text) -> Result<LdapUrl> {
  auto const url = Url::parse(text);
  if (!url) return vidimus::refuse(url.error());
  auto const refused = [&](Errc code, char const* why) { return refuse(Finding{code, Note{why}, {}, url->to_text()}); };
  detail::LdapQuery const query{url->query};
  auto dn = detail::without_escapes(std::string_view{url->path}.substr(1));
  auto filter = detail::without_escapes(query.filter);
  if (url->scheme != "ldap") return refused(Errc::url_refused, "its scheme is not ldap");
  if (!dn || !filter) return refused(Errc::url_malformed, "an escaped NUL");
  if (dn->empty()) return refused(Errc::url_refused, "it names no entry");
  if (auto const* const why = query.refusal()) return refused(Errc::url_refused, why);
  if (filter->empty()) filter = "(objectClass=*)";
  Url server{url->scheme, url->host, url->address, url->port};
  std::string attribute{*detail::find_ldap_attribute(query.attributes)};
  return LdapUrl{std::move(server), *std::move(dn), std::move(attribute), *std::move(filter)};
}

inline auto LdapUrl::of(std::string_view host_and_port, std::string_view dn, std::string_view attribute)
    -> std::string {
  return detail::directory_url(host_and_port, dn, attribute);
}

}  // namespace vidimus
