// SPDX-License-Identifier: Apache-2.0
// WebPki: the Validator for certificates as the public web has them. RFC 5280, and of each certificate what the Baseline
// Requirements of the CA/Browser Forum for TLS servers (BR, version 2) demand of it.
//
// When to use: peers with certificates of public CAs, or of private ones that keep to the same profile.
// Guaranteed beyond `Rfc5280`: every certificate is of version 3 and names its issuer's key and nothing else as such; CAs
// sign certificates and CRLs only; the end entity is no CA, is for TLS and for nothing else, and has DNS names and IP
// addresses and no other names; a common name repeats one of them; no wildcard speaks for a top-level
// domain (nor for a public suffix, where the rules are given a list of them).
// Not asked, since it protects no relying party or shuts private CAs out: how long certificates are valid, which policies
// they name, where their CRLs are, whether keyUsage is critical, reserved IP addresses, internal names.
#pragma once

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/path/web_pki_authority.hpp>
#include <vidimus/path/web_pki_end_entity.hpp>
#include <vidimus/path/web_pki_names.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace vidimus {

/// Says below which domains, in small letters, no wildcard is accepted.
template <class S>
concept PublicSuffixes = requires(std::string_view domain) {
  { S::is_public_suffix(domain) } -> std::same_as<bool>;
};

/// No wildcard speaks for a whole top-level domain. Whoever wants to know of `co.uk` too finds the Public Suffix List in
/// `adapters/public_suffixes.hpp`.
struct TopLevelDomains {
  [[nodiscard]] static constexpr auto is_public_suffix(std::string_view domain) -> bool {
    return domain.find('.') == std::string_view::npos;
  }
};

/// The rules of `WebPki`.
template <PublicSuffixes Suffixes = TopLevelDomains>
struct WebPkiRulesWith : StandardRules {
  static constexpr NameConstraintsCriticality name_constraints = NameConstraintsCriticality::either;  // BR, 7.1.2.10.8

  /// Errors: `certificate_version_unsupported`, `signature_algorithm_refused`, `key_identifier_refused`,
  /// `extension_criticality_wrong`, `extended_key_usage_refused`, `extended_key_usage_forbidden`, `key_usage_forbidden`,
  /// `key_identifier_missing`; of the end entity also `end_entity_is_a_ca`, `subject_alt_name_missing`,
  /// `subject_alt_name_refused`, `common_name_refused`.
  [[nodiscard]] static auto check(PlacedCertificate const& placed) -> Result<void> {
    if (auto kept = detail::web_pki::check_any(placed); !kept) return kept;
    if (placed.place == PathPlace::trust_anchor) return detail::web_pki::check_anchor(placed.certificate);
    if (placed.place == PathPlace::intermediate) return detail::web_pki::check_subordinate(placed.certificate);
    if (auto kept = detail::web_pki::check_end_entity(placed); !kept) return kept;
    return detail::web_pki::check_names(placed.certificate, &Suffixes::is_public_suffix);
  }
  [[nodiscard]] static auto describe() -> std::string {
    return StandardRules::describe() + "; CA/Browser Forum Baseline Requirements";
  }
};
using WebPkiRules = WebPkiRulesWith<>;
static_assert(PathRules<WebPkiRules>);

/// The Validator of the web, with the standard budget.
using WebPki = Rfc5280With<Budget{}, WebPkiRules>;

}  // namespace vidimus
