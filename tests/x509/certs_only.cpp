// SPDX-License-Identifier: Apache-2.0
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/x509/certs_only.hpp>
#include <vidimus/x509/intermediates.hpp>

using namespace vidimus;
namespace encode = small_ca::der;
using small_ca::Bytes;

namespace {

auto joined(std::vector<Bytes> const& parts) -> Bytes {
  Bytes all;
  for (auto const& part : parts) encode::append(all, part);
  return all;
}

/// A certs-only message (RFC 8551, 3.8) with these CertificateChoices.
auto message(std::vector<Bytes> const& choices, char const* type = "1.2.840.113549.1.7.2") -> Bytes {
  auto const inner = encode::sequence(encode::oid("1.2.840.113549.1.7.1"));
  auto const signed_data = encode::sequence(encode::integer(1), encode::element(0x31), inner,
                                            encode::element(0xa0, joined(choices)), encode::element(0x31));
  return encode::sequence(encode::oid(type), encode::element(0xa0, signed_data));
}

struct Fixture {
  small_ca::SmallCa one{"CN=One"}, two{"CN=Two"};
};

}  // namespace

TEST_CASE("issuers come as one certificate", "[x509]") {
  Fixture const fixture;
  auto const read = read_issuers(fixture.one.der());
  REQUIRE(read);
  REQUIRE(read->size() == 1);
  CHECK(same_bytes(read->front().der(), fixture.one.der()));
}

TEST_CASE("issuers come as a certs-only message", "[x509]") {
  Fixture const fixture;
  auto const read = read_issuers(message({fixture.one.der(), fixture.two.der()}));
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK((*read)[0].subject().to_text() == "CN=One");
  CHECK((*read)[1].subject().to_text() == "CN=Two");
  CHECK(read_issuers(message({}))->empty());
}

TEST_CASE("what is no certificate in a certs-only message is passed over", "[x509]") {
  Fixture const fixture;
  auto const read = read_issuers(message({encode::element(0xa1, encode::integer(1)), fixture.two.der()}));
  REQUIRE(read);
  CHECK(read->size() == 1);
}

TEST_CASE("one certificate of a message that cannot be read refuses it", "[x509]") {
  Fixture const fixture;
  auto const read = read_issuers(message({fixture.one.der(), encode::sequence(encode::integer(1))}));
  REQUIRE_FALSE(read);
  CHECK(read.error().code() == Errc::certificate_malformed);
  CHECK_FALSE(read_issuers(message({joined({fixture.one.der(), Bytes{std::byte{0x30}}})})));
}

TEST_CASE("a message of more certificates than the budget's is refused", "[x509]") {
  Fixture const fixture;
  std::vector<Bytes> const most(Budget{}.presented, fixture.one.der());
  CHECK(read_issuers(message(most)));
  auto more = most;
  more.push_back(fixture.one.der());
  auto const read = read_issuers(message(more));
  REQUIRE_FALSE(read);
  CHECK(read.error().code() == Errc::budget_exceeded);
}

TEST_CASE("what is neither certificate nor certs-only message is refused", "[x509]") {
  Fixture const fixture;
  for (auto const& octets : {Bytes{}, Bytes{std::byte{0x30}}, message({fixture.one.der()}, "1.2.840.113549.1.7.1"),
                             encode::sequence(encode::oid("1.2.840.113549.1.7.2")),
                             encode::sequence(encode::oid("1.2.840.113549.1.7.2"),
                                              encode::element(0xa0, encode::sequence(encode::integer(1))))}) {
    auto const read = read_issuers(octets);
    REQUIRE_FALSE(read);
    CHECK(read.error().code() == Errc::certificate_malformed);
  }
  auto const pem = fixture.one.pem();
  CHECK_FALSE(read_issuers(bytes_of(pem)));
}

TEST_CASE("intermediates are read as trust anchors are", "[x509]") {
  Fixture const fixture;
  CHECK(Intermediates::from_pem(fixture.one.pem() + fixture.two.pem())->all().size() == 2);
  CHECK(Intermediates::from_bytes(fixture.one.der())->all().size() == 1);
  CHECK(Intermediates::from_certificates({}).all().empty());
  CHECK(Intermediates::from_pem("-----BEGIN X-----\n").error().code() == Errc::pem_nothing_found);
  auto const missing = Intermediates::from_file("/nowhere/a.pem");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().decisive().subject == "/nowhere/a.pem");
  CHECK_FALSE(Intermediates::from_directory("/nowhere"));
}
