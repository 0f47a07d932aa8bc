// SPDX-License-Identifier: Apache-2.0
// Issuers that the peer does not present: known to the program, or fetched from where the certificates say.
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/clock.hpp>
#include <vidimus/path/fetch_issuers.hpp>
#include <vidimus/path/with_intermediates.hpp>

#include <map>

using namespace vidimus;
using small_ca::SmallCa;

namespace {

/// authorityInfoAccess with these caIssuers.
auto issuers_at(std::vector<std::string> const& urls) -> small_ca::Extension {
  small_ca::Bytes services;
  for (auto const& url : urls)
    small_ca::der::append(services, small_ca::der::sequence(small_ca::der::oid("1.3.6.1.5.5.7.48.2"),
                                                            small_ca::general_name("URI:" + url)));
  return {"1.3.6.1.5.5.7.1.1", false, small_ca::der::sequence(services)};
}

/// Root, Outer, Inner and an end entity; each but the root says where its issuer is.
struct Fixture {
  SmallCa root{"CN=Root"};
  SmallCa outer = root.issue_ca("CN=Outer");
  SmallCa inner = outer.issue_ca("CN=Inner", {.extra = {issuers_at({"http://ca.example/outer"})}});
  small_ca::Issued own = inner.issue({.subject = "CN=QM1", .extra = {issuers_at({"http://ca.example/inner"})}});
  TrustAnchors anchors = TrustAnchors::from_pem(root.pem()).value();
  std::map<std::string, small_ca::Bytes> served{{"http://ca.example/outer", outer.der()},
                                                {"http://ca.example/inner", inner.der()}};
  Evidence evidence{};
  ValidationContext context{SystemClock{}.now(), End::server, anchors, {}, &evidence};

  [[nodiscard]] auto chain() const -> PeerChain {
    return PeerChain::parse(std::span<Buffer const>{&own.der, 1}).value();
  }
  /// Answers everything that is wanted until nothing is; which locations were asked for.
  template <class P>
  auto fetch(P const& validator) -> std::vector<std::string> {
    std::vector<std::string> asked;
    for (int round = 0; round != 10; ++round)
      for (auto const& request : validator.wants(chain(), context)) {
        asked.push_back(request.url);
        auto const found = served.find(request.url);
        if (found != served.end())
          evidence.add({request, found->second});
        else
          evidence.add({request, {}, Finding{Errc::fetch_failed, Note{"404"}}});
      }
    return asked;
  }
};

auto pool_of(std::initializer_list<SmallCa const*> authorities) -> Intermediates {
  std::string pem;
  for (auto const* const authority : authorities) pem += authority->pem();
  return Intermediates::from_pem(pem).value();
}

}  // namespace

TEST_CASE("a Validator that only validates fetches nothing", "[path]") {
  STATIC_CHECK(FetchingValidator<FetchIssuers<>>);
  STATIC_CHECK_FALSE(FetchingValidator<Rfc5280>);
  STATIC_CHECK(Validator<WithIntermediates<>>);
  STATIC_CHECK_FALSE(FetchingValidator<WithIntermediates<>>);
  STATIC_CHECK(FetchingValidator<WithIntermediates<FetchIssuers<>>>);
}

TEST_CASE("issuers of the program's own complete a path", "[path]") {
  Fixture fixture;
  auto const chain = fixture.chain();
  CHECK(Rfc5280{}.validate(chain, fixture.context).error().code() == Errc::issuer_unknown);
  auto const path = WithIntermediates{pool_of({&fixture.inner, &fixture.outer})}.validate(chain, fixture.context);
  REQUIRE(path);
  CHECK(path->certificates().size() == 3);
  auto const lacking = WithIntermediates{pool_of({&fixture.inner})}.validate(chain, fixture.context);
  REQUIRE_FALSE(lacking);
  CHECK(lacking.error().code() == Errc::issuer_unknown);
  CHECK(lacking.error().decisive().depth == 1U);
}

TEST_CASE("issuers of the program's own are not trusted", "[path]") {
  Fixture fixture;
  auto const nothing = TrustAnchors::from_certificates({});
  auto const path = WithIntermediates{pool_of({&fixture.inner, &fixture.outer, &fixture.root})}.validate(
      fixture.chain(), {fixture.context.now, End::server, nothing});
  REQUIRE_FALSE(path);
  CHECK(path.error().code() == Errc::issuer_unknown);
}

TEST_CASE("sets of issuers add up", "[path]") {
  Fixture fixture;
  WithIntermediates const both{pool_of({&fixture.inner}), WithIntermediates{pool_of({&fixture.outer})}};
  CHECK(both.validate(fixture.chain(), fixture.context));
}

TEST_CASE("missing issuers are fetched, generation by generation", "[path]") {
  Fixture fixture;
  FetchIssuers<> const validator;
  CHECK(fixture.fetch(validator) == std::vector<std::string>{"http://ca.example/inner", "http://ca.example/outer"});
  auto const path = validator.validate(fixture.chain(), fixture.context);
  REQUIRE(path);
  CHECK(path->certificates().size() == 3);
}

TEST_CASE("nothing is fetched where a path is known", "[path]") {
  Fixture fixture;
  WithIntermediates<FetchIssuers<>> const validator{pool_of({&fixture.inner, &fixture.outer})};
  CHECK(fixture.fetch(validator).empty());
  CHECK(validator.validate(fixture.chain(), fixture.context));
}

