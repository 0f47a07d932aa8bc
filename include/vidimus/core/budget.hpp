// SPDX-License-Identifier: Apache-2.0
// How much work a peer may cause before it is known. Crossing a bound ends the search with `Errc::budget_exceeded`.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>

namespace vidimus {

struct Budget {
  /// Signature verifications in one validation (webpki's bound; a path of 8 with two candidates a step needs 16).
  std::size_t signatures = 100;
  /// Issuer candidates looked at in one validation (Go's crypto/x509 allows 100 signature checks; candidates are cheaper).
  std::size_t candidates = 400;
  /// Comparisons of a name with a name constraint in one validation (webpki's bound).
  std::size_t name_comparisons = 250'000;
  /// Certificates between the end entity and the trust anchor (OpenSSL's default verify depth is 100, webpki's 6, GnuTLS's 16).
  std::size_t intermediates = 16;
  /// Nodes of the policy graph of one path (OpenSSL's bound since CVE-2023-0464).
  std::size_t policy_nodes = 1000;
  /// Certificates in a presented chain (mbedTLS reads at most 10).
  std::size_t presented = 32;
  /// Octets of a presented chain (OpenSSL's default, SSL_CTX_set_max_cert_list).
  std::size_t presented_octets = 102'400;
  /// Octets of one certificate (a Certificate message is at most 16 KiB in mbedTLS; a pool or file may hold larger ones).
  std::size_t certificate_octets = 65536;
  /// Pairs of certificate and issuer's key whose signature the process remembers as proven; 0: none. The number counts for
  /// all Validators that have the same one, together.
  std::size_t remembered_signatures = 1024;
  /// Rounds of fetches that a checker may ask for.
  std::size_t rounds = 8;
  friend constexpr auto operator==(Budget const&, Budget const&) -> bool = default;
};

/// The budget that a policy names as its `budget`, else the standard one.
template <class P>
inline constexpr Budget budget_of = [] {
  if constexpr (requires { Budget{P::budget}; })
    return P::budget;
  else
    return Budget{};
}();

}  // namespace vidimus
