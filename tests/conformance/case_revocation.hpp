// SPDX-License-Identifier: Apache-2.0
// The CRLs of a case: where there are any, every certificate of the path needs good status.
#pragma once

#include "judgement.hpp"

#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <string>
#include <vector>

namespace conformance::detail {

/// The CRLs that can be read, and the pool's certificates, among which signers of CRLs may be.
inline auto crls_of(json const& test, std::string& unreadable) -> CrlStore {
  CrlStore store;
  for (auto const& pem : texts(test.at("crls"))) {
    auto read = CrlStore::from_pem(pem);
    if (read)
      store = store.joined_with(*read);
    else
      unreadable += "; CRL: " + describe(read.error().decisive());
  }
  std::vector<Certificate> pool;
  for (auto const& pem : texts(test.at("untrusted_intermediates")))
    if (auto certificate = Certificate::from_pem(pem)) pool.push_back(*certificate);
  return store.with_signers(Intermediates::from_certificates(std::move(pool)));
}

inline auto judge_revocation(json const& test, VerifiedPath const& path, ValidationContext const& context)
    -> Judgement {
  std::string unreadable;
  CrlChecker<> const checker{crls_of(test, unreadable)};
  for (unsigned depth = 0; depth != path.certificates().size(); ++depth) {
    auto const status =
        checker.status({path.certificates()[depth], path.issuer_of(depth), depth, path, context}, Evidence{});
    if (!status.is_good()) return Judgement::refused(describe(status.finding()) + unreadable);
  }
  return Judgement::accepted();
}

}  // namespace conformance::detail
