// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/uri_id.hpp>

#include "named_peers.hpp"
#include "small_ca.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<UriId<"https://mq.acme.example/payments/*">>);
static_assert(PeerNameFilter<UriId<dynamic>>);
static_assert(std::is_empty_v<UriId<"https://mq.acme.example/qm1">>);
static_assert(!std::is_default_constructible_v<UriId<dynamic>>);

namespace {

auto with_names(std::vector<std::string> names, std::string const& subject = "CN=other") -> EndEntity {
  static small_ca::SmallCa const root{"CN=Root"};
  auto const issued = root.issue({.subject = subject, .alt_names = std::move(names)});
  auto certificate = Certificate::parse(issued.der);
  REQUIRE(certificate);
  return {*certificate, {}};
}

// The static and the dynamic form agree; the verdict is the static one's.
template <FixedString Uri>
auto judged(EndEntity const& end_entity) -> Verdict {
  auto const read = UriId<dynamic>::parse(Uri.view());
  REQUIRE(read.has_value());
  auto verdict = UriId<Uri>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(verdict.is_accepted() == at_run_time.is_accepted());
  CHECK(UriId<Uri>::matches(end_entity) == verdict.is_accepted());
  CHECK(read->matches(end_entity) == verdict.is_accepted());
  if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(at_run_time.finding()));
  CHECK(UriId<Uri>::describe() == read->describe());
  return verdict;
}

void check_refused(std::string_view text, UriMistake mistake, std::size_t offset) {
  INFO(text);
  auto const filter = UriId<dynamic>::parse(text);
  REQUIRE_FALSE(filter);
  auto const& finding = filter.error().decisive();
  CHECK(finding.code == Errc::uri_malformed);
  CHECK(std::get<Malformed>(finding.detail).what == text_of(mistake));
  CHECK(std::get<Malformed>(finding.detail).offset == offset);
}

constexpr auto below(std::string_view uri) -> bool {
  return detail::uri_matches(uri, "https://mq.acme.example/payments/*");
}

}  // namespace

TEST_CASE("a URI accepts, whichever of several it is and whatever the case of scheme and host", "[peer_name]") {
  auto const both = with_names({"URI:https://other.example/", "URI:HTTPS://MQ.acme.example/qm1"});
  CHECK(judged<"https://mq.acme.example/qm1">(both).because() == "URI:HTTPS://MQ.acme.example/qm1");
  CHECK_FALSE(judged<"https://mq.acme.example/QM1">(both).is_accepted());
  CHECK_FALSE(judged<"https://mq.acme.example/qm1/">(both).is_accepted());
  CHECK(judged<"https://mq.acme.example/*">(both).is_accepted());
}

TEST_CASE("a URI without a host is compared to the letter", "[peer_name]") {
  auto const peer = with_names({"URI:urn:acme:qm1"});
  CHECK(judged<"URN:acme:qm1">(peer).is_accepted());
  CHECK_FALSE(judged<"urn:acme:QM1">(peer).is_accepted());
}

TEST_CASE("another URI is refused with everything that is presented", "[peer_name]") {
  auto const peer = with_names({"DNS:mq.acme.example", "URI:https://mq.acme.example/orders/qm1"});
  auto const verdict = judged<"https://mq.acme.example/payments/*">(peer);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "URI:https://mq.acme.example/payments/*");
  CHECK(presented(verdict) == Texts{"DNS:mq.acme.example", "URI:https://mq.acme.example/orders/qm1"});
  CHECK(verdict.finding().depth == 0U);
  CHECK(verdict.finding().subject == "CN=other");
}

TEST_CASE("other forms of name are no URI", "[peer_name]") {
  auto const lookalike =
      with_names({"DNS:mq.acme.example", "EMAIL:qm1@acme.example"}, "CN=https://mq.acme.example/qm1");
  CHECK(judged<"https://mq.acme.example/qm1">(lookalike).finding().code == Errc::peer_name_absent);
  CHECK(judged<"https://mq.acme.example/qm1">(with_names({})).finding().code == Errc::peer_name_absent);
}

TEST_CASE("whole segments are below the path of a URI", "[peer_name]") {
  CHECK(below("https://mq.acme.example/payments/qm1"));
  CHECK(below("HTTPS://MQ.ACME.EXAMPLE/payments/qm1/app;v=1"));
  CHECK(below("https://mq.acme.example/payments/a%20b"));
  CHECK(below("https://mq.acme.example/payments/..a"));
  for (std::string_view const uri :
       {"https://mq.acme.example/payments", "https://mq.acme.example/payments/", "https://mq.acme.example/paymentsx/a",
        "https://mq.acme.example/Payments/a", "http://mq.acme.example/payments/a",
        "https://mq.acme.example:444/payments/a", "https://mq.acme.example.org/payments/a",
        "https:/mq.acme.example/payments/a", "/payments/a", ""}) {
    INFO(uri);
    CHECK_FALSE(below(uri));
  }
}

