// SPDX-License-Identifier: Apache-2.0
// The Validator of RFC 5280: builds a certification path from what the peer showed to a trust anchor and proves it by the
// algorithm of section 6.1, with the policies of RFC 9618, an anchor's constraints of RFC 5937 and what TLS demands of keys.
//
// Contract
// - Inputs: the peer's chain, the time, the end that the peer is, the trust anchors (`ValidationContext`).
// - Output: the path, the end entity first, and the anchor that it leads to. Every certificate in it was valid, signed by
//   the next one, permitted by all above it, and made of algorithms that the rules permit.
// - Not done here: revocation, the peer's name, whether the peer holds its key (the handshake's).
// - Beyond RFC 5280, all in the rules and so in the type: see `StandardRules`.
// - Whatever is not understood is refused. Work is bounded by the budget, in the type too.
#pragma once

#include <vidimus/path/concept.hpp>
#include <vidimus/path/path_search.hpp>
#include <vidimus/path/policy_inputs.hpp>
#include <vidimus/path/rules.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

namespace vidimus {

/// `Limits`: how much work a peer may cause. `Rules`: algorithms, keys, how strict. `Inputs`: `AnyPolicy`, or
/// `PolicyInputs` for certificate policies chosen at run time. Empty unless `Inputs` is not. Thread-safe.
template <Budget Limits = Budget{}, PathRules Rules = StandardRules, class Inputs = AnyPolicy>
class Rfc5280With {
 public:
  using role = vidimus::role::validator;
  static constexpr Budget budget = Limits;

  constexpr Rfc5280With() = default;
  explicit Rfc5280With(Inputs inputs) : inputs_{std::move(inputs)} {}

  /// Errors: `issuer_unknown` where no path leads to an anchor, and else the finding of the attempt that came closest, with
  /// the certificate's depth and subject: stage path, `unsupported_algorithm`, `unsupported_key`, `key_malformed`,
  /// `extension_criticality_wrong`, `extension_malformed`, `subject_name_empty`; `budget_exceeded`; `crypto_failed`,
  /// `crypto_unavailable`; and those of `Rules::check`. Up to eight other findings are told after it, and every path that
  /// was tried (`Failure::tried`).
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    detail::Effort effort{Limits};
    detail::PathMaterial const material{chain, context};
    constexpr auto const& rules = detail::rule_values<Rules>;
    auto const inputs = detail::InputValues::of(inputs_);
    auto* const remembered = detail::process_signatures<Limits.remembered_signatures>();
    detail::SignatureLedger ledger{material, rules, effort, remembered};
    detail::Task const task{material, context, rules, inputs, effort, ledger};
    auto path = detail::PathSearch{task}.run();
    if (!path) tell_unreadable(chain, path.error());
    return path;
  }

  /// `certification path (RFC 5280)`, and what rules other than the standard ones want.
  [[nodiscard]] static auto describe() -> std::string {
    std::string const text = "certification path (RFC 5280)";
    return std::same_as<Rules, StandardRules> ? text : text + "; " + Rules::describe();
  }

 private:
  /// What could not be read may have been the issuer that is missing.
  static void tell_unreadable(PeerChain const& chain, Failure& failure) {
    for (auto const& finding : chain.unreadable().first(std::min<std::size_t>(chain.unreadable().size(), 4)))
      failure.add(finding);
  }

  [[no_unique_address]] Inputs inputs_;
};

/// The Validator with the standard rules and budget.
using Rfc5280 = Rfc5280With<>;

}  // namespace vidimus
