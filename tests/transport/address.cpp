// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/address.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <variant>

namespace detail = vidimus::detail;

TEST_CASE("an address is written so that its port can be told apart", "[transport]") {
  CHECK(detail::host_and_port("qm2.example", 1414) == "qm2.example:1414");
  CHECK(detail::host_and_port("::1", 1414) == "[::1]:1414");
}

TEST_CASE("an address of another kind has no text", "[transport]") {
  ::sockaddr_storage address{};
  address.ss_family = AF_UNIX;
  CHECK(detail::address_text(address).empty());
}

TEST_CASE("address literals resolve to themselves", "[transport]") {
  for (std::string const host : {"127.0.0.1", "::1"}) {
    auto const found = detail::resolve(host, 1414);
    REQUIRE(found);
    ::sockaddr_storage address{};
    std::memcpy(&address, (*found)->ai_addr, (*found)->ai_addrlen);
    CHECK(detail::address_text(address) == detail::host_and_port(host, 1414));
  }
}

TEST_CASE("a name that cannot be resolved is refused with host, port and the resolver's reason", "[transport]") {
  std::string const host(80, 'a');  // a label has at most 63 characters: nobody needs to be asked
  auto const found = detail::resolve(host, 1414);
  REQUIRE_FALSE(found);
  CHECK(found.error().code() == vidimus::Errc::name_resolution_failed);
  CHECK(found.error().decisive().subject == host + ":1414");
  auto const& reason = std::get<vidimus::Underlying>(found.error().decisive().detail);
  CHECK(reason.code);
  CHECK_FALSE(reason.code.message().empty());
  CHECK(found.error().is_transient());
}
