// SPDX-License-Identifier: Apache-2.0
// A CipherSpec of one's own, of constants.
#pragma once

#include "common.hpp"

using vidimus::ProtocolVersion;
inline constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;

template <ProtocolVersion Minimum, ProtocolVersion Maximum, std::array Suites, std::uint16_t Group = 0x0017,
          std::uint16_t Scheme = 0x0403>
struct ConstantSpec {
  using role = vidimus::role::cipher_spec;
  static constexpr auto all_suites = Suites;
  static constexpr std::array all_groups{Group}, all_schemes{Scheme};
  static constexpr auto suites() -> std::span<std::uint16_t const> { return all_suites; }
  static constexpr auto groups() -> std::span<std::uint16_t const> { return all_groups; }
  static constexpr auto signature_schemes() -> std::span<std::uint16_t const> { return all_schemes; }
  static constexpr auto minimum() -> ProtocolVersion { return Minimum; }
  static constexpr auto maximum() -> ProtocolVersion { return Maximum; }
};

template <std::uint16_t... Suites>
inline constexpr std::array<std::uint16_t, sizeof...(Suites)> suites_of{Suites...};

template <class Spec>
auto endpoint_of() {
  return vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                vidimus::danger::AnyPeerName{}, Spec{});
}
