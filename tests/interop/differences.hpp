// SPDX-License-Identifier: Apache-2.0
// Where OpenSSL, as strict as it can be told to be, and vidimus do not agree on a mutated chain, and why: every difference
// must stand here, and everything that stands here must be met.
#pragma once

#include "openssl_verdict.hpp"

#include <vidimus/path/rfc5280.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace mutated {

using vidimus::Errc;

/// A chain that one of the two accepts and the other refuses.
struct Disagreement {
  Question const& question;
  std::vector<Errc> ours;  ///< why vidimus refuses, and why a certificate could not be read; empty: accepted
  int theirs;

  /// The certificates that can be read, the anchor's the last.
  [[nodiscard]] auto certificates() const -> std::vector<vidimus::Certificate> {
    std::vector<vidimus::Certificate> all;
    for (auto const& der : question.presented)
      if (auto certificate = vidimus::Certificate::parse(der)) all.push_back(*certificate);
    if (auto anchor = vidimus::Certificate::parse(question.anchor)) all.push_back(*anchor);
    return all;
  }
};

// What must be true of a chain for a reason to be the reason. The kind of the change says it where this says nothing.

/// An authority key identifier is not that of somebody who has the issuer's name.
inline auto identifiers_differ(Disagreement const& disagreement) -> bool {
  auto const all = disagreement.certificates();
  auto const differ = [](vidimus::Certificate const& child, vidimus::Certificate const& issuer) {
    if (!same_name(child.issuer(), issuer.subject())) return false;
    auto const wanted = child.authority_key_identifier();
    auto const presented = issuer.subject_key_identifier();
    if (!wanted) return false;
    if (wanted->key_identifier && presented && !vidimus::same_bytes(*wanted->key_identifier, *presented)) return true;
    return wanted->serial_number && !(*wanted->serial_number == issuer.serial_number());
  };
  return std::ranges::any_of(all, [&](auto const& child) {
    return std::ranges::any_of(all, [&](auto const& issuer) { return differ(child, issuer); });
  });
}
inline auto an_authority_has_no_key_usage(Disagreement const& disagreement) -> bool {
  return std::ranges::any_of(disagreement.certificates(), [](auto const& certificate) {
    auto const constraints = certificate.basic_constraints();
    return constraints && constraints->is_ca && !certificate.key_usage();
  });
}
/// Of a type that OpenSSL does not read in a name: any that holds no characters, and VisibleString.
inline auto an_attribute_is_no_string(Disagreement const& disagreement) -> bool {
  return std::ranges::any_of(disagreement.certificates(), [](auto const& certificate) {
    auto const odd = [](auto const& attribute) {
      return !is_character_string(attribute.string_tag) || attribute.string_tag == vidimus::der::Tag::visible_string;
    };
    return std::ranges::any_of(certificate.subject(), odd) || std::ranges::any_of(certificate.issuer(), odd);
  });
}

inline constexpr int any_refusal = -2;     // of OpenSSL's
inline constexpr Errc any_reason{0xffff};  // of vidimus's

struct Difference {
  std::string_view kind;     ///< what was changed begins so
  std::optional<Errc> ours;  ///< empty: accepted
  int theirs;                ///< X509_V_…, `unreadable` or `any_refusal`
  std::string_view why;
  bool (*holds)(Disagreement const&) = nullptr;

  [[nodiscard]] auto has_our_reason(Disagreement const& it) const -> bool {
    if (!ours) return it.ours.empty();
    return ours == any_reason ? !it.ours.empty() : std::ranges::count(it.ours, *ours) != 0;
  }
  [[nodiscard]] auto explains(Disagreement const& it) const -> bool {
    bool const same_verdict = theirs == any_refusal ? it.theirs != X509_V_OK : theirs == it.theirs;
    bool const fits = same_verdict && has_our_reason(it) && (holds == nullptr || holds(it));
    auto const& kinds = it.question.kind;  // one, or two joined by " + "
    auto const joint = kinds.find(" + ");
    bool const is_second = joint != std::string::npos && std::string_view{kinds}.substr(joint + 3).starts_with(kind);
    return fits && (kinds.starts_with(kind) || is_second);
  }
};

