// SPDX-License-Identifier: Apache-2.0
// Whether a server can serve what its CipherSpec admits with the key that it has. A key that fits none of it would refuse each
// client of that protocol version, with an alert that does not say why.
#pragma once

#include <vidimus/cipher_spec/judge_negotiated.hpp>
#include <vidimus/cipher_spec/table.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/engine/settings.hpp>
#include <vidimus/pipeline/explain_cipher_spec.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// `an RSA key`, `an EC key on P-256`.
[[nodiscard]] inline auto key_text(KeyKind kind) -> std::string {
  return is_elliptic(kind) ? "an EC key on P-" + std::to_string(curve_bits(kind)) : "an RSA key";
}

/// Of TLS 1.2. A suite that is not in the table may fit.
[[nodiscard]] inline auto fits_suite(KeyKind kind, std::uint16_t suite) -> bool {
  auto const* const row = find_suite(suite);
  if (row == nullptr || row->certificate_key == CertificateKey::any) return true;
  return (row->certificate_key == CertificateKey::ecdsa) == is_elliptic(kind);
}

/// RFC 8446, 4.2.3; for TLS 1.2, of which RFC 5246 does not bind ECDSA to a curve, read as strictly: a profile that names
/// P-384 alone means the certificate too (RFC 6460, 3.2).
[[nodiscard]] constexpr auto fits_scheme(KeyKind kind, ProtocolVersion version, std::uint16_t scheme) -> bool {
  switch (kind) {
    case KeyKind::ec_p256: return scheme == 0x0403;
    case KeyKind::ec_p384: return scheme == 0x0503;
    case KeyKind::ec_p521: return scheme == 0x0603;
    case KeyKind::rsa:
      return version == ProtocolVersion::tls13 ? scheme >= 0x0804 && scheme <= 0x0806
                                               : scheme == 0x0401 || scheme == 0x0501 || scheme == 0x0601;
  }
  return false;
}

/// The suites and the schemes of one protocol version. Errors: as `check_own_key`.
[[nodiscard]] inline auto check_own_key_under(ProtocolVersion version, KeyKind kind, engine::Settings const& settings)
    -> Result<void> {
  auto const refused = [&](std::string const& fitting) {
    auto wanted = std::string{"a key for "} + name_of(version) + " and any of " + fitting;
    return refuse(Errc::own_certificate_missing, Mismatch{std::move(wanted), {key_text(kind)}});
  };
  std::vector<std::uint16_t> suites;
  for (auto const suite : settings.suites)
    if (version_of_suite(suite) == version) suites.push_back(suite);
  if (std::ranges::none_of(suites, [&](auto suite) { return fits_suite(kind, suite); }))
    return refused(listed(suites, suite_text));
  auto const signs = [&](auto scheme) { return fits_scheme(kind, version, scheme); };
  if (!settings.signature_schemes.empty() && std::ranges::none_of(settings.signature_schemes, signs))
    return refused("the signature schemes " + listed(settings.signature_schemes, hex_text));
  return {};
}

/// A server's key must fit a suite and a signature scheme of each protocol version that it admits. Errors:
/// `own_certificate_missing` with what would fit and what the key is.
[[nodiscard]] inline auto check_own_key(KeyKind kind, engine::Settings const& settings) -> Result<void> {
  for (auto const version : {ProtocolVersion::tls12, ProtocolVersion::tls13}) {
    if (version < settings.minimum || settings.maximum < version) continue;
    if (auto fits = check_own_key_under(version, kind, settings); !fits) return fits;
  }
  return {};
}

}  // namespace vidimus::detail
