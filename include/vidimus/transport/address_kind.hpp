// SPDX-License-Identifier: Apache-2.0
// Where an IP address lies: RFC 6890's registries of special purposes. A peer's certificate names the hosts that are asked
// about it, and must not make this machine talk to itself, to its neighbours, or to a cloud's 169.254.169.254.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus {

enum class AddressKind : unsigned char {
  global,
  loopback,
  private_use,  ///< RFC 1918, carriers' shared addresses (RFC 6598), unique and site-local IPv6, local NAT64 (RFC 8215)
  link_local,
  unspecified,
  multicast,  ///< broadcast too
  reserved,   ///< documentation, benchmarks, protocols' own, not allocated
};

/// The kind in words.
[[nodiscard]] constexpr auto name_of(AddressKind kind) -> std::string_view {
  switch (kind) {
    case AddressKind::global: return "a global address";
    case AddressKind::loopback: return "a loopback address";
    case AddressKind::private_use: return "a private address";
    case AddressKind::link_local: return "a link-local address";
    case AddressKind::unspecified: return "the unspecified address";
    case AddressKind::multicast: return "a multicast address";
    case AddressKind::reserved: return "a reserved address";
  }
  return {};
}

namespace detail {

struct AddressBlock {
  std::uint64_t prefix;  ///< of IPv6: its first 64 bits; of IPv4: all of it
  unsigned bits;
  AddressKind kind;
};

inline constexpr AddressBlock ipv4_blocks[]{
    {0x00000000, 32, AddressKind::unspecified},  // 0.0.0.0
    {0x00000000, 8, AddressKind::reserved},      // RFC 791, 3.2
    {0x0a000000, 8, AddressKind::private_use},   // RFC 1918
    {0x64400000, 10, AddressKind::private_use},  // RFC 6598
    {0x7f000000, 8, AddressKind::loopback},      // RFC 1122, 3.2.1.3
    {0xa9fe0000, 16, AddressKind::link_local},   // RFC 3927
    {0xac100000, 12, AddressKind::private_use},  // RFC 1918
    {0xc0000000, 24, AddressKind::reserved},     // RFC 6890, 2.1
    {0xc0000200, 24, AddressKind::reserved},     // RFC 5737
    {0xc0586300, 24, AddressKind::reserved},     // RFC 7526
    {0xc0a80000, 16, AddressKind::private_use},  // RFC 1918
    {0xc6120000, 15, AddressKind::reserved},     // RFC 2544
    {0xc6336400, 24, AddressKind::reserved},     // RFC 5737
    {0xcb007100, 24, AddressKind::reserved},     // RFC 5737
    {0xe0000000, 4, AddressKind::multicast},     // RFC 5771
    {0xffffffff, 32, AddressKind::multicast},    // RFC 919, 7
    {0xf0000000, 4, AddressKind::reserved},      // RFC 1112, 4
};

// Beside these, what is not in 2000::/3 is not allocated.
inline constexpr AddressBlock ipv6_blocks[]{
    {0x0064ff9b'00010000, 48, AddressKind::private_use},  // RFC 8215
    {0x20010000'00000000, 23, AddressKind::reserved},     // RFC 2928; Teredo among them
    {0x20010db8'00000000, 32, AddressKind::reserved},     // RFC 3849
    {0x3fff0000'00000000, 20, AddressKind::reserved},     // RFC 9637
    {0xfc000000'00000000, 7, AddressKind::private_use},   // RFC 4193
    {0xfe800000'00000000, 10, AddressKind::link_local},   // RFC 4291, 2.5.6
    {0xfec00000'00000000, 10, AddressKind::private_use},  // RFC 3879
    {0xff000000'00000000, 8, AddressKind::multicast},     // RFC 4291, 2.7
};

[[nodiscard]] constexpr auto number_of(ByteView octets) -> std::uint64_t {
  std::uint64_t number = 0;
  for (auto const octet : octets) number = number << 8U | std::to_integer<std::uint64_t>(octet);
  return number;
}

/// The kind of the first block with a number of so many bits in it.
[[nodiscard]] constexpr auto find_block(std::span<AddressBlock const> blocks, std::uint64_t number, unsigned width)
    -> std::optional<AddressKind> {
  for (auto const& block : blocks)
    if ((number ^ block.prefix) >> (width - block.bits) == 0) return block.kind;
  return std::nullopt;
}

[[nodiscard]] constexpr auto kind_of_ipv4(ByteView octets) -> AddressKind {
  return find_block(ipv4_blocks, number_of(octets), 32).value_or(AddressKind::global);
}

/// The IPv4 address that an IPv6 address leads to: mapped and compatible (RFC 4291, 2.5.5), translated (RFC 2765, 2.1), by
/// the well-known prefix of NAT64 (RFC 6052, 2.1), by 6to4 (RFC 3056, 2).
[[nodiscard]] constexpr auto embedded_ipv4(ByteView octets) -> std::optional<ByteView> {
  auto const high = number_of(octets.first(8)), middle = number_of(octets.subspan(8, 4));
  bool const is_mapped = high == 0 && (middle == 0 || middle == 0xffff || middle == 0xffff0000);
  if (is_mapped || (high == 0x0064ff9b'00000000 && middle == 0)) return octets.last(4);
  if (high >> 48U == 0x2002) return octets.subspan(2, 4);
  return std::nullopt;
}

[[nodiscard]] constexpr auto kind_of_ipv6(ByteView octets) -> AddressKind {
  auto const high = number_of(octets.first(8)), low = number_of(octets.last(8));
  if (high == 0 && low == 0) return AddressKind::unspecified;
  if (high == 0 && low == 1) return AddressKind::loopback;
  if (auto const ipv4 = embedded_ipv4(octets)) return kind_of_ipv4(*ipv4);
  auto const others = high >> 61U == 1 ? AddressKind::global : AddressKind::reserved;
  return find_block(ipv6_blocks, high, 64).value_or(others);
}

}  // namespace detail

/// The kind of an address of 4 or 16 octets; `reserved` for anything else.
[[nodiscard]] constexpr auto kind_of_address(ByteView octets) -> AddressKind {
  if (octets.size() == 4) return detail::kind_of_ipv4(octets);
  return octets.size() == 16 ? detail::kind_of_ipv6(octets) : AddressKind::reserved;
}

}  // namespace vidimus
