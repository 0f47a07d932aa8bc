// SPDX-License-Identifier: Apache-2.0
// Policy constraints (RFC 5280, 4.2.1.11) and inhibit anyPolicy (4.2.1.14): after how many certificates of a path policies
// are required, mappings are forbidden, anyPolicy means nothing.
#pragma once

#include <vidimus/der/values.hpp>

#include <cstdint>
#include <optional>

namespace vidimus {

///   PolicyConstraints ::= SEQUENCE {
///     requireExplicitPolicy [0] SkipCerts OPTIONAL,
///     inhibitPolicyMapping  [1] SkipCerts OPTIONAL }  -- SkipCerts ::= INTEGER (0..MAX)
struct PolicyConstraints {
  std::optional<std::uint32_t> require_explicit_policy, inhibit_policy_mapping;

  /// Errors: those of the reader; `der_empty` if it has neither: "CAs MUST NOT issue certificates where policy constraints
  /// is an empty sequence".
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyConstraints>;
};

/// InhibitAnyPolicy ::= SkipCerts
struct InhibitAnyPolicy {
  std::uint32_t skip_certs = 0;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<InhibitAnyPolicy> {
    auto const skip_certs = der::read_unsigned(reader);
    if (!skip_certs) return der::refuse(skip_certs.error());
    return InhibitAnyPolicy{*skip_certs};
  }
};

namespace detail {
[[nodiscard]] constexpr auto read_skip_certs(der::Reader& fields, unsigned number, std::optional<std::uint32_t>& target)
    -> der::DerResult<void> {
  auto const tag = der::context(number, der::Form::primitive);
  if (!fields.is_next(tag)) return {};
  auto const skip_certs = der::read_unsigned(fields, tag);
  if (!skip_certs) return der::refuse(skip_certs.error());
  target = *skip_certs;
  return {};
}
}  // namespace detail

constexpr auto PolicyConstraints::read(der::Reader& reader) -> der::DerResult<PolicyConstraints> {
  PolicyConstraints constraints;
  auto fields = reader.read_nested_non_empty(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const first = detail::read_skip_certs(*fields, 0, constraints.require_explicit_policy);
  if (!first) return der::refuse(first.error());
  auto const second = detail::read_skip_certs(*fields, 1, constraints.inhibit_policy_mapping);
  if (!second) return der::refuse(second.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return constraints;
}

}  // namespace vidimus
