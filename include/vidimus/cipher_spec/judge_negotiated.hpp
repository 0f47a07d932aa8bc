// SPDX-License-Identifier: Apache-2.0
// Whether what a handshake agreed on is what a CipherSpec admits (IBM MQ: AMQ9631). The TLS library offers nothing else, so a
// mismatch means that it did not do what it was told: the channel must not open.
#pragma once

#include <vidimus/cipher_spec/table.hpp>
#include <vidimus/core/code_point.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/core/verdict.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

[[nodiscard]] inline auto holds(std::span<std::uint16_t const> code_points, std::uint16_t one) -> bool {
  return std::ranges::find(code_points, one) != code_points.end();
}

template <class ToText>
[[nodiscard]] auto listed(std::span<std::uint16_t const> code_points, ToText to_words) -> std::string {
  std::vector<std::string> names;
  for (auto const code_point : code_points) names.push_back(to_words(code_point));
  return listed(names);
}

[[nodiscard]] inline auto refused_version(ProtocolVersion minimum, ProtocolVersion maximum, ProtocolVersion version)
    -> Verdict {
  std::string wanted = name_of(minimum);
  if (minimum != maximum) wanted += std::string{" or "} + name_of(maximum);
  return Verdict::refused({Errc::protocol_version_refused, Mismatch{std::move(wanted), {name_of(version)}}});
}

/// The negotiated version, suite (which must belong to that version) and group against a CipherSpec, or a list of suites.
/// Errors: `protocol_version_refused`, `cipher_suite_refused`, `named_group_refused`, each with what was wanted and what was
/// negotiated.
template <class Spec>
[[nodiscard]] auto judge_negotiated(Spec const& spec, Negotiated const& negotiated) -> Verdict {
  auto const version = negotiated.protocol_version;
  if (version < spec.minimum() || spec.maximum() < version)
    return refused_version(spec.minimum(), spec.maximum(), version);
  auto const* const suite = find_suite(negotiated.cipher_suite);
  bool const is_of_version = suite == nullptr || suite->protocol_version == version;
  if (!holds(spec.suites(), negotiated.cipher_suite) || !is_of_version) {
    auto presented = suite_text(negotiated.cipher_suite) + " with " + name_of(version);
    return Verdict::refused(
        {Errc::cipher_suite_refused, Mismatch{listed(spec.suites(), suite_text), {std::move(presented)}}});
  }
  if constexpr (requires { spec.groups(); }) {
    bool const has_group = negotiated.named_group != 0;  // a key exchange without one has none to refuse
    if (has_group && !holds(spec.groups(), negotiated.named_group))
      return Verdict::refused({Errc::named_group_refused,
                               Mismatch{listed(spec.groups(), group_text), {group_text(negotiated.named_group)}}});
  }
  return Verdict::accepted(suite_text(negotiated.cipher_suite));
}

}  // namespace vidimus::detail