TEST_CASE("what readers may take for another path, a user, a query or a fragment is not below one", "[peer_name]") {
  for (std::string_view const rest :
       {"..",       "../a",  "a/../b", ".",     "a/.",    "..;x/a", ";x",      "a//b", "a/",
        "%2e%2E/a", "a%2Fb", "a%5cb",  "%252e", "..%3Bx", "a%00",   "a%",      "a%2",  "a%zz",
        "a?b",      "a#b",   "a\\b",   "a b",   "a*",     "*",      "a?b/../c"}) {
    INFO(rest);
    CHECK_FALSE(below("https://mq.acme.example/payments/" + std::string{rest}));
  }
  CHECK_FALSE(below("https://me@mq.acme.example/payments/a"));
  CHECK_FALSE(below("https://@mq.acme.example/payments/a"));
}

// `Not` accepts a mismatch, so what some readers would take for a URI below the path is none.
TEST_CASE("a URI that may be below a path, to some, is no other one", "[peer_name]") {
  auto const code_of = [](std::string const& uri) {
    return judged<"https://mq.acme.example/payments/*">(with_names({"URI:" + uri})).finding().code;
  };
  for (auto const* rest : {"orders/../payments/a", "./payments/a", "%70ayments/a", "/payments/a",
                           "orders/..%2fpayments/a", "payments/a?b", "payments/a#b", "payments/a/"}) {
    INFO(rest);
    CHECK(code_of(std::string{"https://mq.acme.example/"} + rest) == Errc::peer_name_ambiguous);
  }
  for (auto const* uri : {"https://me@MQ.acme.example/payments/a", "https://mq.acme.example:443/payments/a",
                          "https://mq.acme.example:/payments/a", "https://mq.acme.example./payments/a",
                          "https://%6dq.acme.example/payments/a", "https:mq.acme.example/payments/a",
                          "https:///mq.acme.example/payments/a"}) {
    INFO(uri);
    CHECK(code_of(uri) == Errc::peer_name_ambiguous);
  }
  auto const escaped =
      judged<"https://mq.acme.example/caf%C3%A9/*">(with_names({"URI:https://mq.acme.example/caf%c3%a9/a"}));
  CHECK(escaped.finding().code == Errc::peer_name_ambiguous);
  for (auto const* uri : {"https://mq.acme.example/orders/a", "https://mq.acme.example/orders/a%20?b",
                          "https://mq.acme.example/payments/", "https://mq.acme.example", "https://mq.acme.example/",
                          "https://me@mq.acme.example/orders/a", "https://other.example/a/../b", "urn:a/../b"}) {
    INFO(uri);
    CHECK(code_of(uri) == Errc::peer_name_mismatch);
  }
  CHECK(judged<"https://mq.acme.example/a">(with_names({"URI:https://mq.acme.example/b/../a"})).finding().code ==
        Errc::peer_name_mismatch);  // to the letter, as RFC 5280, 7.4 says
}

TEST_CASE("a text that is no URI or pattern is refused with the reason and the place", "[peer_name]") {
  check_refused("", UriMistake::scheme_missing, 0);
  check_refused("mq.acme.example/qm1", UriMistake::scheme_missing, 0);
  check_refused("//mq.acme.example/qm1", UriMistake::scheme_missing, 0);
  check_refused("1a:b", UriMistake::scheme_missing, 0);
  check_refused("urn:", UriMistake::nothing_after_scheme, 4);
  check_refused("https://mq.acme.example/q 1", UriMistake::character_not_allowed, 25);
  check_refused("https://mq.acme.example/\n", UriMistake::character_not_allowed, 24);
  check_refused("https://m\xc3\xbc.example/", UriMistake::not_ascii, 9);
  check_refused("https://mq.acme.example/a%2", UriMistake::escape_malformed, 25);
  check_refused("https://mq.acme.example/a%g0", UriMistake::escape_malformed, 25);
  check_refused("https://mq.acme.example/#a", UriMistake::fragment, 24);
  check_refused("https://*.acme.example/a", UriMistake::star_misplaced, 8);
  check_refused("https://mq.acme.example/a*", UriMistake::star_misplaced, 25);
  check_refused("https://mq.acme.example/*/*", UriMistake::star_misplaced, 24);
}

TEST_CASE("a pattern has a host and a path of one reading", "[peer_name]") {
  check_refused("https://*", UriMistake::host_missing, 6);
  check_refused("https:///*", UriMistake::host_missing, 6);
  check_refused("https://:443/*", UriMistake::host_missing, 6);
  check_refused("urn:acme/*", UriMistake::host_missing, 4);
  check_refused("https://me@mq.acme.example/*", UriMistake::user_in_prefix, 8);
  check_refused("https://mq.acme.example/a?b/*", UriMistake::query_in_prefix, 25);
  check_refused("https://mq.acme.example//*", UriMistake::prefix_ambiguous, 24);
  check_refused("https://mq.acme.example/a/../*", UriMistake::prefix_ambiguous, 26);
  check_refused("https://mq.acme.example/a%2fb/*", UriMistake::prefix_ambiguous, 24);
}
