// SPDX-License-Identifier: Apache-2.0
// The end entity: the peer itself, as its accepted certification path shows it, and the name under which it was sought.
// Peer-name filters look at this and at nothing else.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/x509/certificate.hpp>

#include <string_view>

namespace vidimus {

struct EndEntity {
  Certificate certificate;
  Sha256 spki_sha256{};              ///< of the DER SubjectPublicKeyInfo; filled by the Validator
  std::string_view expected_name{};  ///< whom this connection is to meet, for `Expected`; empty: nothing was said
};

}  // namespace vidimus
