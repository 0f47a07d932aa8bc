// SPDX-License-Identifier: Apache-2.0
// The end entity: the peer itself, as its accepted certification path shows it. Peer-name filters look at this and at
// nothing else.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/x509/certificate.hpp>

namespace vidimus {

struct EndEntity {
  Certificate certificate;
  Sha256 spki_sha256{};  ///< of the DER SubjectPublicKeyInfo; filled by the Validator
};

}  // namespace vidimus
