// SPDX-License-Identifier: Apache-2.0
// A small company: a root, an issuing CA, two queue managers, as credentials and trust anchors.
#pragma once

#include "small_ca.hpp"

#include <vidimus/channel/credentials.hpp>
#include <vidimus/revocation/crl_store.hpp>
#include <vidimus/x509/trust_anchors.hpp>

#include <string>
#include <utility>
#include <vector>

namespace vidimus_test {

struct Company {
  small_ca::KeyKind kind = small_ca::KeyKind::ec_p256;
  small_ca::SmallCa root{"CN=Acme Root,O=Acme", {.key_kind = kind}};
  small_ca::SmallCa issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", {.key_kind = kind, .path_len = 0});

  [[nodiscard]] auto anchors() const -> vidimus::TrustAnchors {
    return vidimus::TrustAnchors::from_pem(root.pem()).value();
  }
  [[nodiscard]] auto issue(std::string subject, std::vector<std::string> alt_names = {}) const -> small_ca::Issued {
    return issuing.issue({.subject = std::move(subject), .alt_names = std::move(alt_names), .key_kind = kind});
  }
  [[nodiscard]] auto credentials(small_ca::Issued const& own) const -> vidimus::Credentials {
    return vidimus::Credentials::from_pem(own.pem() + issuing.pem(), own.key_pem()).value();
  }
  [[nodiscard]] auto credentials(std::string subject) const -> vidimus::Credentials {
    return credentials(issue(std::move(subject)));
  }
  [[nodiscard]] auto crls(std::vector<small_ca::SerialNumber> const& revoked = {}) const -> vidimus::CrlStore {
    small_ca::CrlProfile profile;
    for (auto const& serial : revoked) profile.revoked.push_back({.serial_number = serial});
    return vidimus::CrlStore::from_pem(small_ca::to_pem("X509 CRL", issuing.crl(profile)) +
                                       small_ca::to_pem("X509 CRL", root.crl({})))
        .value();
  }
};

}  // namespace vidimus_test
