// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/spiffe_id.hpp>

#include "named_peers.hpp"
#include "small_ca.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<SpiffeId<"acme.example", "/payments/*">>);
static_assert(PeerNameFilter<SpiffeId<dynamic>>);
static_assert(std::is_same_v<SpiffeId<dynamic>, SpiffeId<dynamic, dynamic>>);
static_assert(std::is_empty_v<SpiffeId<"acme.example", "/payments/*">>);
static_assert(!std::is_default_constructible_v<SpiffeId<dynamic>>);

namespace {

auto issued(small_ca::CertificateProfile const& profile) -> EndEntity {
  static small_ca::SmallCa const root{"CN=Root"};
  auto certificate = Certificate::parse(root.issue(profile).der);
  REQUIRE(certificate);
  return {*certificate, {}};
}
auto with_names(std::vector<std::string> names) -> EndEntity {
  return issued({.subject = "CN=workload", .alt_names = std::move(names)});
}

// The static and the dynamic form agree; the verdict is the static one's.
template <FixedString TrustDomain, FixedString Path>
auto judged(EndEntity const& end_entity) -> Verdict {
  using Filter = SpiffeId<TrustDomain, Path>;
  auto const read = SpiffeId<dynamic>::parse(TrustDomain.view(), Path.view());
  REQUIRE(read.has_value());
  auto verdict = Filter::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(verdict.is_accepted() == at_run_time.is_accepted());
  CHECK(Filter::matches(end_entity) == verdict.is_accepted());
  CHECK(read->matches(end_entity) == verdict.is_accepted());
  if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(at_run_time.finding()));
  CHECK(Filter::describe() == read->describe());
  return verdict;
}

void check_refused(std::string const& domain, std::string const& path, SpiffeMistake mistake, std::size_t offset) {
  INFO(domain << ' ' << path);
  auto const filter = SpiffeId<dynamic>::parse(domain, path);
  REQUIRE_FALSE(filter);
  auto const& finding = filter.error().decisive();
  CHECK(finding.code == Errc::uri_malformed);
  CHECK(std::get<Malformed>(finding.detail).what == text_of(mistake));
  CHECK(std::get<Malformed>(finding.detail).offset == offset);
}

constexpr auto matches(std::string_view uri, std::string_view path) -> bool {
  return detail::spiffe_matches(uri, "acme.example", path);
}

}  // namespace

TEST_CASE("an SVID is accepted for its path, and for the paths above it", "[peer_name]") {
  auto const peer = with_names({"DNS:qm1.acme.example", "URI:spiffe://acme.example/payments/qm1"});
  CHECK(judged<"acme.example", "/payments/qm1">(peer).because() == "URI:spiffe://acme.example/payments/qm1");
  CHECK(judged<"acme.example", "/payments/*">(peer).is_accepted());
  CHECK(judged<"acme.example", "/*">(peer).is_accepted());
}

TEST_CASE("another workload is refused with everything that is presented", "[peer_name]") {
  auto const peer = with_names({"DNS:qm1.acme.example", "URI:spiffe://acme.example/payments/qm1"});
  auto const verdict = judged<"acme.example", "/orders/*">(peer);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "URI:spiffe://acme.example/orders/*");
  CHECK(presented(verdict) == Texts{"DNS:qm1.acme.example", "URI:spiffe://acme.example/payments/qm1"});
  CHECK(verdict.finding().depth == 0U);
  CHECK(verdict.finding().subject == "CN=workload");
  CHECK(judged<"acme.org", "/*">(peer).finding().code == Errc::peer_name_mismatch);
}

TEST_CASE("an SVID has exactly one URI", "[peer_name]") {
  auto const several = with_names({"URI:spiffe://acme.example/payments/qm1", "URI:https://acme.example/"});
  CHECK(judged<"acme.example", "/*">(several).finding().code == Errc::peer_name_ambiguous);
  auto const twice = with_names({"URI:spiffe://acme.example/a", "URI:spiffe://acme.example/a"});
  CHECK(judged<"acme.example", "/a">(twice).finding().code == Errc::peer_name_ambiguous);
  auto const none = with_names({"DNS:acme.example"});
  CHECK(judged<"acme.example", "/*">(none).finding().code == Errc::peer_name_absent);
  CHECK(judged<"acme.example", "/*">(with_names({})).finding().code == Errc::peer_name_absent);
}

// `Not` accepts a mismatch, so that is another workload's SPIFFE ID and nothing less.
TEST_CASE("a URI that is no SPIFFE ID is no other workload's", "[peer_name]") {
  CHECK(judged<"acme.example", "/a">(with_names({"URI:spiffe://acme.example/b"})).finding().code ==
        Errc::peer_name_mismatch);
  for (auto const* uri : {"https://acme.example/b", "spiffe://acme.example", "spiffe://acme.example/b/../a",
                          "SPIFFE://acme.example/b", "spiffe://acme.example/b?x"}) {
    INFO(uri);
    auto const verdict = judged<"acme.example", "/a">(with_names({std::string{"URI:"} + uri}));
    CHECK(verdict.finding().code == Errc::peer_name_absent);
    CHECK(presented(verdict) == Texts{std::string{"URI:"} + uri});
  }
}