// clang-format off
inline constexpr std::optional<Errc> accepted{};
inline constexpr Difference differences[]{
  // ---- vidimus accepts, OpenSSL refuses
  {"", accepted, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
   "RFC 5280, 4.2.1.1: key identifiers help to find an issuer; 6.1 asks for its name and its signature", identifiers_differ},
  {"", accepted, X509_V_ERR_CA_CERT_MISSING_KEY_USAGE,
   "RFC 5280, 6.1.4 (n): keyUsage is asked of an authority \"if a key usage extension is present\"", an_authority_has_no_key_usage},
  {"basicConstraints: not critical", accepted, X509_V_ERR_CA_BCONS_NOT_CRITICAL,
   "RFC 5280, 6.1.4 (k): that it is critical is not asked (PKITS 4.6.4)"},
  {"extKeyUsage: any", accepted, X509_V_ERR_INVALID_PURPOSE,
   "RFC 5280, 4.2.1.12: anyExtendedKeyUsage is for those who do \"not wish to restrict usages of the key\""},
  {"notAfter: now", accepted, X509_V_ERR_CERT_HAS_EXPIRED,
   "RFC 5280, 4.1.2.5: from notBefore through notAfter, \"inclusive\""},
  {"chain: before the issuer's certificate", accepted, any_refusal,
   "RFC 5280, 6.1: a path that leads on is a path; OpenSSL does not come back to the other certificate"},
  {"chain: a loop", accepted, any_refusal, "RFC 5280, 6.1, as above"},
  {"chain: ", accepted, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "RFC 5280, 6.1, as above"},
  {"", accepted, X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN,
   "RFC 5280, 6.1.4 (n), as above", an_authority_has_no_key_usage},
  {"", accepted, unreadable,
   "RFC 5280, 4.1.2.4: AttributeValue is ANY; one that is no string equals none but itself", an_attribute_is_no_string},
  {"", accepted, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "RFC 5280, 4.1.2.4, as above, in an issuer", an_attribute_is_no_string},
  {"chain: the end entity as anchor", accepted, any_refusal,
   "RFC 5280, 6.1: nobody above a trust anchor has a say"},

  // ---- OpenSSL accepts, vidimus refuses
  {"basicConstraints: cA 01", Errc::extension_malformed, X509_V_OK, "X.690, 11.1: TRUE is FF"},
  {"basicConstraints: cA FALSE written out", Errc::extension_malformed, X509_V_OK, "X.690, 11.5: a DEFAULT is left out"},
  {"extensions: an unknown one twice", Errc::duplicate_extension, X509_V_OK, "RFC 5280, 4.2: no extension twice, known or not"},
  {"extensions: cRLDistributionPoints critical", Errc::critical_extension_unknown, X509_V_OK,
   "RFC 5280, 6.1.4 (o) and 6.1.5 (f): nobody processes it in a path that is judged without CRLs"},
  {"extensions: cRLDistributionPoints malformed", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.13: at least one point"},
  {"keyUsage: keyAgreement alone", Errc::key_usage_refused, X509_V_OK, "RFC 8446, 4.4.2.2: the key signs"},
  {"keyUsage: keyEncipherment alone", Errc::key_usage_refused, X509_V_OK, "RFC 8446, 4.4.2.2: the key signs"},
  {"keyUsage: unused bits set", Errc::extension_malformed, X509_V_OK, "X.690, 11.2.1: unused bits are zero"},
  {"nameConstraints: empty", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.10: one of the two MUST be present"},
  {"nameConstraints: ", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.10, and RFC 4632, 3.1: nobody knows what a subtree means that is not as its form demands"},
  {"nameConstraints: not critical", Errc::extension_criticality_wrong, X509_V_OK, "RFC 5280, 4.2.1.10: MUST be critical"},
  {"nameConstraints: on an end entity", Errc::name_constraints_without_ca, X509_V_OK, "RFC 5280, 4.2.1.10: only in a CA certificate"},
  {"nameConstraints: excluded EMAIL:OPS@acme.example", Errc::name_excluded, X509_V_OK, "RFC 5321, 2.4: it may be the same mailbox"},
  {"nameConstraints: excluded EMAIL:", Errc::name_excluded, X509_V_OK, "RFC 5280, 4.2.1.10 does not say what it excludes: everything"},
  {"nameConstraints: excluded URI:", Errc::name_excluded, X509_V_OK, "RFC 5280, 4.2.1.10 does not say what it excludes: everything"},
  {"policies: constraints not critical", Errc::extension_criticality_wrong, X509_V_OK, "RFC 5280, 4.2.1.11: MUST be critical"},
  {"policies: constraints on nothing", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.11: MUST NOT be empty"},
  {"policies: inhibitAnyPolicy not critical", Errc::extension_criticality_wrong, X509_V_OK, "RFC 5280, 4.2.1.14: MUST be critical"},
  {"policies: inhibitAnyPolicy -1", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.14: INTEGER (0..MAX)"},
  {"policies: ", Errc::certificate_policy_missing, X509_V_OK, "RFC 5937, 3.2: an anchor's constraints are inputs"},
  {"signature: NULL left out or put in", Errc::unsupported_algorithm, X509_V_OK, "RFC 5758, 3.2: ECDSA has no parameters"},
  {"subjectAltName: NUL in a dNSName", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.6: the preferred name syntax"},
  {"subjectAltName: an address of 5 octets", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.6: four or sixteen octets"},
  {"subjectAltName: not ASCII", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2.1.6: IA5String"},
  {"version: ", Errc::key_identifier_missing, X509_V_OK, "RFC 5280, 4.2.1.1: MUST be in all that a CA issues"},

  {"chain: the end entity as anchor", any_reason, X509_V_OK, "RFC 5280, 4: OpenSSL does not look at what is trusted"},
  {"octets", Errc::extension_malformed, X509_V_OK, "RFC 5280, 4.2: extensions that are known are read, critical or not"},
  {"", Errc::certificate_malformed, X509_V_OK, "X.690, 10 and 11, X.680, 41.4, and RFC 5280, 4.1: to the letter"},
  {"", Errc::certificate_version_unsupported, X509_V_OK, "RFC 5280, 4.1.2.1: 1, 2 or 3"},
  {"", Errc::serial_number_unacceptable, X509_V_OK, "RFC 5280, 4.1.2.2: positive, of at most 20 octets"},
  {"", Errc::key_malformed, X509_V_OK, "RFC 3279, 2.3.1 and 2.3.5: a key as its algorithm writes it; RFC 8017, 3.1: an odd modulus and exponent"},
  {"", Errc::unsupported_key, X509_V_OK, "keys of other kinds, forms and sizes than vidimus verifies with: RFC 5480, 2.2 does not demand compressed points"},
  {"key: RSA 2040", Errc::key_refused, X509_V_OK, "NIST SP 800-131A Rev. 2, 3: at least 2048 bits"},
};
// clang-format on

}  // namespace mutated
