// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.3 (a)(1), once for each certificate and key: a search that comes back to a pair does not verify it again,
// and what the TLS library has verified already is not verified at all. Whether algorithms are permitted is asked always.
#pragma once

#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/crypto/verify.hpp>
#include <vidimus/path/effort.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/x509/peer_chain.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace vidimus::detail {

class SignatureLedger {
 public:
  SignatureLedger(PeerChain const& chain, RuleValues const& rules, Effort& effort)
      : chain_{chain}, rules_{rules}, effort_{effort} {}

  /// Whether `key` signed certificate `child` of the chain. `parent` is the key's owner, where that is one of the chain.
  /// Errors: `certificate_signature_mismatch`, `signature_algorithm_refused`, `budget_exceeded`; of `crypto`.
  auto verify(std::size_t child, SubjectPublicKeyInfo const& key, std::optional<std::size_t> parent = {})
      -> Result<void> {
    for (auto const& entry : entries_)
      if (entry.child == child && same_bytes(entry.key, key.der)) return recall(entry);
    auto result = check(child, key, parent);
    if (!effort_.is_exhausted())
      entries_.push_back({child, key.der, result ? std::nullopt : std::optional{result.error().decisive()}});
    return result;
  }

 private:
  struct Entry {
    std::size_t child;
    ByteView key;
    std::optional<Finding> refusal;
  };

  static auto recall(Entry const& entry) -> Result<void> {
    if (entry.refusal) return refuse(*entry.refusal);
    return {};
  }

  auto check(std::size_t child, SubjectPublicKeyInfo const& key, std::optional<std::size_t> parent) -> Result<void> {
    auto const& certificate = chain_.certificates()[child];
    auto const algorithm = signature_algorithm_of(certificate.signature_algorithm());
    if (!algorithm) return refuse(algorithm.error());
    if (!rules_.permits_signature(*algorithm))
      return refuse(Errc::signature_algorithm_refused, Mismatch{rules_.describe(), {to_text(*algorithm)}});
    if (parent && chain_.is_proven(child, *parent)) return {};
    if (auto const affordable = effort_.spend_signature(); !affordable) return affordable;
    auto verified = verify_signature(*algorithm, key, certificate.tbs(), certificate.signature());
    if (!verified && verified.error().code() == Errc::signature_mismatch)
      return refuse(Errc::certificate_signature_mismatch, Mismatch{"a signature of " + certificate.issuer().to_text(),
                                                                   {to_text(*algorithm) + " of another key"}});
    return verified;
  }

  PeerChain const& chain_;
  RuleValues const& rules_;
  Effort& effort_;
  std::vector<Entry> entries_;
};

}  // namespace vidimus::detail
