// SPDX-License-Identifier: Apache-2.0
// Which signature algorithm an AlgorithmIdentifier means (RFC 4055, 3 and 5; RFC 5758, 3.2). Parameters are checked to the
// letter: what is not one of the forms below is refused by name, never approximated.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/crypto/algorithm_names.hpp>
#include <vidimus/crypto/pss_parameters.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/x509/algorithm_identifier.hpp>

#include <algorithm>
#include <array>

namespace vidimus {

/// RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512; of RSA-PSS the forms with the same hash in MGF1 and
/// a salt of the hash's length. Errors: `unsupported_algorithm` for anything else, with its OID and name, or with the
/// parameter that is not as it must be.
[[nodiscard]] auto signature_algorithm_of(AlgorithmIdentifier const& algorithm) -> Result<SignatureAlgorithm>;

namespace detail {

struct SignatureRow {
  der::Oid id;
  SignatureAlgorithm algorithm;
};
inline constexpr std::array<SignatureRow, 6> signature_rows{{
    {oid::sha256_with_rsa, {SignatureAlgorithm::Scheme::rsa_pkcs1, HashAlgorithm::sha256}},
    {oid::sha384_with_rsa, {SignatureAlgorithm::Scheme::rsa_pkcs1, HashAlgorithm::sha384}},
    {oid::sha512_with_rsa, {SignatureAlgorithm::Scheme::rsa_pkcs1, HashAlgorithm::sha512}},
    {oid::ecdsa_with_sha256, {SignatureAlgorithm::Scheme::ecdsa, HashAlgorithm::sha256}},
    {oid::ecdsa_with_sha384, {SignatureAlgorithm::Scheme::ecdsa, HashAlgorithm::sha384}},
    {oid::ecdsa_with_sha512, {SignatureAlgorithm::Scheme::ecdsa, HashAlgorithm::sha512}},
}};

/// RFC 4055, 5: for RSA the parameters MUST be NULL, and their absence MUST be accepted too.
/// RFC 5758, 3.2: for ECDSA they MUST be absent.
inline auto parameters_fit(SignatureAlgorithm::Scheme scheme, std::optional<ByteView> const& parameters) -> bool {
  if (!parameters) return true;
  return scheme == SignatureAlgorithm::Scheme::rsa_pkcs1 && is_der_null(*parameters);
}

}  // namespace detail

inline auto signature_algorithm_of(AlgorithmIdentifier const& algorithm) -> Result<SignatureAlgorithm> {
  if (algorithm.algorithm == oid::rsassa_pss) return detail::read_pss(algorithm.parameters);
  auto const* const row = std::ranges::find(detail::signature_rows, algorithm.algorithm, &detail::SignatureRow::id);
  if (row == detail::signature_rows.end())
    return refuse(Errc::unsupported_algorithm,
                  Mismatch{"RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512",
                           {detail::named(algorithm.algorithm)}});
  if (!detail::parameters_fit(row->algorithm.scheme, algorithm.parameters))
    return refuse(Errc::unsupported_algorithm,
                  Mismatch{row->algorithm.scheme == SignatureAlgorithm::Scheme::ecdsa ? "no parameters"
                                                                                      : "NULL parameters or none",
                           {"parameters of " + detail::named(algorithm.algorithm)}});
  return row->algorithm;
}

}  // namespace vidimus
