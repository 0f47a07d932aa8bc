// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/dns_id.hpp>

#include "named_peers.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<DnsId<"qm1.acme.example">>);
static_assert(PeerNameFilter<DnsId<dynamic>>);
static_assert(std::is_empty_v<DnsId<"qm1.acme.example">>);
static_assert(!std::is_default_constructible_v<DnsId<dynamic>>);

namespace {

// The static and the dynamic form agree; the verdict is the static one's.
template <FixedString Name>
auto judged(std::string_view label) -> Verdict {
  INFO(Name.view() << " on " << label);
  auto const end_entity = peer(label);
  auto const read = DnsId<dynamic>::parse(Name.view());
  REQUIRE(read.has_value());
  auto verdict = DnsId<Name>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(verdict.is_accepted() == at_run_time.is_accepted());
  CHECK(DnsId<Name>::matches(end_entity) == verdict.is_accepted());
  CHECK(read->matches(end_entity) == verdict.is_accepted());
  if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(at_run_time.finding()));
  CHECK(DnsId<Name>::describe() == read->describe());
  return verdict;
}

}  // namespace

TEST_CASE("a dNSName accepts, whichever of several it is and whatever its letter case", "[peer_name]") {
  auto const verdict = judged<"qm1.acme.example">("dns");
  REQUIRE(verdict.is_accepted());
  CHECK(verdict.because() == "DNS:QM1.ACME.example");
  CHECK(judged<"QM0.Acme.Example">("dns").is_accepted());
  CHECK(judged<"qm1.acme.example.">("dns").is_accepted());
}

TEST_CASE("a presented wildcard stands for one label", "[peer_name]") {
  CHECK(judged<"qm1.acme.example">("dns-wildcard").is_accepted());
  CHECK_FALSE(judged<"acme.example">("dns-wildcard").is_accepted());
  CHECK_FALSE(judged<"a.b.acme.example">("dns-wildcard").is_accepted());
}

TEST_CASE("another DNS name is refused with everything that is presented", "[peer_name]") {
  auto const verdict = judged<"qm2.acme.example">("dns");
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "DNS:qm2.acme.example");
  CHECK(presented(verdict) == Texts{"IP:192.0.2.1", "DNS:qm0.acme.example", "DNS:QM1.ACME.example"});
  CHECK(verdict.finding().depth == 0U);
  CHECK(verdict.finding().subject == "CN=other");
}

TEST_CASE("the common name is no DNS name", "[peer_name]") {
  auto const verdict = judged<"qm1.acme.example">("dns-none");
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_absent);
  CHECK(presented(verdict).empty());
}

TEST_CASE("names of other forms are no DNS names", "[peer_name]") {
  auto const verdict = judged<"qm1.acme.example">("dns-other-forms");
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_absent);
  CHECK(presented(verdict).size() == 4);
  CHECK(judged<"qm1.acme.example">("dns-email-only").finding().code == Errc::peer_name_absent);
}

TEST_CASE("presented identifiers that are no host names match nothing", "[peer_name]") {
  auto const verdict = judged<"qm1.acme.example">("dns-odd");
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(presented(verdict).size() == 6);
}

TEST_CASE("a certificate with many names gives a bounded report", "[peer_name]") {
  CHECK(judged<"host39.acme.example">("dns-many").is_accepted());
  auto const verdict = judged<"host40.acme.example">("dns-many");
  REQUIRE_FALSE(verdict.is_accepted());
  REQUIRE(presented(verdict).size() == 33);
  CHECK(presented(verdict).back() == "and 8 more");
}

TEST_CASE("a reference identifier that is none is refused with the reason", "[peer_name]") {
  auto const read = DnsId<dynamic>::parse("qm1.*.example");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code() == Errc::dns_name_malformed);
  CHECK(read.error().decisive().subject == "qm1.*.example");
  auto const* const malformed = std::get_if<Malformed>(&read.error().decisive().detail);
  REQUIRE(malformed != nullptr);
  CHECK(malformed->what == text_of(DnsNameMistake::wildcard));
  CHECK(malformed->offset == 4);
  for (auto const* const text : {"", ".", "..", "10.0.0.1", "::1", "a_b.example", "qm1..example"}) {
    INFO(text);
    CHECK_FALSE(DnsId<dynamic>::parse(text).has_value());
  }
}

TEST_CASE("a name that is read at run time becomes a filter", "[peer_name]") {
  auto const filter = DnsId<dynamic>::parse("QM1.acme.example");
  REQUIRE(filter.has_value());
  CHECK(filter->describe() == "DNS-ID qm1.acme.example");
  CHECK(filter->accepts(peer("dns")).is_accepted());
}
