// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/name_with_rdn.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("a relative name is appended to its issuer's, whatever its length", "[x509]") {
  for (std::size_t const length : {1U, 100U, 127U, 128U, 300U, 70000U}) {
    INFO(length);
    auto const issuer = small_ca::name("CN=Acme Root,O=Acme");
    auto const rdn = write::sequence(write::oid("2.5.4.3"), write::element(0x0c, Bytes(length, std::byte{'x'})));
    auto const expected = small_ca::name("CN=" + std::string(length, 'x') + ",CN=Acme Root,O=Acme");
    CHECK(name_with_rdn(Name{issuer}, rdn) == expected);
  }
}

TEST_CASE("a relative name appended to nothing is a name of its own", "[x509]") {
  auto const rdn = write::sequence(write::oid("2.5.4.3"), write::element(0x0c, write::bytes("a")));
  auto const name = name_with_rdn(Name{}, rdn);
  CHECK(Name::parse(name).value().to_text() == "CN=a");
}
