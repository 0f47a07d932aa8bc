// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/concept.hpp>
#include <vidimus/cipher_spec/ssl_ciph.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus;

static_assert(CipherSpec<Tls13Only>);
static_assert(CipherSpec<SslCiph<dynamic>>);
static_assert(CipherSpec<danger::WeakSslCiph<"TLS_RSA_WITH_AES_128_CBC_SHA256">>);
static_assert(CipherSpec<danger::WeakSslCiph<dynamic>>);
static_assert(std::is_empty_v<Tls13Only>);
static_assert(std::is_empty_v<danger::WeakSslCiph<"TLS_RSA_WITH_AES_128_CBC_SHA256">>);
static_assert(std::is_same_v<Tls13Only, SslCiph<"ANY_TLS13">>);
// only parse() makes one, so none is without a suite
static_assert(!std::is_default_constructible_v<SslCiph<dynamic>>);

// everything of the static form is known to the compiler
static_assert(Tls13Only::suites()[0] == 0x1302);
static_assert(Tls13Only::minimum() == ProtocolVersion::tls13 && Tls13Only::maximum() == ProtocolVersion::tls13);
static_assert(SslCiph<"ANY_TLS12">::maximum() == ProtocolVersion::tls12);
static_assert(SslCiph<"ECDHE_RSA_AES_256_GCM_SHA384, ANY_TLS13">::suites().size() == 5);
static_assert(danger::WeakSslCiph<"TLS_AES_128_CCM_8_SHA256">::suites()[0] == 0x1305);

namespace {

auto code_points(std::span<std::uint16_t const> suites) -> std::vector<std::uint16_t> {
  return {suites.begin(), suites.end()};
}

template <class P>
void same_as_static(std::string_view text) {
  INFO(text);
  auto const read = SslCiph<dynamic>::parse(text);
  REQUIRE(read.has_value());
  CHECK(code_points(read->suites()) == code_points(P::suites()));
  CHECK(code_points(read->groups()) == code_points(P::groups()));
  CHECK(read->minimum() == P::minimum());
  CHECK(read->maximum() == P::maximum());
  CHECK(read->describe() == P::describe());
}

}  // namespace

TEST_CASE("the static and the dynamic form agree", "[cipher_spec]") {
  same_as_static<SslCiph<"ANY">>("ANY");
  same_as_static<SslCiph<"ANY_TLS12">>("ANY_TLS12");
  same_as_static<SslCiph<"ANY_TLS12_OR_HIGHER">>("ANY_TLS12_OR_HIGHER");
  same_as_static<SslCiph<"ANY_TLS13">>("ANY_TLS13");
  same_as_static<SslCiph<"ANY_TLS13_OR_HIGHER">>("ANY_TLS13_OR_HIGHER");
  same_as_static<SslCiph<"ECDHE_ECDSA_AES_128_GCM_SHA256 , TLS_AES_128_GCM_SHA256">>(
      "ECDHE_ECDSA_AES_128_GCM_SHA256 , TLS_AES_128_GCM_SHA256");
}

TEST_CASE("the groups are P-256, X25519 and P-384", "[cipher_spec]") {
  CHECK(code_points(Tls13Only::groups()) == std::vector<std::uint16_t>{0x0017, 0x001D, 0x0018});
}

TEST_CASE("a CipherSpec says what it is", "[cipher_spec]") {
  CHECK(Tls13Only::describe() == "SSLCIPH ANY_TLS13");
  CHECK(danger::WeakSslCiph<"TLS_AES_128_CCM_8_SHA256">::describe() == "SSLCIPH TLS_AES_128_CCM_8_SHA256");
}

TEST_CASE("negotiated values are judged by both forms", "[cipher_spec]") {
  Negotiated const fine{ProtocolVersion::tls13, 0x1302, End::client};
  Negotiated const old{ProtocolVersion::tls12, 0xC030, End::client};
  Negotiated const other{ProtocolVersion::tls13, 0x1305, End::client};
  auto const read = SslCiph<dynamic>::parse("ANY_TLS13");
  REQUIRE(read.has_value());
  CHECK(Tls13Only::accepts(fine).is_accepted());
  CHECK(read->accepts(fine).is_accepted());
  CHECK(Tls13Only::accepts(old).finding().code == Errc::protocol_version_refused);
  CHECK(read->accepts(old).finding().code == Errc::protocol_version_refused);
  CHECK(Tls13Only::accepts(other).finding().code == Errc::cipher_suite_refused);
  CHECK(read->accepts(other).finding().code == Errc::cipher_suite_refused);
}

TEST_CASE("an unknown name at run time is refused with the nearest one", "[cipher_spec]") {
  auto const read = SslCiph<dynamic>::parse("ANY_TLS13, ECDHE_RSA_AES_265_GCM_SHA384");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code() == Errc::cipher_spec_unknown);
  auto const& finding = read.error().decisive();
  CHECK(finding.subject == "SSLCIPH, offset 11");
  auto const* const mismatch = std::get_if<Mismatch>(&finding.detail);
  REQUIRE(mismatch != nullptr);
  CHECK(mismatch->wanted == "a CipherSpec such as ECDHE_RSA_AES_256_GCM_SHA384");
  CHECK(mismatch->presented == std::vector<std::string>{"ECDHE_RSA_AES_265_GCM_SHA384"});
}

TEST_CASE("a weak name at run time is refused where it is not admitted", "[cipher_spec]") {
  auto const read = SslCiph<dynamic>::parse("ANY,TLS_RSA_WITH_AES_128_CBC_SHA256");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code() == Errc::cipher_spec_weak);
  CHECK(read.error().decisive().subject == "SSLCIPH, offset 4");
  auto const* const mismatch = std::get_if<Mismatch>(&read.error().decisive().detail);
  REQUIRE(mismatch != nullptr);
  CHECK(mismatch->wanted == "forward secrecy, an AEAD and a tag of 16 octets");
  CHECK(mismatch->presented == std::vector<std::string>{"TLS_RSA_WITH_AES_128_CBC_SHA256"});

  auto const weak = danger::WeakSslCiph<dynamic>::parse("TLS_RSA_WITH_AES_128_CBC_SHA256");
  REQUIRE(weak.has_value());
  CHECK(code_points(weak->suites()) == std::vector<std::uint16_t>{0x003C});
}

TEST_CASE("a missing name at run time is refused", "[cipher_spec]") {
  auto const read = SslCiph<dynamic>::parse("");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code() == Errc::cipher_spec_unknown);
  CHECK(std::get<Mismatch>(read.error().decisive().detail).wanted == "the name of a CipherSpec");
}

TEST_CASE("what suites() returns lives in the policy and is copied with it", "[cipher_spec]") {
  auto copy = *SslCiph<dynamic>::parse("ANY_TLS12");
  {
    auto const original = *SslCiph<dynamic>::parse("ANY_TLS13");
    copy = original;
  }
  CHECK(copy.suites().size() == 4);
  CHECK(copy.suites()[0] == 0x1302);
}
