// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/ip_id.hpp>

#include "named_peers.hpp"
#include "small_ca.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<IpId<"192.0.2.1">>);
static_assert(PeerNameFilter<IpId<dynamic>>);
static_assert(std::is_empty_v<IpId<"2001:db8::1">>);
static_assert(!std::is_default_constructible_v<IpId<dynamic>>);

namespace {

auto with_names(std::vector<std::string> names, std::string const& subject = "CN=other") -> EndEntity {
  static small_ca::SmallCa const root{"CN=Root"};
  auto const issued = root.issue({.subject = subject, .alt_names = std::move(names)});
  auto certificate = Certificate::parse(issued.der);
  REQUIRE(certificate);
  return {*certificate, {}};
}

// The static and the dynamic form agree; the verdict is the static one's.
template <FixedString Address>
auto judged(EndEntity const& end_entity) -> Verdict {
  auto const read = IpId<dynamic>::parse(Address.view());
  REQUIRE(read.has_value());
  auto verdict = IpId<Address>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(verdict.is_accepted() == at_run_time.is_accepted());
  CHECK(IpId<Address>::matches(end_entity) == verdict.is_accepted());
  CHECK(read->matches(end_entity) == verdict.is_accepted());
  if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(at_run_time.finding()));
  CHECK(IpId<Address>::describe() == read->describe());
  return verdict;
}

}  // namespace

TEST_CASE("an iPAddress accepts, whichever of several it is and however the reference is written", "[peer_name]") {
  auto const both = with_names({"DNS:qm1.acme.example", "IP:192.0.2.7", "IP:192.0.2.1", "IP:2001:db8::1"});
  CHECK(judged<"192.0.2.1">(both).because() == "IP:192.0.2.1");
  CHECK(judged<"2001:db8::1">(both).is_accepted());
  CHECK(judged<"2001:0DB8:0:0::0.0.0.1">(both).is_accepted());
}

TEST_CASE("another address is refused with everything that is presented", "[peer_name]") {
  auto const verdict = judged<"192.0.2.2">(with_names({"DNS:qm1.acme.example", "IP:192.0.2.1"}));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "IP:192.0.2.2");
  CHECK(presented(verdict) == Texts{"DNS:qm1.acme.example", "IP:192.0.2.1"});
  CHECK(verdict.finding().depth == 0U);
  CHECK(verdict.finding().subject == "CN=other");
}

TEST_CASE("an address of version 4 is none of version 6", "[peer_name]") {
  CHECK_FALSE(judged<"::ffff:192.0.2.1">(with_names({"IP:192.0.2.1"})).is_accepted());
  CHECK_FALSE(judged<"192.0.2.1">(with_names({"IP:::ffff:192.0.2.1"})).is_accepted());
  CHECK_FALSE(judged<"32.1.13.184">(with_names({"IP:2001:db8::"})).is_accepted());
}

TEST_CASE("text is no address: neither a common name, nor a dNSName, nor a URI", "[peer_name]") {
  auto const lookalike = with_names({"DNS:192.0.2.1", "URI:https://192.0.2.1/"}, "CN=192.0.2.1");
  CHECK(judged<"192.0.2.1">(lookalike).finding().code == Errc::peer_name_absent);
  CHECK(judged<"192.0.2.1">(with_names({}, "CN=192.0.2.1")).finding().code == Errc::peer_name_absent);
}

TEST_CASE("an address is described in one form", "[peer_name]") {
  CHECK(IpId<"2001:DB8:0:0:0:0:0:1">::describe() == "IP-ID 2001:db8::1");
  CHECK(IpId<"192.0.2.1">::describe() == "IP-ID 192.0.2.1");
}

TEST_CASE("an IP address that is none is refused with the reason, the place and the text", "[peer_name]") {
  auto const filter = IpId<dynamic>::parse("192.0.2.01");
  REQUIRE_FALSE(filter);
  auto const& finding = filter.error().decisive();
  CHECK(finding.code == Errc::ip_address_malformed);
  CHECK(finding.subject == "192.0.2.01");
  CHECK(std::get<Malformed>(finding.detail).offset == 8);
  CHECK(std::get<Malformed>(finding.detail).what == text_of(IpAddressMistake::leading_zero));
  CHECK_FALSE(IpId<dynamic>::parse("qm1.acme.example"));
  CHECK_FALSE(IpId<dynamic>::parse("::1\n"));
}

TEST_CASE("an address joins with other filters", "[peer_name]") {
  using Either = AnyOf<IpId<"192.0.2.1">, IpId<"192.0.2.2">>;
  CHECK(Either{}.accepts(with_names({"IP:192.0.2.2"})).is_accepted());
  CHECK_FALSE(Either{}.accepts(with_names({"IP:192.0.2.3"})).is_accepted());
  CHECK(Not<IpId<"192.0.2.1">>{}.accepts(with_names({"IP:192.0.2.2"})).is_accepted());
  CHECK_FALSE(Not<IpId<"192.0.2.1">>{}.accepts(with_names({"DNS:acme.example"})).is_accepted());
}