// X509-SVID, 5.2: a signing certificate may name a workload, and is no proof of being it.
TEST_CASE("a certificate that signs others is nobody's SVID", "[peer_name]") {
  auto const used_for = [](bool is_ca, std::uint32_t usage, std::string name = "URI:spiffe://acme.example/a") {
    return issued({.subject = "CN=workload", .alt_names = {std::move(name)}, .is_ca = is_ca, .key_usage = usage});
  };
  using small_ca::crl_sign, small_ca::digital_signature, small_ca::key_cert_sign;
  CHECK(judged<"acme.example", "/a">(used_for(false, digital_signature)).is_accepted());

  auto const ca = judged<"acme.example", "/a">(used_for(true, digital_signature));
  REQUIRE_FALSE(ca.is_accepted());
  CHECK(ca.finding().code == Errc::end_entity_is_a_ca);
  CHECK(wanted(ca) == "cA FALSE (X509-SVID, 5.2)");
  CHECK(ca.finding().subject == "CN=workload");
  for (auto const usage : {key_cert_sign, crl_sign}) {
    auto const signing = judged<"acme.example", "/a">(used_for(false, digital_signature | usage));
    REQUIRE_FALSE(signing.is_accepted());
    CHECK(signing.finding().code == Errc::key_usage_forbidden);
    CHECK(wanted(signing) == "neither keyCertSign nor cRLSign (X509-SVID, 5.2)");
    CHECK(signing.finding().depth == 0U);
  }
  // nor is it somebody else's: Not would let it in
  auto const other = used_for(true, key_cert_sign, "URI:spiffe://acme.example/b");
  CHECK(judged<"acme.example", "/a">(other).finding().code == Errc::end_entity_is_a_ca);
  // what names no workload is said to do so
  CHECK(judged<"acme.example", "/a">(used_for(true, key_cert_sign, "DNS:a")).finding().code == Errc::peer_name_absent);
}

TEST_CASE("whole segments are below the path of a SPIFFE ID", "[peer_name]") {
  CHECK(matches("spiffe://acme.example/payments/a/b", "/payments/*"));
  CHECK_FALSE(matches("spiffe://acme.example/payments", "/payments/*"));
  CHECK_FALSE(matches("spiffe://acme.example/paymentsx/a", "/payments/*"));
  CHECK_FALSE(matches("spiffe://acme.example/Payments/a", "/payments/*"));
  CHECK_FALSE(matches("spiffe://acme.example/payments/a", "/payments"));
}

TEST_CASE("what is no SPIFFE ID with a path matches nothing", "[peer_name]") {
  for (std::string_view const uri :
       {"spiffe://acme.example", "spiffe://acme.example/", "spiffe://acme.example/a/", "spiffe://acme.example//a",
        "spiffe://acme.example/a/../b", "spiffe://acme.example/.", "spiffe://acme.example/a%2Fb",
        "spiffe://acme.example/a?b", "spiffe://acme.example/a#b", "spiffe://acme.example:443/a",
        "spiffe://me@acme.example/a", "spiffe:/acme.example/a", "SPIFFE://acme.example/a", "spiffe://ACME.example/a",
        "spiffe://acme.example/*", ""}) {
    INFO(uri);
    CHECK_FALSE(matches(uri, "/*"));
  }
  auto const longest = "spiffe://acme.example/" + std::string(2048 - 22, 'a');
  CHECK(matches(longest, "/*"));
  CHECK_FALSE(matches(longest + 'a', "/*"));
}

TEST_CASE("a trust domain or a path that is none is refused with the reason and the place", "[peer_name]") {
  check_refused("", "/a", SpiffeMistake::trust_domain_empty, 0);
  check_refused("Acme.example", "/a", SpiffeMistake::trust_domain_character, 0);
  check_refused("acme.example:8443", "/a", SpiffeMistake::trust_domain_character, 12);
  check_refused(std::string(256, 'a'), "/a", SpiffeMistake::trust_domain_too_long, 255);
  check_refused("acme.example", "", SpiffeMistake::path_missing, 0);
  check_refused("acme.example", "payments", SpiffeMistake::path_without_slash, 0);
  check_refused("acme.example", "*", SpiffeMistake::path_without_slash, 0);
  check_refused("acme.example", "/", SpiffeMistake::path_segment_empty, 1);
  check_refused("acme.example", "//*", SpiffeMistake::path_segment_empty, 1);
  check_refused("acme.example", "/a/", SpiffeMistake::path_segment_empty, 3);
  check_refused("acme.example", "/a/../b", SpiffeMistake::path_dot_segment, 3);
  check_refused("acme.example", "/a/*/b", SpiffeMistake::path_character, 3);
  check_refused("acme.example", "/a*", SpiffeMistake::path_character, 2);
  check_refused("acme.example", "/a%20", SpiffeMistake::path_character, 2);
  check_refused("acme.example", "/" + std::string(2048, 'a'), SpiffeMistake::path_too_long, 2027);
}
