// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/audited.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/expected.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include "named_peers.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<ExpectedDnsId> && PeerNameFilter<ExpectedIpId> && PeerNameFilter<ExpectedUriId> &&
              PeerNameFilter<ExpectedEmailId> && std::is_empty_v<ExpectedDnsId>);
static_assert(!detail::NameAtRunTime<DnsId<"qm1.acme.example">> && !detail::NameAtRunTime<int>);
static_assert(detail::expects_name<AllOf<SslPeer<"O=Acme">, Not<ExpectedDnsId>>>);
static_assert(detail::expects_name<danger::Audited<AnyOf<ExpectedIpId, ExpectedDnsId>>>);
static_assert(!detail::expects_name<AllOf<SslPeer<"O=Acme">>> && !detail::expects_name<int>);

namespace {

auto sought(std::string_view name, std::string_view label = "dns") -> EndEntity {
  auto found = peer(label);
  found.expected_name = name;
  return found;
}

}  // namespace

TEST_CASE("An expected name is compared as the filter of its kind compares", "[peer_name]") {
  CHECK(ExpectedDnsId::accepts(sought("qm1.acme.example")).because() == "DNS:QM1.ACME.example");
  auto const other = ExpectedDnsId::accepts(sought("qm9.acme.example"));
  REQUIRE_FALSE(other.is_accepted());
  CHECK(explain(other.finding()) == explain(DnsId<dynamic>::parse("qm9.acme.example")->accepts(peer("dns")).finding()));
  CHECK(ExpectedDnsId::describe() == "the expected DNS-ID");
  CHECK(ExpectedIpId::describe() == "the expected IP address");
}

TEST_CASE("Where nobody said whom to expect, nobody is accepted", "[peer_name]") {
  auto const verdict = ExpectedDnsId::accepts(peer("dns"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::bad_argument);
  CHECK_FALSE(Not<ExpectedDnsId>{}.accepts(peer("dns")).is_accepted());
}

TEST_CASE("A name that cannot be used is known before anybody is met", "[peer_name]") {
  CHECK_FALSE(ExpectedDnsId::check_expected("qm1.acme.example"));
  CHECK(ExpectedDnsId::check_expected("*.acme.example")->code() == Errc::dns_name_malformed);
  CHECK(ExpectedDnsId::check_expected("")->code() == Errc::dns_name_malformed);
  CHECK(ExpectedDnsId::accepts(sought("192.0.2.1")).finding().code == Errc::dns_name_malformed);

  using Both = AllOf<SslPeer<"O=Acme">, ExpectedDnsId>;
  CHECK_FALSE(Both::check_expected("qm1.acme.example"));
  CHECK(Both::check_expected("192.0.2.1")->code() == Errc::dns_name_malformed);
  using Either = AnyOf<SslPeer<"O=Acme">, ExpectedDnsId, ExpectedIpId>;
  CHECK_FALSE(Either::check_expected("qm1.acme.example"));
  CHECK_FALSE(Either::check_expected("192.0.2.1"));
  CHECK(Either::check_expected("a b").has_value());
  CHECK(Not<danger::Audited<Either>>::check_expected("a b").has_value());
}

TEST_CASE("Who is audited is let in, with a warning that says what would have refused", "[peer_name]") {
  auto const verdict = danger::Audited<SslPeer<"CN=Jack">>{}.accepts(peer("john"));
  REQUIRE(verdict.is_accepted());
  REQUIRE(verdict.warnings().size() == 1);
  auto const& warning = verdict.warnings()[0];
  CHECK((warning.code == Errc::peer_name_mismatch && warning.severity == Severity::warning));
  CHECK(explain(warning) == explain(SslPeer<"CN=Jack">::accepts(peer("john")).finding()));
  CHECK(danger::Audited<SslPeer<"CN=Jack">>{}.describe() == "audit of SSLPEER CN=Jack");

  auto const good = danger::Audited{*SslPeer<dynamic>::parse("CN=John Smith")}.accepts(peer("john"));
  CHECK((good.is_accepted() && good.warnings().empty()));
}

TEST_CASE("Warnings of parts are warnings of the whole, whatever it decides", "[peer_name]") {
  using Jack = danger::Audited<SslPeer<"CN=Jack">>;
  auto const both = AllOf<Jack, SslPeer<"O=IBM">, Jack>{}.accepts(peer("john"));
  CHECK((both.is_accepted() && both.warnings().size() == 2));
  auto const refused = AllOf<Jack, SslPeer<"O=Acme">, Jack>{}.accepts(peer("john"));
  REQUIRE_FALSE(refused.is_accepted());
  CHECK(refused.warnings().size() == 1);
  auto const either = AnyOf<SslPeer<"O=Acme">, Jack>{}.accepts(peer("john"));
  CHECK((either.is_accepted() && either.warnings().size() == 1));
}
