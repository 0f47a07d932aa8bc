// SPDX-License-Identifier: Apache-2.0
// Step 5 of the job: revocation by CRLs at hand. When to use: where the peers' authorities publish CRLs and something keeps
// them up to date on this machine.
//
//   vidimus::CrlChecker<>{store}                        every certificate of the path
//   vidimus::CrlChecker<vidimus::EndEntityOnly>{store}  the end entity's certificate alone
//
// Good: a current, authentic CRL of the certificate's own issuer covers it, for all reasons, and does not list it.
// Revoked: an authentic one lists it. Unknown: neither, and the finding says how far the best CRL came: `crl_not_found`,
// `crl_critical_extension_unknown`, `crl_out_of_scope`, `crl_signer_refused`, `unsupported_algorithm`,
// `crl_signature_mismatch`, `crl_not_yet_valid` or `crl_stale`.
#pragma once

#include <vidimus/revocation/concept.hpp>
#include <vidimus/revocation/crl_status.hpp>
#include <vidimus/revocation/depth.hpp>

#include <string>
#include <utility>

namespace vidimus {

/// A RevocationChecker; thread-safe. Copies share the store.
template <class... Options>
class CrlChecker {
  static_assert(
      (detail::IsOption<Options, detail::DepthOption> && ...) && sizeof...(Options) <= 1,
      "vidimus: CrlChecker takes one option at most: vidimus::WholeChain, the default, or vidimus::EndEntityOnly");
  using Depth = detail::chosen_option<detail::DepthOption, WholeChain, Options...>;

 public:
  using role = vidimus::role::revocation_checker;

  explicit CrlChecker(CrlStore store) : store_{std::move(store)} {}

  [[nodiscard]] auto store() const -> CrlStore const& { return store_; }
  [[nodiscard]] static auto describe() -> std::string {
    return "CRLs (RFC 5280, 6.3) for " + std::string{Depth::words};
  }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const&) const -> RevocationStatus {
    if (Depth::covers(certificate.depth)) return detail::crl_status(store_, certificate);
    return RevocationStatus::good({Step::check_crl, describe(), Outcome::skipped});
  }

 private:
  CrlStore store_;
};
CrlChecker(CrlStore) -> CrlChecker<>;

}  // namespace vidimus