TEST_CASE("nothing is fetched for an end entity that no issuer can mend", "[path]") {
  Fixture fixture;
  WithIntermediates<FetchIssuers<>> const validator{pool_of({&fixture.inner, &fixture.outer})};
  fixture.own = fixture.inner.issue({.subject = "CN=QM1",
                                     .not_after = small_ca::now() - std::chrono::minutes{1},
                                     .extra = {issuers_at({"http://ca.example/inner"})}});
  CHECK(fixture.fetch(validator).empty());
  CHECK(validator.validate(fixture.chain(), fixture.context).error().code() == Errc::certificate_expired);
}

TEST_CASE("what is fetched is no more trusted than what is presented", "[path]") {
  Fixture fixture;
  SmallCa const impostor{"CN=Inner"};
  fixture.served["http://ca.example/inner"] = impostor.der();
  FetchIssuers<> const validator;
  fixture.fetch(validator);
  auto const path = validator.validate(fixture.chain(), fixture.context);
  REQUIRE_FALSE(path);
  CHECK(path.error().code() == Errc::certificate_signature_mismatch);
}

TEST_CASE("a location that cannot be fetched or read is told as a warning", "[path]") {
  Fixture fixture;
  fixture.served.erase("http://ca.example/outer");
  FetchIssuers<> const validator;
  fixture.fetch(validator);
  auto const path = validator.validate(fixture.chain(), fixture.context);
  REQUIRE_FALSE(path);
  CHECK(path.error().code() == Errc::issuer_unknown);
  auto const& warning = path.error().findings().back();
  CHECK(warning.code == Errc::fetch_failed);
  CHECK(warning.severity == Severity::warning);
  CHECK(warning.subject == "http://ca.example/outer");

  Fixture garbled;
  garbled.served["http://ca.example/inner"].resize(20);
  garbled.fetch(validator);
  auto const other = validator.validate(garbled.chain(), garbled.context);
  REQUIRE_FALSE(other);
  CHECK(other.error().findings().back().code == Errc::certificate_malformed);
  CHECK(other.error().findings().back().subject == "http://ca.example/inner");
}

TEST_CASE("no more locations are fetched than the type allows", "[path]") {
  Fixture fixture;
  std::vector<std::string> many;
  for (int i = 0; i != 20; ++i) many.push_back("http://ca.example/" + std::to_string(i));
  fixture.own = fixture.inner.issue({.subject = "CN=QM1", .extra = {issuers_at(many)}});
  CHECK(fixture.fetch(FetchIssuers<>{}).size() == 4);
  Fixture other;
  other.own = fixture.own;
  CHECK(other.fetch(FetchIssuers<Rfc5280, 1>{}).size() == 1);
}

TEST_CASE("only http locations of issuers are fetched", "[path]") {
  Fixture fixture;
  fixture.own =
      fixture.inner.issue({.subject = "CN=QM1",
                           .extra = {issuers_at({"https://ca.example/a", "file:///etc/passwd", "ldap://ca.example/b",
                                                 "http://", "HTTP://ca.example/inner"})}});
  CHECK(fixture.fetch(FetchIssuers<>{}) == std::vector<std::string>{"HTTP://ca.example/inner"});
  fixture.own = fixture.inner.issue({.subject = "CN=QM1", .ocsp_urls = {"http://ocsp.example/"}});
  Fixture other;
  other.own = fixture.own;
  CHECK(other.fetch(FetchIssuers<>{}).empty());
}

TEST_CASE("who is named as its own issuer is not asked for one", "[path]") {  // RFC 5280, 3.2: self-issued
  Fixture fixture;
  SmallCa const own_issuer{"CN=Root"};
  fixture.own = own_issuer.issue({.subject = "CN=Root", .extra = {issuers_at({"http://ca.example/root"})}});
  CHECK(fixture.fetch(FetchIssuers<>{}).empty());
  fixture.own = own_issuer.issue({.subject = "CN=QM1", .extra = {issuers_at({"http://ca.example/root"})}});
  CHECK(fixture.fetch(FetchIssuers<>{}) == std::vector<std::string>{"http://ca.example/root"});
}

TEST_CASE("a location is asked for once, whoever names it", "[path]") {
  Fixture fixture;
  fixture.inner = fixture.outer.issue_ca("CN=Inner", {.extra = {issuers_at({"http://ca.example/both"})}});
  fixture.own = fixture.inner.issue(
      {.subject = "CN=QM1", .extra = {issuers_at({"http://ca.example/both", "http://ca.example/both"})}});
  fixture.served["http://ca.example/both"] = fixture.inner.der();
  CHECK(fixture.fetch(FetchIssuers<>{}) == std::vector<std::string>{"http://ca.example/both"});
}

TEST_CASE("both say in reports what they add", "[path]") {
  Fixture fixture;
  auto const pool = pool_of({&fixture.inner});
  CHECK(WithIntermediates{pool}.describe() == "certification path (RFC 5280); 1 intermediates known");
  CHECK(FetchIssuers<>{}.describe() == "certification path (RFC 5280); issuers fetched from caIssuers");
}
