// SPDX-License-Identifier: Apache-2.0
// What is wrong with a CipherSpec: its shape, and, where it is made of constants, what contradicts itself. One that is read at run
// time is looked at when the endpoint is made.
#pragma once

#include <vidimus/cipher_spec/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace vidimus::detail {

template <class P>
struct ExplainCipherSpec {
  static_assert(CipherSpec<P>,
                "vidimus: a CipherSpec needs const member functions:\n"
                "    auto suites() const -> std::span<std::uint16_t const>;\n"
                "    auto groups() const -> std::span<std::uint16_t const>;\n"
                "    auto minimum() const -> vidimus::ProtocolVersion;\n"
                "    auto maximum() const -> vidimus::ProtocolVersion;");
};

template <class P>
constexpr auto constants_of() -> std::size_t {
  std::span<std::uint16_t const> const suites = P::suites(), groups = P::groups();
  return suites.size() + groups.size() + (P::minimum() <= P::maximum() ? 1U : 0U);
}

/// A CipherSpec that the compiler can look into.
template <class P>
concept ConstantCipherSpec = CipherSpec<P> && requires {
  P::suites(), P::groups(), P::minimum(), P::maximum();
  typename std::integral_constant<std::size_t, constants_of<P>()>;
};

/// RFC 8446, B.4: TLS 1.3's suites have numbers of their own.
constexpr auto version_of_suite(std::uint16_t suite) -> ProtocolVersion {
  return suite >> 8U == 0x13 ? ProtocolVersion::tls13 : ProtocolVersion::tls12;
}

template <ConstantCipherSpec P>
struct CipherSpecBounds {
  static constexpr auto names(ProtocolVersion version) -> bool {
    std::span<std::uint16_t const> const suites = P::suites();
    return std::ranges::find(suites, version, version_of_suite) != suites.end();
  }
  static constexpr auto admits(ProtocolVersion version) -> bool {
    return P::minimum() <= version && version <= P::maximum();
  }
  static constexpr bool are_in_order = P::minimum() <= P::maximum();
  static constexpr bool leave_tls12 = !names(ProtocolVersion::tls12) || P::minimum() <= ProtocolVersion::tls12;
  static constexpr bool leave_tls13 = !names(ProtocolVersion::tls13) || P::maximum() >= ProtocolVersion::tls13;
  static constexpr bool are_served = (!admits(ProtocolVersion::tls12) || names(ProtocolVersion::tls12)) &&
                                     (!admits(ProtocolVersion::tls13) || names(ProtocolVersion::tls13));
};

// The first mistake alone, so that one is one error.
template <class P>
struct ExplainCipherSpecBounds {
  using Bounds = CipherSpecBounds<P>;
  static constexpr bool are_good = Bounds::are_in_order && Bounds::leave_tls12 && Bounds::leave_tls13;
  static_assert(Bounds::are_in_order,
                "vidimus: this CipherSpec's minimum() is above its maximum(): no protocol version is left");
  static_assert(
      !Bounds::are_in_order || Bounds::leave_tls12,
      "vidimus: this CipherSpec names a suite of TLS 1.2 and its minimum() is TLS 1.3: the suite could never be "
      "agreed on. Leave it out, or return vidimus::ProtocolVersion::tls12");
  static_assert(
      !(Bounds::are_in_order && Bounds::leave_tls12) || Bounds::leave_tls13,
      "vidimus: this CipherSpec names a suite of TLS 1.3 and its maximum() is TLS 1.2: the suite could never be "
      "agreed on. Leave it out, or return vidimus::ProtocolVersion::tls13");
  static_assert(
      !are_good || Bounds::are_served,
      "vidimus: this CipherSpec admits a protocol version that it names no suite of: name one, or raise minimum() "
      "or lower maximum()");
};

template <class P>
constexpr void explain_cipher_spec_bounds() {
  if constexpr (ConstantCipherSpec<P>) (void)sizeof(ExplainCipherSpecBounds<P>);
}

}  // namespace vidimus::detail
