// SPDX-License-Identifier: Apache-2.0
// What the TLS library in use was built without and a CipherSpec of constants asks for: a mistake at compile time, not at start.
#pragma once

#include <vidimus/engine/mbedtls_abilities.hpp>
#include <vidimus/engine/settings_check.hpp>
#include <vidimus/pipeline/explain_cipher_spec.hpp>

#include <algorithm>
#include <cstdint>
#include <span>

namespace vidimus::detail {

constexpr auto lacks_signature_scheme(std::uint16_t scheme) -> bool {
  return std::ranges::find(engine::detail::signature_schemes, scheme) == engine::detail::signature_schemes.end();
}

/// The first code point that the TLS library lacks; 0 if it has all.
constexpr auto first_lacking(std::span<std::uint16_t const> code_points, bool (*lacks)(std::uint16_t))
    -> std::uint16_t {
  auto const found = std::ranges::find_if(code_points, lacks);
  return found != code_points.end() ? *found : std::uint16_t{0};
}

template <ConstantCipherSpec P>
constexpr auto schemes_of() -> std::span<std::uint16_t const> {
  if constexpr (requires { P::signature_schemes(); }) {
    return P::signature_schemes();
  } else {
    return {};
  }
}

// Its arguments are what the compiler shows of a mistake.
template <class P, std::uint16_t Suite, std::uint16_t Group, std::uint16_t Scheme>
struct engine_lacks {
  static constexpr bool no_suite = Suite == 0;
  static constexpr bool no_group = Group == 0;
  static constexpr bool no_signature_scheme = Scheme == 0;
};

template <class Lacks>
struct ExplainAbilities {
  static_assert(
      Lacks::no_suite,
      "vidimus: the mbedTLS in use was built without a cipher suite that this CipherSpec names: its code point is "
      "shown in engine_lacks<>. Name another CipherSpec, or switch the suite on in mbedtls_config.h");
  static_assert(
      !Lacks::no_suite || Lacks::no_group,
      "vidimus: the mbedTLS in use was built without a group that this CipherSpec names: its code point is shown "
      "in engine_lacks<>. Name another CipherSpec, or switch the group on in mbedtls_config.h");
  static_assert(
      !(Lacks::no_suite && Lacks::no_group) || Lacks::no_signature_scheme,
      "vidimus: mbedTLS cannot sign and verify with a signature scheme that this CipherSpec names: its code point "
      "is shown in engine_lacks<>");
};

template <class P>
constexpr void explain_abilities() {
  if constexpr (ConstantCipherSpec<P>) {
    using Lacks = engine_lacks<P, first_lacking(P::suites(), engine::detail::lacks_suite),
                               first_lacking(P::groups(), engine::detail::lacks_group),
                               first_lacking(schemes_of<P>(), lacks_signature_scheme)>;
    (void)sizeof(ExplainAbilities<Lacks>);
  }
}

}  // namespace vidimus::detail
