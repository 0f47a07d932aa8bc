// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include "named_peers.hpp"

#include <type_traits>

using namespace vidimus;

namespace {

using John = SslPeer<"CN=John Smith">;
using Ibm = SslPeer<"O=IBM">;
using Gb = SslPeer<"C=GB">;
using Qm1 = DnsId<"qm1.acme.example">;

// A program's own filter, with a code of its own and nothing to say of itself.
struct Suspicious {
  using role = vidimus::role::peer_name_filter;
  [[nodiscard]] static auto accepts(EndEntity const&) -> Verdict {
    return Verdict::refused({Errc::refused_by_policy, Note{"it is Friday"}});
  }
};

struct Counting {
  using role = vidimus::role::peer_name_filter;
  int* count;
  [[nodiscard]] auto accepts(EndEntity const&) const -> Verdict { return ++*count, Verdict::accepted(); }
};

}  // namespace

static_assert(PeerNameFilter<AllOf<John, Ibm>> && PeerNameFilter<AnyOf<John>> && PeerNameFilter<Not<John>>);
static_assert(PeerNameFilter<Not<AnyOf<AllOf<John, Ibm>, Not<Qm1>>>>);
static_assert(std::is_empty_v<AllOf<John, Ibm, Gb>> && std::is_empty_v<AnyOf<John, John>> &&
              std::is_empty_v<Not<John>>);
static_assert(std::is_empty_v<AllOf<AnyOf<John, Ibm>, Not<Gb>>>);
static_assert(sizeof(AllOf<John, SslPeer<dynamic>>) == sizeof(SslPeer<dynamic>));
static_assert(!std::is_default_constructible_v<AllOf<John, SslPeer<dynamic>>>);
static_assert(std::is_same_v<decltype(AllOf{John{}, Ibm{}}), AllOf<John, Ibm>>);
static_assert(std::is_same_v<decltype(AnyOf{John{}, Ibm{}}), AnyOf<John, Ibm>>);
static_assert(std::is_same_v<decltype(Not{John{}}), Not<John>>);
static_assert(std::is_same_v<decltype(Not{Not{John{}}}), Not<Not<John>>>, "two negations are not one");

TEST_CASE("AllOf accepts what every part accepts", "[peer_name]") {
  auto const verdict = AllOf<John, Ibm, Gb>{}.accepts(peer("john"));
  REQUIRE(verdict.is_accepted());
  CHECK(verdict.because() == "CN=John Smith, O=IBM, C=GB");
}

