// SPDX-License-Identifier: Apache-2.0
// Bugs that other libraries' name checks had lately, one test each: the certificates that they accepted are refused, and
// their twins, which differ in that one thing, are accepted.
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_id.hpp>

#include "draft.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace vidimus;
using namespace vidimus_test;

namespace {

auto acme() -> Entity const& {
  static Entity const root{"CN=Acme Root,O=Acme"};
  return root;
}
/// Of a common name and alternative names, already encoded.
auto peer(std::string const& common_name, std::vector<small_ca::Bytes> const& names) -> EndEntity {
  static Key const key = Key::generate(small_ca::KeyKind::ec_p256);
  auto draft = draft_of_end_entity(acme(), acme(), {});
  draft.subject = small_ca::name("CN=" + common_name + ",O=Acme");
  draft.spki = key.spki();
  if (!names.empty()) draft.set({small_ca::oid::subject_alt_name, false, write::sequence(write::concatenation(names))});
  auto const certificate = Certificate::parse(draft.signed_by(acme().key));
  REQUIRE(certificate);
  return {*certificate, {}};
}
/// `static` and `dynamic` agree.
template <FixedString Name>
auto accepts(EndEntity const& peer) -> bool {
  bool const accepted = DnsId<Name>::accepts(peer).is_accepted();
  CHECK(DnsId<dynamic>::parse(Name.view()).value().accepts(peer).is_accepted() == accepted);
  return accepted;
}

/// SRVName (RFC 4985).
auto srv_name(std::string_view text) -> small_ca::Bytes {
  return write::element(0xa0, write::oid("1.3.6.1.5.5.7.8.7"),
                        write::element(0xa0, write::element(0x16, write::bytes(text))));
}
auto long_dns_name(std::size_t octets) -> small_ca::Bytes {
  return small_ca::general_name("DNS:" + std::string(octets - 8, 'a') + ".example");
}

}  // namespace

// CVE-2026-42012, GnuTLS: where the alternative names were URIs or SRV names only, the common name was a host name again.
TEST_CASE("a common name is no host name beside a URI or an SRV name either", "[peer_name]") {
  for (auto const& name : {small_ca::general_name("URI:https://other.acme.example/"),
                           small_ca::general_name("URI:https://qm2.acme.example/"), srv_name("_mq.other.acme.example"),
                           srv_name("_mq.qm2.acme.example"), small_ca::general_name("EMAIL:qm2@qm2.acme.example"),
                           small_ca::general_name("DN:CN=qm2.acme.example")}) {
    CHECK_FALSE(accepts<"qm2.acme.example">(peer("qm2.acme.example", {name})));
    CHECK(accepts<"qm2.acme.example">(peer("other", {name, small_ca::general_name("DNS:qm2.acme.example")})));
  }
  CHECK_FALSE(accepts<"qm2.acme.example">(peer("qm2.acme.example", {})));
}

// CVE-2026-42013, GnuTLS: an alternative name longer than a buffer ended the comparison, and the common name was asked.
TEST_CASE("a name that is too long for any buffer hides no other name and brings back no common name", "[peer_name]") {
  for (std::size_t const octets : {254U, 255U, 256U, 257U, 1024U, 4097U, 60'000U}) {
    INFO(octets);
    auto const right = small_ca::general_name("DNS:qm2.acme.example");
    CHECK_FALSE(accepts<"qm2.acme.example">(peer("qm2.acme.example", {long_dns_name(octets)})));
    CHECK(accepts<"qm2.acme.example">(peer("other", {long_dns_name(octets), right})));
    CHECK(accepts<"qm2.acme.example">(peer("other", {right, long_dns_name(octets)})));
  }
}

// mbedtls#3498: the octets of an iPAddress were compared with the host name as if they were text, so that 16 octets of
// somebody's IPv6 address spelt a host name.
TEST_CASE("an address whose octets spell a host name is no host name, and one in words no address", "[peer_name]") {
  static_assert(std::string_view{"qm2.acme.example"}.size() == 16);
  for (auto const tag : {0x82U, 0x87U}) {
    bool const is_name = tag == 0x82;
    CHECK(accepts<"qm2.acme.example">(peer("other", {write::element(tag, write::bytes("qm2.acme.example"))})) ==
          is_name);
    CHECK(accepts<"a.be">(peer("other", {write::element(tag, write::bytes("a.be"))})) == is_name);
  }
  // what looks like an address is no reference for host names at all
  CHECK(DnsId<dynamic>::parse("192.0.2.1").error().code() == Errc::dns_name_malformed);
  CHECK_FALSE(accepts<"qm2.acme.example">(peer("qm2.acme.example", {small_ca::general_name("DNS:192.0.2.1")})));
}
