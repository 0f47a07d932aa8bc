// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/address_kind.hpp>
#include <vidimus/x509/ip_address_reader.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using vidimus::AddressKind;
namespace detail = vidimus::detail;

namespace {

constexpr auto kind(std::string_view text) -> AddressKind {
  auto const read = detail::read_ip_address(text);
  return vidimus::kind_of_address(vidimus::ByteView{read.octets}.first(read.size));
}

struct Known {
  std::string_view text;
  AddressKind kind;
};

static_assert(kind("127.0.0.1") == AddressKind::loopback);
static_assert(kind("8.8.8.8") == AddressKind::global);

}  // namespace

TEST_CASE("each block of special addresses is known by both of its ends", "[transport]") {
  using enum AddressKind;
  Known const known[]{
      {"0.0.0.0", unspecified},
      {"0.0.0.1", reserved},
      {"0.255.255.255", reserved},
      {"1.0.0.0", global},
      {"9.255.255.255", global},
      {"10.0.0.0", private_use},
      {"10.255.255.255", private_use},
      {"11.0.0.0", global},
      {"100.63.255.255", global},
      {"100.64.0.0", private_use},
      {"100.127.255.255", private_use},
      {"100.128.0.0", global},
      {"126.255.255.255", global},
      {"127.0.0.0", loopback},
      {"127.255.255.255", loopback},
      {"128.0.0.0", global},
      {"169.253.255.255", global},
      {"169.254.0.0", link_local},
      {"169.254.169.254", link_local},
      {"169.254.255.255", link_local},
      {"169.255.0.0", global},
      {"172.15.255.255", global},
      {"172.16.0.0", private_use},
      {"172.31.255.255", private_use},
      {"172.32.0.0", global},
      {"192.0.0.0", reserved},
      {"192.0.0.255", reserved},
      {"192.0.1.0", global},
      {"192.0.2.1", reserved},
      {"192.88.99.1", reserved},
      {"192.167.255.255", global},
      {"192.168.0.0", private_use},
      {"192.168.255.255", private_use},
      {"192.169.0.0", global},
      {"198.17.255.255", global},
      {"198.18.0.0", reserved},
      {"198.19.255.255", reserved},
      {"198.20.0.0", global},
      {"198.51.100.1", reserved},
      {"203.0.113.1", reserved},
      {"223.255.255.255", global},
      {"224.0.0.1", multicast},
      {"239.255.255.255", multicast},
      {"240.0.0.0", reserved},
      {"255.255.255.254", reserved},
      {"255.255.255.255", multicast},
      {"::", unspecified},
      {"::1", loopback},
      {"::2", reserved},
      {"100::1", reserved},
      {"1fff:ffff::", reserved},
      {"2000::1", global},
      {"2001::1", reserved},
      {"2001:1ff:ffff::", reserved},
      {"2001:200::1", global},
      {"2001:db7:ffff::", global},
      {"2001:db8::1", reserved},
      {"2001:db9::1", global},
      {"2a00:1450:4001::1", global},
      {"3ffe:ffff::", global},
      {"3fff:fff:ffff::", reserved},
      {"3fff:1000::", global},
      {"4000::", reserved},
      {"5f00::1", reserved},
      {"fbff::", reserved},
      {"fc00::1", private_use},
      {"fdff:ffff::", private_use},
      {"fe00::1", reserved},
      {"fe80::1", link_local},
      {"febf:ffff::", link_local},
      {"fec0::1", private_use},
      {"feff::1", private_use},
      {"ff02::1", multicast},
  };
  for (auto const& [text, wanted] : known) {
    INFO(text);
    CHECK(kind(text) == wanted);
  }
}

TEST_CASE("an IPv4 address is not hidden in an IPv6 address", "[transport]") {
  using enum AddressKind;
  for (std::string const before : {"::ffff:", "::", "::ffff:0:", "64:ff9b::"}) {
    INFO(before);
    CHECK(kind(before + "127.0.0.1") == loopback);
    CHECK(kind(before + "10.0.0.1") == private_use);
    CHECK(kind(before + "100.64.0.1") == private_use);
    CHECK(kind(before + "169.254.169.254") == link_local);
    CHECK(kind(before + "224.0.0.1") == multicast);
    CHECK(kind(before + "8.8.8.8") == global);
  }
  CHECK(kind("2002:7f00:1::") == loopback);
  CHECK(kind("2002:a9fe:a9fe::1") == link_local);
  CHECK(kind("2002:c0a8:1::1") == private_use);
  CHECK(kind("2002:808:808::1") == global);
  CHECK(kind("64:ff9b:1::7f00:1") == private_use);
}
