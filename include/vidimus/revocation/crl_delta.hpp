// SPDX-License-Identifier: Apache-2.0
// Whether a delta CRL continues a complete one (RFC 5280, 5.2.4 and 6.3.3 (c)).
#pragma once

#include <vidimus/revocation/certificate_list.hpp>
#include <vidimus/x509/name_match.hpp>

#include <optional>

namespace vidimus::detail {

/// 6.3.3 (c)(3), by what identifies a key: its identifier, or its certificate's issuer and serial number.
[[nodiscard]] inline auto same_authority_key(CertificateList const& a, CertificateList const& b) -> bool {
  auto const& first = a.authority_key_identifier();
  auto const& second = b.authority_key_identifier();
  if (!first || !second) return !first && !second;
  auto const same_octets = [](std::optional<ByteView> const& x, std::optional<ByteView> const& y) {
    return x && y ? same_bytes(*x, *y) : x.has_value() == y.has_value();
  };
  return same_octets(first->key_identifier, second->key_identifier) && first->serial_number == second->serial_number;
}

/// (c)(2), and 5.2.4 (a) and (b).
[[nodiscard]] inline auto same_scope(CertificateList const& a, CertificateList const& b) -> bool {
  auto const scope_of = [](CertificateList const& crl) {
    auto const& scope = crl.issuing_distribution_point();
    return scope ? scope->der : ByteView{};
  };
  return same_name(a.issuer(), b.issuer()) && same_bytes(scope_of(a), scope_of(b));
}

/// 5.2.4 (c) and (d): the complete CRL is not older than what the delta CRL counts from, and older than the delta CRL.
[[nodiscard]] inline auto follows(CertificateList const& delta, CertificateList const& complete) -> bool {
  auto const number = complete.crl_number(), base = delta.delta_crl_indicator(), delta_number = delta.crl_number();
  return number && base && delta_number && *number >= *base && *delta_number > *number;
}

[[nodiscard]] inline auto continues(CertificateList const& delta, CertificateList const& complete) -> bool {
  return same_scope(delta, complete) && same_authority_key(delta, complete) && follows(delta, complete);
}

}  // namespace vidimus::detail
