// SPDX-License-Identifier: Apache-2.0
// A trust anchor: a name and a key that are trusted a priori (RFC 5280, 6.1.1 (d)). Any certificate can be given as one, an
// intermediate too; its signature is never asked for. Whether the rest of it counts (its time, its constraints) is for the
// Validator's rules to say.
#pragma once

#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/name.hpp>

#include <utility>

namespace vidimus {

class TrustAnchor {
 public:
  explicit TrustAnchor(Certificate certificate) : certificate_{std::move(certificate)} {}

  /// The distinguished name that a path must lead to.
  [[nodiscard]] auto name() const -> Name { return certificate_.subject(); }
  /// The key that its last certificate must be signed with.
  [[nodiscard]] auto spki() const -> SubjectPublicKeyInfo const& { return certificate_.spki(); }
  /// The certificate that carried both.
  [[nodiscard]] auto certificate() const -> Certificate const& { return certificate_; }

 private:
  Certificate certificate_;
};

}  // namespace vidimus
