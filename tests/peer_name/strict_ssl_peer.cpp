// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/strict_ssl_peer.hpp>

#include "named_peers.hpp"

#include <optional>
#include <type_traits>

using namespace vidimus;
using detail::asterisks_stand;

static_assert(PeerNameFilter<StrictSslPeer<"CN=QM2*, OU=Payments, O=Acme">>);
static_assert(PeerNameFilter<StrictSslPeer<dynamic>>);
static_assert(std::is_empty_v<StrictSslPeer<"CN=QM2*, OU=Payments, O=Acme">>);

static_assert(asterisks_stand("ibm", "ibm", {}));
static_assert(asterisks_stand("ibm1", "ibm", {.end = true}) && !asterisks_stand("ibm", "ibm", {.end = true}));
static_assert(asterisks_stand("1ibm", "ibm", {.start = true}) && !asterisks_stand("ibm", "ibm", {.start = true}));
static_assert(asterisks_stand("1ibm2", "ibm", {true, true}) && !asterisks_stand("ibm2", "ibm", {true, true}));
static_assert(!asterisks_stand("1ibm", "ibm", {true, true}) && asterisks_stand("ibmibm1", "ibm", {true, true}));
static_assert(asterisks_stand("x", "", {.start = true}) && !asterisks_stand("", "", {.start = true}));  // KEY=*
static_assert(asterisks_stand("xy", "", {true, true}) && !asterisks_stand("x", "", {true, true}));      // KEY=**
static_assert(asterisks_stand("éx", "", {true, true}) && !asterisks_stand("é", "", {true, true}));      // of two octets
static_assert(!asterisks_stand("", "", {true, true}) && asterisks_stand("éxé", "x", {true, true}));

namespace {

constexpr std::optional<Errc> match{};
constexpr std::optional<Errc> no_match{Errc::peer_name_mismatch};
constexpr std::optional<Errc> ambiguous{Errc::peer_name_ambiguous};

// The static and the dynamic form of a filter on one peer; an empty `expected` is an acceptance.
template <FixedString Filter>
void tries(std::string_view label, std::optional<Errc> expected) {
  INFO(Filter.view() << " on " << label);
  auto const end_entity = peer(label);
  auto const read = StrictSslPeer<dynamic>::parse(Filter.view());
  REQUIRE(read.has_value());
  auto const by_compiler = StrictSslPeer<Filter>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(StrictSslPeer<Filter>::describe() == read->describe());
  REQUIRE(by_compiler.is_accepted() == !expected);
  REQUIRE(at_run_time.is_accepted() == !expected);
  CHECK(StrictSslPeer<Filter>::matches(end_entity) == !expected);
  CHECK(read->matches(end_entity) == !expected);
  if (!expected) return;
  CHECK(by_compiler.finding().code == *expected);
  CHECK(explain(by_compiler.finding()) == explain(at_run_time.finding()));
  CHECK(by_compiler.finding().depth == 0U);
}

}  // namespace

TEST_CASE("what matches in both readings", "[peer_name]") {
  tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1", match);
  tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-7-small-letters", match);
  tries<"CN=John Smith, O=IBM ,OU=Test , C=GB">("john", match);
  tries<"CN=John Smith;O=IBM">("john", match);  // of OU, which is not filtered, it may have any
  tries<"OU=IBM*">("ibm-corporation", match);
  tries<"CN=*.example.com">("a-b", match);
  tries<"CN=*pay*">("payments", match);
  tries<"SERIALNUMBER=53*">("test", match);
  tries<"CN=*">("john", match);
}

TEST_CASE("levels below those of the filter are refused", "[peer_name]") {
  tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1-in-lab", no_match);
  auto const verdict = StrictSslPeer<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">::accepts(peer("qmgr-1-in-lab"));
  CHECK(wanted(verdict) == "2 OU and none below");
  CHECK(presented(verdict).size() == 3);
}

TEST_CASE("a repeated attribute is refused, filtered or not", "[peer_name]") {
  tries<"O=IBM, C=US">("two-names", ambiguous);
  tries<"CN=First, O=IBM">("two-names", ambiguous);
  auto const verdict = StrictSslPeer<"O=IBM, C=US">::accepts(peer("two-names"));
  CHECK(wanted(verdict) == "one CN");
  CHECK(presented(verdict).size() == 2);
}

TEST_CASE("an asterisk stands for a character at least", "[peer_name]") {
  tries<"OU=IBM*">("unit-ibm", no_match);
  tries<"SERIALNUMBER=53:B1:37:A1*">("test", no_match);
  tries<"CN=*John Smith">("john", no_match);
}

TEST_CASE("what MQ's reading refuses is refused, and a blank filter does not parse", "[peer_name]") {
  tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1-swapped", no_match);
  tries<"DC=com">("test", no_match);
  CHECK(StrictSslPeer<dynamic>::parse(" ").error().code() == Errc::ssl_peer_malformed);
}
