// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/address_kind.hpp>
#include <vidimus/transport/socket_address.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using vidimus::AddressKind;
using vidimus::IpAddress;
namespace detail = vidimus::detail;

TEST_CASE("what is no IP address is not connected to", "[transport]") {
  CHECK(vidimus::kind_of_address({}) == AddressKind::reserved);
  ::sockaddr_storage other{};
  other.ss_family = AF_UNIX;
  detail::SocketAddress const address{reinterpret_cast<::sockaddr const*>(&other), sizeof other};
  CHECK(address.octets().empty());
  CHECK(address.to_text().empty());
}

TEST_CASE("a socket address holds what it was made of", "[transport]") {
  for (std::string const text : {"192.0.2.1", "2001:db8::1"}) {
    auto const read = detail::read_ip_address(text);
    IpAddress const ip{vidimus::ByteView{read.octets}.first(read.size)};
    detail::SocketAddress const address{ip, 8080};
    CHECK(address.to_text() == detail::host_and_port(text, 8080));
    CHECK(vidimus::same_bytes(address.octets(), ip.octets()));
    CHECK(address.family() == (read.size == 4 ? AF_INET : AF_INET6));
  }
}

TEST_CASE("a resolver's list gives each address once", "[transport]") {
  auto const found = detail::resolve("127.0.0.1", 80);
  REQUIRE(found);
  auto first = **found, second = **found;
  first.ai_next = &second;
  second.ai_next = nullptr;
  auto const addresses = detail::addresses_of(&first);
  REQUIRE(addresses.size() == 1);
  CHECK(addresses.front().to_text() == "127.0.0.1:80");
  CHECK(detail::addresses_of(nullptr).empty());
}
