// SPDX-License-Identifier: Apache-2.0
// The certificate extensions whose values are read: each by its identifier, the name that its RFC gives it, and the check
// that its value is well-formed. A certificate in which one of them is malformed is refused, critical or not: what nobody
// can read cannot be relied on, and leaving it out may leave out a limit.
#pragma once

#include <vidimus/der/oids.hpp>
#include <vidimus/x509/authority_key_identifier.hpp>
#include <vidimus/x509/basic_constraints.hpp>
#include <vidimus/x509/certificate_policies.hpp>
#include <vidimus/x509/distribution_point.hpp>
#include <vidimus/x509/extended_key_usage.hpp>
#include <vidimus/x509/extension.hpp>
#include <vidimus/x509/info_access.hpp>
#include <vidimus/x509/key_usage.hpp>
#include <vidimus/x509/name_constraints.hpp>
#include <vidimus/x509/policy_constraints.hpp>
#include <vidimus/x509/policy_mappings.hpp>
#include <vidimus/x509/subject_directory_attributes.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace vidimus {

/// SubjectKeyIdentifier ::= OCTET STRING (RFC 5280, 4.2.1.2)
struct SubjectKeyIdentifier {
  ByteView key_identifier;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectKeyIdentifier> {
    auto const octets = der::read_octet_string(reader);
    if (!octets) return der::refuse(octets.error());
    return SubjectKeyIdentifier{*octets};
  }
};

/// OcspNoCheck ::= NULL (RFC 6960, 4.2.2.2.1)
struct OcspNoCheck {
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<OcspNoCheck> {
    if (auto const null = der::read_null(reader); !null) return der::refuse(null.error());
    return OcspNoCheck{};
  }
};

namespace detail {

struct KnownExtension {
  der::Oid id;
  std::string_view name;
  der::DerResult<void> (*check)(Extension const&);
};

template <class Value>
[[nodiscard]] constexpr auto check_extension(Extension const& extension) -> der::DerResult<void> {
  if (auto const value = decode<Value>(extension); !value) return der::refuse(value.error());
  return {};
}

inline constexpr std::array known_extensions{
    KnownExtension{oid::basic_constraints, "basicConstraints", check_extension<BasicConstraints>},
    KnownExtension{oid::key_usage, "keyUsage", check_extension<KeyUsage>},
    KnownExtension{oid::extended_key_usage, "extKeyUsage", check_extension<ExtendedKeyUsage>},
    KnownExtension{oid::subject_key_identifier, "subjectKeyIdentifier", check_extension<SubjectKeyIdentifier>},
    KnownExtension{oid::authority_key_identifier, "authorityKeyIdentifier", check_extension<AuthorityKeyIdentifier>},
    KnownExtension{oid::subject_alt_name, "subjectAltName", check_extension<GeneralNames>},
    KnownExtension{oid::crl_distribution_points, "cRLDistributionPoints", check_extension<CrlDistributionPoints>},
    KnownExtension{oid::authority_info_access, "authorityInfoAccess", check_extension<AuthorityInfoAccess>},
    KnownExtension{oid::certificate_policies, "certificatePolicies", check_extension<CertificatePolicies>},
    KnownExtension{oid::name_constraints, "nameConstraints", check_extension<NameConstraints>},
    KnownExtension{oid::policy_constraints, "policyConstraints", check_extension<PolicyConstraints>},
    KnownExtension{oid::policy_mappings, "policyMappings", check_extension<PolicyMappings>},
    KnownExtension{oid::inhibit_any_policy, "inhibitAnyPolicy", check_extension<InhibitAnyPolicy>},
    KnownExtension{oid::freshest_crl, "freshestCRL", check_extension<FreshestCrl>},
    KnownExtension{oid::issuer_alt_name, "issuerAltName", check_extension<GeneralNames>},
    KnownExtension{oid::subject_info_access, "subjectInfoAccess", check_extension<SubjectInfoAccess>},
    KnownExtension{oid::subject_directory_attributes, "subjectDirectoryAttributes",
                   check_extension<SubjectDirectoryAttributes>},
    KnownExtension{oid::ocsp_no_check, "ocsp-nocheck", check_extension<OcspNoCheck>},
};

[[nodiscard]] constexpr auto is_id_ce(der::Oid id) -> bool {
  auto const octets = id.contents();
  return octets.size() == 3 && octets[0] == std::byte{0x55} && octets[1] == std::byte{0x1d} &&
         octets[2] < std::byte{64};
}

/// Of 2.5.29.x (RFC 5280, 4.2): which row x is, counted from 1; 0 for none.
inline constexpr auto id_ce_rows = [] {
  std::array<unsigned char, 64> rows{};
  for (std::size_t row = 0; row != known_extensions.size(); ++row)
    if (auto const id = known_extensions[row].id; is_id_ce(id))
      rows[std::to_integer<std::size_t>(id.contents()[2])] = static_cast<unsigned char>(row + 1);
  return rows;
}();

/// Nothing for an extension that is not read here.
[[nodiscard]] constexpr auto known_extension(der::Oid id) -> KnownExtension const* {
  if (is_id_ce(id)) {
    auto const row = id_ce_rows[std::to_integer<std::size_t>(id.contents()[2])];
    return row != 0 ? &known_extensions[row - 1U] : nullptr;
  }
  for (auto const& row : known_extensions)
    if (row.id == id) return &row;
  return nullptr;
}

/// The row of an extension that is read here, found by the compiler.
struct KnownRow {
  consteval KnownRow(der::Oid id) : number{static_cast<std::size_t>(known_extension(id) - known_extensions.data())} {}
  std::size_t number;
};

}  // namespace detail

/// `basicConstraints`; dotted for an extension that is not read here.
[[nodiscard]] inline auto name_of_extension(der::Oid id) -> std::string {
  auto const* known = detail::known_extension(id);
  return known != nullptr ? std::string{known->name} : id.to_text();
}

}  // namespace vidimus