TEST_CASE("AllOf refuses with the finding of the first part that refuses", "[peer_name]") {
  auto const verdict = AllOf<Ibm, SslPeer<"CN=Jack">, SslPeer<"C=DE">>{}.accepts(peer("john"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "CN=Jack");

  auto const absent = AllOf<John, Qm1, Suspicious>{}.accepts(peer("john"));
  REQUIRE_FALSE(absent.is_accepted());
  CHECK(absent.finding().code == Errc::peer_name_absent);
}

TEST_CASE("AllOf and AnyOf ask no part more than they need", "[peer_name]") {
  int asked = 0;
  auto const end_entity = peer("john");
  CHECK_FALSE(AllOf{Counting{&asked}, SslPeer<"CN=Jack">{}, Counting{&asked}}.accepts(end_entity).is_accepted());
  CHECK(asked == 1);
  CHECK(AnyOf{SslPeer<"CN=Jack">{}, Counting{&asked}, Counting{&asked}}.accepts(end_entity).is_accepted());
  CHECK(asked == 2);
}

TEST_CASE("AllOf and AnyOf decide without words where their parts do", "[peer_name]") {
  using Jack = SslPeer<"CN=Jack">;
  auto const agrees = [](auto const& filter) {
    return filter.matches(peer("john")) == filter.accepts(peer("john")).is_accepted();
  };
  CHECK((agrees(AllOf<John, Ibm, Gb>{}) && agrees(AllOf<Jack, Ibm>{}) && agrees(AllOf<John, Jack>{})));
  CHECK((agrees(AnyOf<Jack, Qm1, John>{}) && agrees(AnyOf<John, Jack>{}) && agrees(AnyOf<Jack, Qm1>{})));
  CHECK((AllOf<AnyOf<Jack, John>, Ibm>{}.matches(peer("john")) && !AnyOf<AllOf<John, Jack>>{}.matches(peer("john"))));
  STATIC_CHECK(detail::DecidesSilently<AllOf<John, AnyOf<Qm1, SslPeer<dynamic>>>>);
  STATIC_CHECK_FALSE(detail::DecidesSilently<AllOf<John, Suspicious>>);  // it has no `matches`
  STATIC_CHECK_FALSE(detail::DecidesSilently<AnyOf<Suspicious, John>>);
}

TEST_CASE("AnyOf accepts what one part accepts", "[peer_name]") {
  auto const verdict = AnyOf<Qm1, Suspicious, John>{}.accepts(peer("john"));
  REQUIRE(verdict.is_accepted());
  CHECK(verdict.because() == "CN=John Smith");
}

TEST_CASE("AnyOf refuses with what every part found", "[peer_name]") {
  auto const verdict = AnyOf<SslPeer<"CN=Jack">, SslPeer<"O=Acme">>{}.accepts(peer("john"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "(SSLPEER CN=Jack or SSLPEER O=Acme)");
  REQUIRE(presented(verdict).size() == 2);
  CHECK(presented(verdict)[0].find("wanted CN=Jack, presented CN=John Smith") != std::string::npos);
  CHECK(presented(verdict)[1].find("wanted O=Acme, presented O=IBM") != std::string::npos);
  CHECK(verdict.finding().subject == "CN=John Smith,OU=Test,O=IBM,C=GB");
}

TEST_CASE("AnyOf keeps a code that says more than a mismatch", "[peer_name]") {
  auto const end_entity = peer("john");
  CHECK(AnyOf<SslPeer<"CN=Jack">, Qm1>{}.accepts(end_entity).finding().code == Errc::peer_name_absent);
  CHECK(AnyOf<Qm1, SslPeer<"CN=Jack">>{}.accepts(end_entity).finding().code == Errc::peer_name_absent);
  CHECK(AnyOf<SslPeer<"CN=Jack">, Suspicious, Qm1>{}.accepts(end_entity).finding().code == Errc::refused_by_policy);
}

TEST_CASE("Not accepts a name that is another one", "[peer_name]") {
  auto const verdict = Not<SslPeer<"OU=Contractors">>{}.accepts(peer("john"));
  REQUIRE(verdict.is_accepted());
  CHECK(verdict.because() == "not SSLPEER OU=Contractors");
  CHECK(Not<SslPeer<"L=Hursley">>{}.accepts(peer("john")).is_accepted());  // it has no L
  CHECK(Not<DnsId<"qm9.acme.example">>{}.accepts(peer("dns")).is_accepted());
}

TEST_CASE("Not refuses what its part accepts", "[peer_name]") {
  auto const verdict = Not<John>{}.accepts(peer("john"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "not SSLPEER CN=John Smith");
  CHECK(presented(verdict) == Texts{"CN=John Smith"});
  CHECK(verdict.finding().subject == "CN=John Smith,OU=Test,O=IBM,C=GB");

  int asked = 0;  // its Verdict gives no reason
  CHECK(presented(Not{Counting{&asked}}.accepts(peer("john"))) == Texts{"a filter of the program"});
}

TEST_CASE("Not never accepts because nothing could be told", "[peer_name]") {
  // no DNS name at all
  CHECK(Not<Qm1>{}.accepts(peer("john")).finding().code == Errc::peer_name_absent);
  // no subject at all
  CHECK(Not<John>{}.accepts(peer("empty-subject")).finding().code == Errc::peer_name_absent);
  // two common names: one of them may be the one that is shut out
  CHECK(Not<SslPeer<"CN=First">>{}.accepts(peer("two-names")).finding().code == Errc::peer_name_ambiguous);
  CHECK(Not<SslPeer<"CN=Third">>{}.accepts(peer("two-names")).finding().code == Errc::peer_name_ambiguous);
  // a filter of the program with a reason of its own
  CHECK(Not<Suspicious>{}.accepts(peer("john")).finding().code == Errc::refused_by_policy);
  // and through AllOf and AnyOf neither
  CHECK(Not<AnyOf<SslPeer<"CN=Jack">, Qm1>>{}.accepts(peer("john")).finding().code == Errc::peer_name_absent);
  CHECK(Not<AllOf<John, Qm1>>{}.accepts(peer("john")).finding().code == Errc::peer_name_absent);
}

TEST_CASE("Not twice is what it was, but for what could not be told", "[peer_name]") {
  auto const end_entity = peer("john");
  CHECK(Not<Not<John>>{}.accepts(end_entity).is_accepted());
  CHECK(Not<Not<SslPeer<"CN=Jack">>>{}.accepts(end_entity).finding().code == Errc::peer_name_mismatch);
  CHECK(Not<Not<Qm1>>{}.accepts(end_entity).finding().code == Errc::peer_name_absent);
  CHECK(Not{Not{John{}}}.accepts(end_entity).is_accepted());
}

TEST_CASE("parts with data are kept", "[peer_name]") {
  auto const name = SslPeer<dynamic>::parse("CN=John*");
  auto const host = DnsId<dynamic>::parse("qm1.acme.example");
  REQUIRE((name.has_value() && host.has_value()));
  AnyOf const either{*host, AllOf{*name, Ibm{}}};
  CHECK(either.accepts(peer("john")).is_accepted());
  CHECK(either.accepts(peer("dns")).is_accepted());
  CHECK_FALSE(either.accepts(peer("test")).is_accepted());
  CHECK(either.describe() == "(DNS-ID qm1.acme.example or (SSLPEER CN=John* and SSLPEER O=IBM))");
}

TEST_CASE("filters that are joined describe themselves", "[peer_name]") {
  CHECK(AllOf<John, Not<Qm1>>{}.describe() == "(SSLPEER CN=John Smith and not DNS-ID qm1.acme.example)");
  CHECK(AnyOf<Suspicious, danger::AnyPeerName>{}.describe() == "(a filter of the program or any peer name (danger))");
}
