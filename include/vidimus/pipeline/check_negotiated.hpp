// SPDX-License-Identifier: Apache-2.0
// Whether what a handshake agreed on is what the CipherSpec admits (IBM MQ: AMQ9631). The TLS library offers nothing else,
// so a mismatch means that it did not do what it was told: the channel must not open.
#pragma once

#include <vidimus/cipher_spec/concept.hpp>
#include <vidimus/cipher_spec/table.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/core/verdict.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Errors: `protocol_version_refused`, `cipher_suite_refused`, each with both sides' names.
template <CipherSpec P>
[[nodiscard]] auto check_negotiated(P const& policy, Negotiated const& negotiated) -> Verdict {
  if (negotiated.protocol_version < policy.minimum() || policy.maximum() < negotiated.protocol_version) {
    auto wanted = std::string{name_of(policy.minimum())} + " to " + name_of(policy.maximum());
    return Verdict::refused(
        {Errc::protocol_version_refused, Mismatch{std::move(wanted), {name_of(negotiated.protocol_version)}}});
  }
  std::span<std::uint16_t const> const suites = policy.suites();
  if (std::ranges::find(suites, negotiated.cipher_suite) == suites.end()) {
    std::vector<std::string> names;
    for (auto const suite : suites) names.push_back(suite_text(suite));
    return Verdict::refused(
        {Errc::cipher_suite_refused, Mismatch{listed(names), {suite_text(negotiated.cipher_suite)}}});
  }
  return Verdict::accepted(suite_text(negotiated.cipher_suite));
}

}  // namespace vidimus::detail
