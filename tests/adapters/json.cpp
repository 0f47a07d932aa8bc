// SPDX-License-Identifier: Apache-2.0
// Policies from JSON decide as those of the type, and whatever a file gets wrong is refused where it stands.
#include <vidimus/adapters/json.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/crypto/digest.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../revocation/ocsp_scene.hpp"
#include "asking_ends.hpp"
#include "command_peer.hpp"
#include "company.hpp"

using namespace vidimus;
using vidimus_test::Company;
using vidimus_test::TemporaryFolder;

namespace {

constexpr std::string_view validator = R"({"rules": "rfc5280", "intermediates": [], "fetch_issuers": false})";
constexpr std::string_view no_revocation = R"({"danger_no_revocation": true})";
constexpr std::string_view qm1 = R"({"dns_id": "qm1.acme.example"})";

/// On one line, so that a column is an offset and one.
auto policy(std::string_view revocation = no_revocation, std::string_view names = qm1,
            std::string_view path = validator, std::string_view spec = R"("ANY_TLS13")") -> std::string {
  return std::string{R"({"validator": )"}
      .append(path)
      .append(R"(, "revocation": )")
      .append(revocation)
      .append(R"(, "peer_name": )")
      .append(names)
      .append(R"(, "ssl_ciph": )")
      .append(spec)
      .append("}");
}
auto crl(std::string_view crls, std::string_view fetch, std::string_view depth = "whole_chain",
         std::string_view grace = "0", std::string_view age = "null") -> std::string {
  return std::string{R"({"crl": {"depth": ")"}
      .append(depth)
      .append(R"(", "crls": )")
      .append(crls)
      .append(R"(, "fetch": )")
      .append(fetch)
      .append(R"(, "grace_seconds": )")
      .append(grace)
      .append(R"(, "maximum_age_seconds": )")
      .append(age)
      .append("}}");
}
struct Ocsp {
  std::string_view responder = R"({"named_by_certificate": true})", depth = "whole_chain", nonce = "if_echoed",
                   cert_id = "sha1", delegates = "no_check", skew = "300", grace = "0", age = "null",
                   remembered = "1024";
};
auto ocsp(Ocsp const& it = {}) -> std::string {
  auto const word = [](std::string_view key, std::string_view text) {
    return std::string{", \""}.append(key).append("\": \"").append(text).append("\"");
  };
  auto const number = [](std::string_view key, std::string_view text) {
    return std::string{", \""}.append(key).append("\": ").append(text);
  };
  return std::string{R"({"ocsp": {"responder": )"}.append(it.responder) + word("depth", it.depth) +
         word("nonce", it.nonce) + word("cert_id", it.cert_id) + word("delegates", it.delegates) +
         number("skew_seconds", it.skew) + number("grace_seconds", it.grace) + number("maximum_age_seconds", it.age) +
         number("remembered", it.remembered) + "}}";
}
auto names(std::string_view filter) -> std::string {
  return std::string{R"({"peer_name": )"}.append(filter).append("}");
}

auto loaded(std::string const& json) -> LoadedPolicy {
  auto read = load_policy(json);
  if (!read) FAIL(explain(read.error()));
  return *std::move(read);
}
auto filter_of(std::string_view filter) -> AnyPeerNameFilter {
  auto read = load_names(names(filter));
  if (!read) FAIL(explain(read.error()));
  return *std::move(read);
}
auto checker_of(std::string const& revocation) -> std::string {
  return loaded(policy(revocation)).revocation_checker.describe();
}

auto holds(std::string const& text, std::string_view part) -> bool { return text.find(part) != text.npos; }

/// REQUIREs a refusal at a place, whose explanation has the words.
template <class Loaded>
void check_refusal(Result<Loaded> const& result, Errc code, std::string_view place, std::string_view words) {
  REQUIRE_FALSE(result);
  auto const text = explain(result.error());
  INFO(text);
  CHECK(result.error().code() == code);
  CHECK(result.error().decisive().subject == place);
  CHECK(holds(text, words));
}
/// The same of a value of `text`, the first that is written like this: its place is on line 1.
void check_refused_value(std::string const& text, std::string_view value, std::string_view path, Errc code,
                         std::string_view words) {
  CAPTURE(text, value);
  auto const at = text.find(value);
  REQUIRE(at != text.npos);
  auto const result = load_policy(text, "p.json");
  REQUIRE_FALSE(result);
  auto const subject = result.error().decisive().subject;
  auto const place = "p.json:1:" + std::to_string(at + 1) + ' ' + std::string{path};
  check_refusal(result, code, subject.starts_with(place + ": ") ? subject : place, words);
}

auto end_entity(small_ca::Issued const& issued) -> EndEntity {
  auto certificate = Certificate::parse(issued.der);
  REQUIRE(certificate);
  auto const digest = sha256(certificate->spki().der);
  return {*std::move(certificate), digest};
}

/// Two filters say the same of a peer, in the same words.
template <class Static>
void check_same(Static const& expected, std::string_view json, std::vector<EndEntity> const& peers) {
  CAPTURE(json);
  auto const actual = filter_of(json);
  CHECK(actual.describe() == expected.describe());
  for (auto const& peer : peers) {
    auto const a = expected.accepts(peer), b = actual.accepts(peer);
    CHECK(a.is_accepted() == b.is_accepted());
    CHECK(a.because() == b.because());
    CHECK(a.warnings().size() == b.warnings().size());
    if (!a.is_accepted() && !b.is_accepted()) CHECK(explain(a.finding()) == explain(b.finding()));
  }
}

}  // namespace

TEST_CASE("Filters of a file decide as those of the type", "[json]") {
  small_ca::SmallCa const ca{"CN=Acme CA,O=Acme"};
  auto const qm2 = ca.issue({.subject = "CN=QM2,OU=Payments,O=Acme",
                             .alt_names = {"DNS:qm2.acme.example", "IP:192.0.2.2", "EMAIL:qm2@acme.example",
                                           "URI:https://mq.acme.example/payments/qm2"},
                             .serial_number = 0x53b137});
  std::vector const peers{end_entity(qm2),
                          end_entity(ca.issue({.subject = "CN=QM3,OU=Contractors,O=Acme",
                                               .alt_names = {"DNS:*.acme.example", "IP:192.0.2.3",
                                                             "URI:spiffe://acme.example/payments/qm3"}})),
                          end_entity(ca.issue({.subject = "CN=QM9,O=Other", .alt_names = {"EMAIL:qm9@other.example"}})),
                          end_entity(ca.issue({.subject = "CN=alone"}))};

  check_same(DnsId<"qm2.acme.example">{}, R"({"dns_id": "QM2.acme.example."})", peers);
  check_same(IpId<"192.0.2.3">{}, R"({"ip_id": "192.0.2.3"})", peers);
  check_same(UriId<"https://mq.acme.example/payments/*">{}, R"({"uri_id": "https://mq.acme.example/payments/*"})",
             peers);
  check_same(SpiffeId<"acme.example", "/payments/*">{},
             R"({"spiffe_id": {"path": "/payments/*", "trust_domain": "acme.example"}})", peers);
  check_same(EmailId<"qm9@other.example">{}, R"({"email_id": "qm9@other.example"})", peers);
  check_same(SslPeer<"CN=QM*, O=Acme">{}, R"({"ssl_peer": "CN=QM*, O=Acme"})", peers);
  check_same(StrictSslPeer<"CN=QM*, OU=Payments, O=Acme">{}, R"({"strict_ssl_peer": "CN=QM*, OU=Payments, O=Acme"})",
             peers);
  check_same(SslCertIssuer<"CN=Acme CA">{}, R"({"ssl_cert_issuer": "CN=Acme CA"})", peers);
  check_same(StrictSslCertIssuer<"CN=Acme CA*">{}, R"({"strict_ssl_cert_issuer": "CN=Acme CA*"})", peers);
  check_same(CertificateSerial<"53:B1:37">{}, R"({"certificate_serial": "53b137"})", peers);
  check_same(danger::AnyPeerName{}, R"({"danger_any_peer_name": true})", peers);
  check_same(danger::Audited<SslPeer<"O=Acme">>{}, R"({"danger_audited": {"ssl_peer": "O=Acme"}})", peers);
  check_same(Not<SslPeer<"OU=Contractors">>{}, R"({"not": {"ssl_peer": "OU=Contractors"}})", peers);
  check_same(AllOf<SslPeer<"O=Acme">, Not<SslPeer<"OU=Contractors">>, SslCertIssuer<"O=Acme">>{},
             R"({"all_of": [{"ssl_peer": "O=Acme"}, {"not": {"ssl_peer": "OU=Contractors"}},
                            {"ssl_cert_issuer": "O=Acme"}]})",
             peers);
  check_same(AnyOf<DnsId<"qm1.acme.example">, SslPeer<"CN=QM9">>{},
             R"({"any_of": [{"dns_id": "qm1.acme.example"}, {"ssl_peer": "CN=QM9"}]})", peers);
  check_same(AllOf<SslPeer<"O=Acme">>{}, R"({"all_of": [{"ssl_peer": "O=Acme"}]})", peers);

  auto const pin = detail::spki_pin_text(peers[0].spki_sha256), other = detail::spki_pin_text(peers[3].spki_sha256);
  std::vector<std::string_view> const pins{pin, other};
  check_same(SpkiPins<dynamic>::parse(pins).value(), R"({"spki_pins": [")" + pin + R"(", ")" + other + R"("]})", peers);

  auto const map = PeerMap<std::string>::make(
      {PeerMapRule<std::string>::map("CN=QM2, O=Acme", "payments").issued_by("CN=Acme CA"),
       PeerMapRule<std::string>::allow("O=Acme"), PeerMapRule<std::string>::block("OU=Contractors").as_dry_run(),
       PeerMapRule<std::string>::block("O=Other")});
  std::string const rules = R"({"peer_map": [
      {"ssl_peer": "CN=QM2, O=Acme", "action": "map", "value": "payments", "ssl_cert_issuer": "CN=Acme CA"},
      {"ssl_peer": "O=Acme", "action": "allow", "dry_run": false},
      {"ssl_peer": "OU=Contractors", "action": "block", "dry_run": true},
      {"ssl_peer": "O=Other", "action": "block"}]})";
  check_same(map.value(), rules, peers);
  auto const read = load_peer_map(rules).value();
  REQUIRE(read.decide(peers[0]).value);
  CHECK(*read.decide(peers[0]).value == "payments");
}

TEST_CASE("More filters than one type joins decide as fewer do", "[json]") {
  small_ca::SmallCa const ca{"CN=Acme CA,O=Acme"};
  auto const joined = [](std::string_view word, std::size_t count) {
    std::string text = "{\"" + std::string{word} + "\": [";
    for (std::size_t i = 0; i != count; ++i)
      text += (i == 0 ? R"({"ssl_peer": "CN=QM)" : R"(, {"ssl_peer": "CN=QM)") + std::to_string(i) + R"("})";
    return text + "]}";
  };
  for (std::size_t const count : {1U, 2U, 7U, 8U, 9U, 17U, 64U, 65U, 512U}) {
    CAPTURE(count);
    auto const any = filter_of(joined("any_of", count)), all = filter_of(joined("all_of", count));
    auto const named = [&](std::size_t i) { return end_entity(ca.issue({.subject = "CN=QM" + std::to_string(i)})); };
    auto const first = named(0), last = named(count - 1), none = named(count);
    CHECK(any.accepts(first).is_accepted());
    CHECK(any.accepts(last).is_accepted());
    REQUIRE_FALSE(any.accepts(none).is_accepted());
    CHECK(any.accepts(none).finding().code == Errc::peer_name_mismatch);
    CHECK(all.accepts(first).is_accepted() == (count == 1));
    CHECK_FALSE(all.accepts(none).is_accepted());
    for (auto const& name : {std::string{"CN=QM0"}, "CN=QM" + std::to_string(count - 1)})
      CHECK((holds(any.describe(), name) && holds(all.describe(), name)));
  }
}

TEST_CASE("A policy file says of itself what a type would", "[json]") {
  auto const text = loaded(policy()).describe();
  CHECK(text ==
        "Validator: certification path (RFC 5280)\nRevocationChecker: no revocation check\nPeerNameFilter: DNS-ID "
        "qm1.acme.example\nCipherSpec: SSLCIPH ANY_TLS13\n");
  auto const with_schema = policy().insert(1, R"("$schema": "../docs/policy.schema.json", )");
  CHECK(loaded(with_schema).describe() == text);

  auto const path = [](std::string_view json) { return loaded(policy(no_revocation, qm1, json)).validator.describe(); };
  CHECK(path(R"({"rules": "web_pki", "intermediates": [], "fetch_issuers": false})") == WebPki::describe());
  CHECK(path(R"({"rules": "rfc5280", "intermediates": [], "fetch_issuers": true})") ==
        FetchIssuers<Rfc5280>{}.describe());
  TemporaryFolder const folder;
  auto const file = folder.file("ca.pem", Company{}.issuing.pem());
  CHECK(path(R"({"rules": "rfc5280", "intermediates": [{"file": ")" + file + R"("}], "fetch_issuers": true})") ==
        FetchIssuers<WithIntermediates<Rfc5280>>{WithIntermediates{Intermediates::from_file(file).value(), Rfc5280{}}}
            .describe());

  auto const spec = loaded(policy(no_revocation, qm1, validator, R"("ANY_TLS12_OR_HIGHER")")).cipher_spec;
  using Same = SslCiph<"ANY_TLS12_OR_HIGHER">;
  CHECK(std::vector(spec.suites().begin(), spec.suites().end()) ==
        std::vector(Same::suites().begin(), Same::suites().end()));
}

TEST_CASE("Checkers of a file are those of the type", "[json]") {
  CHECK(checker_of(crl("[]", R"({"distribution_points": ["http"]})")) ==
        CrlChecker<FromDistributionPoints>::describe());
  CHECK(checker_of(crl("[]", R"({"distribution_points": ["http", "ldap"]})", "end_entity_only", "60", "3600")) ==
        CrlChecker<EndEntityOnly, FromDistributionPointsBy<"http", "ldap">, GracePeriod<60>,
                   MaximumAge<3600>>::describe());
  CHECK(checker_of(crl("[]", R"({"directory": "ldap.acme.example:1389"})")) == CrlChecker<FromDirectory>::describe());
  CHECK(checker_of(ocsp()) == OcspChecker<>{}.describe());
  CHECK(checker_of(ocsp({.responder = R"({"url": "http://ocsp.acme.example"})",
                         .depth = "end_entity_only",
                         .nonce = "required",
                         .cert_id = "sha256",
                         .delegates = "danger_unchecked",
                         .skew = "0",
                         .grace = "60",
                         .age = "86400",
                         .remembered = "0"})) ==
        OcspChecker<EndEntityOnly, NonceRequired, danger::DelegateUnchecked, GracePeriod<60>, MaximumAge<86400>>{
            OcspResponder{"http://ocsp.acme.example"}}
            .describe());
  CHECK(checker_of(ocsp({.nonce = "none"})) == OcspChecker<NoNonce>{}.describe());
  auto const both = ocsp() + ", " + crl("[]", R"({"distribution_points": ["http"]})");
  using Fetched = CrlChecker<FromDistributionPoints>;
  CHECK(checker_of(R"({"all_of": [)" + both + "]}") == AllOf<OcspChecker<>, Fetched>{}.describe());
  CHECK(checker_of(R"({"first_conclusive": [)" + both + "]}") == FirstConclusive<OcspChecker<>, Fetched>{}.describe());
  CHECK(checker_of(R"({"warn_unknown": )" + ocsp() + "}") == WarnUnknown<OcspChecker<>>{}.describe());
  CHECK(checker_of(R"({"danger_allow_unknown": )" + ocsp() + "}") == danger::AllowUnknown<OcspChecker<>>{}.describe());
  auto const three = R"({"all_of": [)" + both + R"(, {"danger_no_revocation": true}]})";
  CHECK(checker_of(three) == AllOf<OcspChecker<>, Fetched, danger::NoRevocation>{}.describe());
}

namespace {

/// What QM1 makes of a peer by a policy file.
auto connect_by(Company const& acme, small_ca::Issued const& peer, LoadedPolicy const& policy) -> Result<std::string> {
  auto const endpoint =
      make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), policy.validator, policy.revocation_checker,
                    policy.peer_name_filter, policy.cipher_spec, vidimus_test::OnLoopback{})
          .value();
  return vidimus_test::connect_to(acme, peer, endpoint);
}

}  // namespace

TEST_CASE("A channel by a policy file accepts and refuses as one by its type", "[json]") {
  Company const acme;
  auto const unreachable = acme.issuing.issue({.subject = "CN=QM2,O=Acme",
                                               .crl_urls = {"http://127.0.0.1:1/issuing.crl"},
                                               .ocsp_urls = {"http://127.0.0.1:1/ocsp"}});
  auto const qm2 = acme.issue("CN=QM2,O=Acme"), qm3 = acme.issue("CN=QM3,O=Acme");
  TemporaryFolder const folder;
  auto const root = folder.file("root.crl", small_ca::to_pem("X509 CRL", acme.root.crl({})));
  auto const issuing = folder.file("issuing.crl", small_ca::to_pem("X509 CRL", acme.issuing.crl({})));
  auto const at_hand = crl(R"([{"file": ")" + root + R"("}, {"file": ")" + issuing + R"("}])", R"({"nothing": true})");
  constexpr std::string_view peer = R"({"ssl_peer": "CN=QM2"})";

  auto const by_crls = loaded(policy(at_hand, peer));
  vidimus_test::check_accepted(connect_by(acme, qm2, by_crls), {"CRL 1 of CN=Acme Issuing CA", "SSLPEER CN=QM2"});
  vidimus_test::check_refused(connect_by(acme, qm3, by_crls), Errc::peer_name_mismatch, {"QM3"});
  REQUIRE(by_crls.crl_stores.size() == 1);
  CHECK(by_crls.crl_stores[0].size() == 2);

  (void)folder.file("issuing.crl", small_ca::to_pem("X509 CRL", acme.issuing.crl({.revoked = {{qm2.serial_number}}})));
  auto store = by_crls.crl_stores[0];
  REQUIRE(store.reload());
  vidimus_test::check_refused(connect_by(acme, qm2, by_crls), Errc::certificate_revoked);

  auto const by_fetching = loaded(policy(crl("[]", R"({"distribution_points": ["http"]})", "end_entity_only"), peer));
  vidimus_test::check_refused(connect_by(acme, unreachable, by_fetching), Errc::crl_unreachable);
  auto const not_http = loaded(policy(crl("[]", R"({"distribution_points": ["https"]})", "end_entity_only"), peer));
  vidimus_test::check_refused(connect_by(acme, unreachable, not_http), Errc::crl_not_found);
  auto const by_ocsp = ocsp({.depth = "end_entity_only"});
  vidimus_test::check_refused(connect_by(acme, unreachable, loaded(policy(by_ocsp, peer))), Errc::ocsp_unreachable);
  vidimus_test::check_accepted(
      connect_by(acme, unreachable, loaded(policy(R"({"warn_unknown": )" + by_ocsp + "}", peer))),
      {"ocsp_unreachable"});
  auto const walk = R"({"first_conclusive": [)" + by_ocsp + ", " + at_hand + "]}";
  vidimus_test::check_accepted(connect_by(acme, unreachable, loaded(policy(walk, peer))), {"CRL 1 of"});
}

namespace {

/// What a checker says, in words without the nonces, which are random.
auto words_of(RevocationStatus const& status) -> std::string {
  std::string words = status.is_good() ? "good" : status.is_revoked() ? "revoked" : "unknown";
  for (auto const& answer : status.answers()) {
    words += ", by " + answer.source;
    if (answer.finding) words += std::string{": "}.append(name_of(answer.finding->code));
  }
  return words;
}

/// A checker of the type and one of a file fetch the same, and say the same of what came.
template <class Make>
void check_same_status(Make make, std::string const& json, test::Issuance const& issuance,
                       std::vector<test::Responder> const& responders) {
  CAPTURE(json);
  for (std::size_t i = 0; i != responders.size(); ++i)
    for (unsigned const depth : {0U, 1U}) {
      CAPTURE(i, depth);
      test::Inquiry by_type{responders[i]}, by_file{responders[i]};
      auto const expected = by_type(make(), issuance.at(depth));  // new ones, which remember nothing
      auto const actual = by_file(loaded(policy(json)).revocation_checker, issuance.at(depth));
      CHECK(words_of(actual) == words_of(expected));
      REQUIRE(by_file.asked().size() == by_type.asked().size());
      for (std::size_t k = 0; k != by_type.asked().size(); ++k) {
        CHECK(by_file.asked()[k].key == by_type.asked()[k].key);
        CHECK(by_file.asked()[k].body.size() == by_type.asked()[k].body.size());
      }
    }
}

struct Chain {
  small_ca::SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::SmallCa issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", {.crl_urls = {"http://acme.example/root.crl"},
                                                                          .ocsp_urls = {"http://acme.example/ocsp"}});
  small_ca::Issued qm2 = issuing.issue({.subject = "CN=QM2,O=Acme",
                                        .crl_urls = {"http://acme.example/issuing.crl"},
                                        .ocsp_urls = {"http://acme.example/ocsp"},
                                        .serial_number = 0x51a3});
  test::Issuance issuance{{test::read(qm2.der), test::read(issuing.der()), test::read(root.der())}, small_ca::now()};

  [[nodiscard]] auto answer(small_ca::OcspProfile profile, small_ca::OcspEntry entry) const -> test::Responder {
    entry.serial_number = qm2.serial_number;
    profile.entries.push_back(std::move(entry));
    return test::always(ocsp_response(issuing, profile));
  }
  [[nodiscard]] auto publishing(small_ca::CrlProfile const& profile) const -> test::Responder {
    return [this, profile](FetchRequest const& request) -> std::optional<small_ca::Bytes> {
      return request.url.ends_with("/root.crl") ? root.crl(profile) : issuing.crl(profile);
    };
  }
};

}  // namespace

TEST_CASE("Checkers of a file ask and judge as those of the type", "[json]") {
  using namespace std::chrono_literals;
  Chain const chain;
  auto const now = small_ca::now();
  std::vector<test::Responder> responses{test::never()};
  for (auto const status : {small_ca::OcspStatus::good, small_ca::OcspStatus::revoked, small_ca::OcspStatus::unknown})
    for (auto const end : {now + 1h, now - 30s, now - 400s, now - 48h})
      for (auto const begin : {now + 200s, now - 50h, now - 100h})
        responses.push_back(chain.answer({}, {.status = status, .this_update = begin, .next_update = end}));
  responses.push_back(chain.answer({.nonce_extension = small_ca::der::octet_string(small_ca::Bytes(32))}, {}));
  for (bool const no_check : {true, false})
    responses.push_back(
        chain.answer({.signer = chain.issuing.issue(small_ca::ocsp_delegate("CN=OCSP", no_check))}, {}));
  auto const check_ocsp = [&](auto make, Ocsp const& json) {
    check_same_status(make, ocsp(json), chain.issuance, responses);
  };
  check_ocsp([] { return OcspChecker<>{}; }, {});
  check_ocsp([] { return OcspChecker<EndEntityOnly, NonceRequired>{}; },
             {.depth = "end_entity_only", .nonce = "required"});
  check_ocsp([] { return OcspChecker<NoNonce, CertIdSha256, Skew<0>>{}; },
             {.nonce = "none", .cert_id = "sha256", .skew = "0"});
  check_ocsp([] { return OcspChecker<GracePeriod<200'000>, MaximumAge<260'000>, danger::DelegateUnchecked>{}; },
             {.delegates = "danger_unchecked", .grace = "200000", .age = "260000"});
  check_ocsp([] { return OcspChecker<GracePeriod<60>>{OcspResponder{"http://other.example"}}; },
             {.responder = R"({"url": "http://other.example"})", .grace = "60"});

  std::vector<test::Responder> crls{test::never()};
  for (auto const end : {now + 1h, now - 30s, now - 48h})
    for (auto const begin : {now - 50h, now - 100h})
      for (bool const is_revoked : {false, true}) {
        small_ca::CrlProfile profile{.this_update = begin, .next_update = end};
        if (is_revoked) profile.revoked.push_back({.serial_number = chain.qm2.serial_number});
        crls.push_back(chain.publishing(profile));
      }
  auto const check_crl = [&](auto make, std::string const& json) {
    check_same_status(make, json, chain.issuance, crls);
  };
  constexpr std::string_view http = R"({"distribution_points": ["ldap", "http"]})";
  using Fetched = FromDistributionPointsBy<"http", "ldap">;  // a file's order says nothing
  check_crl([] { return CrlChecker<Fetched>{}; }, crl("[]", http));
  check_crl([] { return CrlChecker<Fetched, EndEntityOnly, GracePeriod<60>>{}; },
            crl("[]", http, "end_entity_only", "60"));
  check_crl([] { return CrlChecker<Fetched, GracePeriod<200'000>, MaximumAge<260'000>>{}; },
            crl("[]", http, "whole_chain", "200000", "260000"));
  check_crl([] { return CrlChecker<FromDistributionPointsBy<"https">>{}; },
            crl("[]", R"({"distribution_points": ["https"]})"));
  check_crl([] { return CrlChecker<FromDirectory>{CrlDirectory{"ldap.acme.example"}}; },
            crl("[]", R"({"directory": "ldap.acme.example"})"));
}

TEST_CASE("What is no JSON is refused where it stops being some", "[json]") {
  struct Row {
    std::string text, place, words;
  };
  std::string const deep = std::string(33, '[') + std::string(33, ']');
  std::string keys = "{", values = "[0";
  for (int i = 0; i != 33; ++i) keys += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":0";
  for (int i = 1; i != 262'144; ++i) values += ",0";
  for (auto const& row : {
           Row{"", "f:1:1", "input; "},  // which ends, or is empty: versions differ
           Row{"{\n  \"peer_name\": {\"dns_id\" \"a\"}\n}", "f:2:28", "expected ':'"},
           Row{"{} // done", "f:1:4", "invalid literal"},
           Row{"/* no */ {}", "f:1:1", "invalid literal"},
           Row{"{} {}", "f:1:4", "expected end of input"},
           Row{"{\"a\": 1,}", "f:1:9", "expected string literal"},
           Row{"[1,]", "f:1:4", "unexpected ']'"},
           Row{"{'a': 1}", "f:1:2", "invalid literal"},
           Row{"[NaN]", "f:1:2", "invalid literal"},
           Row{"[01]", "f:1:3", "unexpected number literal"},
           Row{"[1e999]", "f:1:6", "number overflow"},
           Row{"[\"a\nb\"]", "f:1:4", "control character"},
           Row{"[\"\\x\"]", "f:1:4", "forbidden character after backslash"},
           Row{"[\"\\ud800\"]", "f:1:9", "surrogate"},
           Row{"[\"\xC3\x28\"]", "f:1:4", "ill-formed UTF-8"},
           Row{"\xEF\xBB\xBF{}", "f:1:1", "a byte order mark"},
           Row{"{\"ä\": 1,\r\n \"b\": {\"c\": 1, \"c\": 2}}", "f:2:16", "the key c is there already"},
           Row{"{\"a\": 1, \"\\u0061\": 2}", "f:1:10", "the key a is there already"},
           Row{deep, "f:1:33", "arrays and objects in each other: at most 32, presented 33"},
           Row{keys + "}", "f:1:" + std::to_string(keys.rfind('"', keys.size() - 4) + 1),
               "keys of an object: at most 32"},
           Row{values + "]", "f:1:" + std::to_string(values.size()), "values: at most 262144"},
       }) {
    CAPTURE(row.text.substr(0, 200));
    check_refusal(load_policy(row.text, "f"), Errc::policy_file_malformed, row.place, row.words);
    check_refusal(load_names(row.text, "f"), Errc::policy_file_malformed, row.place, row.words);
    check_refusal(load_peer_map(row.text, "f"), Errc::policy_file_malformed, row.place, row.words);
  }
  check_refusal(load_policy(std::string(detail::json_octets_limit + 1, ' '), "f"), Errc::file_too_large, "f",
                "octets: at most 4194304");
}

TEST_CASE("Unknown, missing and needless keys are refused", "[json]") {
  struct Row {
    std::string text, place, words;
  };
  for (auto const& row : {
           Row{"[]", "f:1:1 /", "wanted an object with the keys peer_name"},
           Row{"null", "f:1:1 /", "presented null"},
           Row{"{}", "f:1:1 /", "presented no key peer_name"},
           Row{names(R"({"dns_id": "a.example"})").insert(1, R"("validator": 1, )"), "f:1:2 /validator",
               "the unknown key validator"},
           Row{names(R"({"Dns_id": "a.example"})"), "f:1:16 /peer_name/Dns_id", "wanted one key of dns_id, ip_id"},
           Row{names("{}"), "f:1:15 /peer_name", "presented 0 keys"},
           Row{names(R"({"dns_id": "a.example", "ip_id": "::1"})"), "f:1:15 /peer_name", "presented 2 keys"},
           Row{names(R"({"not": {"a/b~c": "a.example"}})"), "f:1:24 /peer_name/not/a~1b~0c", "the unknown key a/b~c"},
           Row{names("{\"\\u202e\": 1}"), "f:1:16 /peer_name/\\E2\\80\\AE", "the unknown key \\E2\\80\\AE"},
           Row{names(R"({"spiffe_id": {"path": "/*"}})"), "f:1:29 /peer_name/spiffe_id", "no key trust_domain"},
           Row{names(R"({"spiffe_id": "acme.example"})"), "f:1:29 /peer_name/spiffe_id", "presented \"acme.example\""},
           Row{names(qm1).insert(1, R"("$schema": "other.json", )"), "f:1:13 /$schema", "policy.schema.json"},
       }) {
    CAPTURE(row.text);
    check_refusal(load_names(row.text, "f"), Errc::policy_file_refused, row.place, row.words);
  }
}

TEST_CASE("Bad values are refused, never replaced", "[json]") {
  auto const refused = [](std::string const& text, std::string_view value, std::string_view path,
                          std::string_view words, Errc code = Errc::policy_file_refused) {
    check_refused_value(text, value, path, code, words);
  };
  auto const with_path = [](std::string_view path) { return policy(no_revocation, qm1, path); };
  auto const with_names = [](std::string_view filter) { return policy(no_revocation, filter); };
  auto const with_spec = [](std::string_view spec) { return policy(no_revocation, qm1, validator, spec); };

  refused(with_path(R"({"rules": "RFC5280", "intermediates": [], "fetch_issuers": false})"), R"("RFC5280")",
          "/validator/rules", "wanted one of rfc5280, web_pki, presented \"RFC5280\"");
  refused(with_path(R"({"rules": 5280, "intermediates": [], "fetch_issuers": false})"), "5280", "/validator/rules",
          "presented 5280");
  refused(with_path(R"({"rules": "rfc5280", "intermediates": {}, "fetch_issuers": false})"), "{}",
          "/validator/intermediates", "an array of 0 to 256 values, presented an object");
  refused(with_path(R"({"rules": "rfc5280", "intermediates": [], "fetch_issuers": "no"})"), R"("no")",
          "/validator/fetch_issuers", "wanted true or false");
  refused(with_path(R"({"rules": "rfc5280", "intermediates": [{"file": "no/such.pem"}], "fetch_issuers": false})"),
          R"("no/such.pem")", "/validator/intermediates/0/file", "no/such.pem", Errc::file_unreadable);
  refused(with_path(R"({"rules": "rfc5280", "intermediates": [{"directory": "a\u0000b"}], "fetch_issuers": false})"),
          R"("a\u0000b")", "/validator/intermediates/0/directory", "without control or invisible characters");

  refused(policy(R"({"danger_no_revocation": false})"), "false}, \"peer", "/revocation/danger_no_revocation",
          "wanted true");
  refused(policy(R"({"danger_no_revocation": null})"), "null", "/revocation/danger_no_revocation", "presented null");
  refused(policy(R"({"all_of": []})"), "[]}, \"peer", "/revocation/all_of", "an array of 1 to 4 values");
  refused(policy(R"({"first_conclusive": [0, 0, 0, 0, 0]})"), "[0", "/revocation/first_conclusive",
          "presented an array of 5");
  refused(policy(crl("[]", R"({"nothing": true})")), R"({"depth")", "/revocation/crl", "CRLs at hand or fetched");
  refused(policy(crl("[]", R"({"nothing": false})")), R"(false}, "grace)", "/revocation/crl/fetch/nothing",
          "wanted true");
  refused(policy(crl("[]", R"({"distribution_points": []})")), R"([]}, "grace)",
          "/revocation/crl/fetch/distribution_points", "an array of 1 to 4");
  refused(policy(crl("[]", R"({"distribution_points": ["HTTP"]})")), R"("HTTP")",
          "/revocation/crl/fetch/distribution_points/0", "one of http, https, ldap, ldaps");
  refused(policy(crl("[]", R"({"distribution_points": ["http", "ldap", "http" ]})")), R"("http" ])",
          "/revocation/crl/fetch/distribution_points/2", "a scheme that is not there already");
  refused(policy(crl("[]", R"({"directory": "ldap.acme.example/o=Acme"})")), R"("ldap.acme.example/o=Acme")",
          "/revocation/crl/fetch/directory", "a host, or host:port");
  refused(policy(crl("[]", R"({"directory": "ldap acme"})")), R"("ldap acme")", "/revocation/crl/fetch/directory", "",
          Errc::url_malformed);
  refused(policy(crl(R"([{"file": "no/such.crl"}])", R"({"nothing": true})")), R"("no/such.crl")",
          "/revocation/crl/crls/0/file", "no/such.crl", Errc::file_unreadable);
  constexpr std::string_view fetched = R"({"distribution_points": ["http"]})";
  refused(policy(crl("[]", fetched, "chain")), R"("chain")", "/revocation/crl/depth",
          "one of whole_chain, end_entity_only");
  refused(policy(crl("[]", fetched, "whole_chain", "-1")), "-1", "/revocation/crl/grace_seconds",
          "a whole number of 0 to 4294967295, presented another number");
  refused(policy(crl("[]", fetched, "whole_chain", "1.5")), "1.5", "/revocation/crl/grace_seconds", "whole number");
  refused(policy(crl("[]", fetched, "whole_chain", "4294967296")), "4294967296", "/revocation/crl/grace_seconds",
          "presented 4294967296");
  refused(policy(crl("[]", fetched, "whole_chain", "18446744073709551617")), "18446744073709551617",
          "/revocation/crl/grace_seconds", "whole number");
  refused(policy(crl("[]", fetched, "whole_chain", "0", "0")), "0}}, \"peer", "/revocation/crl/maximum_age_seconds",
          "a whole number of 1 to");
  refused(policy(crl("[]", fetched, "whole_chain", "0", "\"1\"")), "\"1\"", "/revocation/crl/maximum_age_seconds",
          "presented \"1\"");
  refused(policy(ocsp({.responder = R"({"url": "https://ocsp.acme.example"})"})), R"("https://ocsp.acme.example")",
          "/revocation/ocsp/responder/url", "an http URL");
  refused(policy(ocsp({.responder = R"({"url": "ocsp.acme.example"})"})), R"("ocsp.acme.example")",
          "/revocation/ocsp/responder/url", "", Errc::url_malformed);
  refused(policy(ocsp({.responder = R"({"named_by_certificate": 1})"})), "1}",
          "/revocation/ocsp/responder/named_by_certificate", "wanted true");
  refused(policy(ocsp({.nonce = "maybe"})), R"("maybe")", "/revocation/ocsp/nonce", "one of required, if_echoed, none");
  refused(policy(ocsp({.cert_id = "md5"})), R"("md5")", "/revocation/ocsp/cert_id", "one of sha1, sha256");
  refused(policy(ocsp({.delegates = "unchecked"})), R"("unchecked")", "/revocation/ocsp/delegates",
          "one of no_check, danger_unchecked");
  refused(policy(ocsp({.skew = "86401"})), "86401", "/revocation/ocsp/skew_seconds", "of 0 to 86400");
  refused(policy(ocsp({.remembered = "true"})), "true}}, \"peer", "/revocation/ocsp/remembered", "presented true");

  refused(with_names(R"({"dns_id": 1})"), "1}, \"ssl", "/peer_name/dns_id", "wanted a text, presented 1");
  refused(with_names(R"({"dns_id": "*.acme.example"})"), R"("*.acme.example")", "/peer_name/dns_id", "wildcard",
          Errc::dns_name_malformed);
  refused(with_names(R"({"ip_id": "192.0.2"})"), R"("192.0.2")", "/peer_name/ip_id", "", Errc::ip_address_malformed);
  refused(with_names(R"({"uri_id": "mq"})"), R"("mq")", "/peer_name/uri_id", "", Errc::uri_malformed);
  refused(with_names(R"({"spiffe_id": {"trust_domain": "Acme", "path": "/a"}})"), R"({"trust_domain")",
          "/peer_name/spiffe_id", "", Errc::uri_malformed);
  refused(with_names(R"({"email_id": "qm1"})"), R"("qm1")", "/peer_name/email_id", "", Errc::email_address_malformed);
  for (std::string_view const kind : {"ssl_peer", "strict_ssl_peer", "ssl_cert_issuer", "strict_ssl_cert_issuer"})
    for (std::string_view const text : {"\"\"", "\"CN\"", "\"QX=1\""})
      refused(with_names(std::string{"{\""}.append(kind).append("\": ").append(text).append("}")), text,
              std::string{"/peer_name/"}.append(kind), "", Errc::ssl_peer_malformed);
  refused(with_names(R"({"certificate_serial": "5G"})"), R"("5G")", "/peer_name/certificate_serial", "",
          Errc::certificate_serial_malformed);
  refused(with_names(R"({"spki_pins": ["sha1/AA", "sha256/AA"]})"), R"(["sha1)", "/peer_name/spki_pins", "",
          Errc::spki_pin_malformed);
  refused(with_names(R"({"spki_pins": [1, 2]})"), "1, 2", "/peer_name/spki_pins/0", "wanted a text");
  refused(with_names(R"({"danger_any_peer_name": "yes"})"), R"("yes")", "/peer_name/danger_any_peer_name",
          "wanted true");
  refused(with_names(R"({"all_of": []})"), "[]}, \"ssl", "/peer_name/all_of", "an array of 1 to 512");
  refused(with_names(R"({"any_of": [{"dns_id": "a.example"}, {"not": {"dns_id": "b..example"}}]})"), R"("b..example")",
          "/peer_name/any_of/1/not/dns_id", "", Errc::dns_name_malformed);

  refused(with_spec(R"("")"), R"(""})", "/ssl_ciph", "the name of a CipherSpec", Errc::cipher_spec_unknown);
  refused(with_spec(R"("ANY_TLS14")"), R"("ANY_TLS14")", "/ssl_ciph", "such as ANY_TLS1", Errc::cipher_spec_unknown);
  refused(with_spec(R"("TLS_RSA_WITH_AES_128_CBC_SHA256")"), R"("TLS_RSA)", "/ssl_ciph", "", Errc::cipher_spec_weak);
  refused(with_spec("null"), "null", "/ssl_ciph", "wanted a text, presented null");
}

TEST_CASE("Rules of a peer map that are none are refused", "[json]") {
  auto const rules = [](std::string_view text) {
    return load_peer_map(std::string{R"({"peer_map": [)"}.append(text).append("]}"), "f");
  };
  auto const refused = [&](std::string_view text, std::string_view place, std::string_view words,
                           Errc code = Errc::policy_file_refused) {
    CAPTURE(text);
    auto const result = rules(text);
    REQUIRE_FALSE(result);
    INFO(explain(result.error()));
    CHECK(result.error().decisive().subject.starts_with(place));
    CHECK(result.error().code() == code);
    CHECK(holds(explain(result.error()), words));
  };
  refused("", "f:1:14 /peer_map", "an array of 1 to 50000");
  refused("1", "f:1:15 /peer_map/0", "an object with the keys ssl_peer, action, and perhaps ssl_cert_issuer");
  refused(R"({"ssl_peer": "O=A"})", "f:1:15 /peer_map/0", "no key action");
  refused(R"({"ssl_peer": "O=A", "action": "MAP"})", "f:1:45 /peer_map/0/action", "one of map, allow, block");
  refused(R"({"ssl_peer": "O=A", "action": "map"})", "f:1:15 /peer_map/0", "a value where the action is map");
  refused(R"({"ssl_peer": "O=A", "action": "block", "value": "x"})", "f:1:15 /peer_map/0", "and nowhere else");
  refused(R"({"ssl_peer": "O=A", "action": "map", "value": 1})", "f:1:61 /peer_map/0/value", "wanted a text");
  refused(R"({"ssl_peer": "O=A", "action": "block", "dry_run": 1})", "f:1:65 /peer_map/0/dry_run", "true or false");
  refused(R"({"ssl_peer": "O", "action": "block"})", "f:1:28 /peer_map/0/ssl_peer", "", Errc::ssl_peer_malformed);
  refused(R"({"ssl_peer": "O=A", "ssl_cert_issuer": "", "action": "block"})", "f:1:54 /peer_map/0/ssl_cert_issuer", "",
          Errc::ssl_peer_malformed);
  refused(R"({"ssl_peer": "O=A", "action": "block"}, {"ssl_peer": "O=A", "action": "allow"})",
          "f:1:14 /peer_map: ", "rule 2", Errc::peer_map_ambiguous);
  refused(R"({"ssl_peer": "O=A", "action": "block"}, {"ssl_peer": "O=A", "action": "block"})",
          "f:1:14 /peer_map: ", "rule 2", Errc::peer_map_unreachable);
}

TEST_CASE("Policies are read from files", "[json]") {
  TemporaryFolder const folder;
  auto const path = folder.file("policy.json", policy());
  CHECK(load_policy_file(path).value().describe() == loaded(policy()).describe());
  CHECK(load_names_file(folder.file("names.json", names(qm1))).value().describe() == "DNS-ID qm1.acme.example");
  auto const map = folder.file("map.json", R"({"peer_map": [{"ssl_peer": "O=A", "action": "allow"}]})");
  CHECK(load_peer_map_file(map).value().describe() == "a peer map of 1 rule");

  auto const bad = folder.file("bad.json", "{\n  \"peer_name\": {\"dns\": \"a.example\"}\n}\n");
  check_refusal(load_names_file(bad), Errc::policy_file_refused, bad + ":2:17 /peer_name/dns", "the unknown key dns");
  auto const none = folder.path() + "/none.json";
  check_refusal(load_policy_file(none), Errc::file_unreadable, none, "");
  check_refusal(load_names_file(none), Errc::file_unreadable, none, "");
  check_refusal(load_peer_map_file(none), Errc::file_unreadable, none, "");
  auto const large = folder.file("large.json", std::string(detail::json_octets_limit + 1, ' '));
  check_refusal(load_policy_file(large), Errc::file_too_large, large, "");
}

namespace {

/// The same document with one key left out, or one value in place of another; each once.
void each_slip(nlohmann::json const& whole, std::function<void(nlohmann::json const&)> const& visit) {
  if (whole.is_object())
    for (auto const& [key, value] : whole.items()) {
      auto slip = whole;
      slip.erase(key);
      visit(slip);
      each_slip(value, [&](nlohmann::json const& part) { slip[key] = part, visit(slip); });
    }
  else if (whole.is_array())
    for (std::size_t i = 0; i != whole.size(); ++i) {
      auto slip = whole;
      each_slip(whole[i], [&](nlohmann::json const& part) { slip[i] = part, visit(slip); });
    }
  for (auto const& other : {nlohmann::json(-1), nlohmann::json(""), nlohmann::json::object(), nlohmann::json::array()})
    if (other.type() != whole.type()) visit(other);
}

}  // namespace

TEST_CASE("Nothing that is left out of a policy file, or of another kind, is made up", "[json]") {
  auto const whole = nlohmann::json::parse(
      policy(R"({"all_of": [)" + ocsp() + ", " + crl("[]", R"({"distribution_points": ["http"]})") + "]}",
             R"({"all_of": [{"not": {"ssl_peer": "O=A"}}, {"spiffe_id": {"trust_domain": "a", "path": "/*"}},
                            {"peer_map": [{"ssl_peer": "O=A", "action": "map", "value": "x"}]}]})"));
  REQUIRE(load_policy(whole.dump()));
  std::size_t count = 0;
  each_slip(whole, [&](nlohmann::json const& slip) {
    CAPTURE(slip.dump());
    auto const result = load_policy(slip.dump());
    REQUIRE_FALSE(result);
    CHECK(result.error().decisive().subject.starts_with("policy:1:"));
    ++count;
  });
  CHECK(count > 150);
}

namespace {

/// Where a value stands, its own first character stands.
void check_offsets(std::string_view text, detail::JsonValue const& value) {
  constexpr std::string_view first_of[]{"n", "tf", "0123456789", "-0123456789", "\"", "[", "{"};
  INFO(text.substr(value.offset));
  CHECK(first_of[static_cast<std::size_t>(value.kind)].find(text[value.offset]) != std::string_view::npos);
  for (auto const& item : value.items) {
    if (value.kind == detail::JsonKind::object) CHECK(text[item.key_offset] == '"');
    check_offsets(text, item);
  }
}

}  // namespace

TEST_CASE("Every value knows where it stands", "[json]") {
  std::string const text =
      "\r\n\t{ \"a\\\"]\" :[1,-2 ,3.5e+7,0,[ ],{},null,true\n,false,\"\\\\\",\"\\\"\",\"{\\u0041,é\"] ,\"\":{\"\\\\\":"
      "18446744073709551616} }\n";
  auto const document = detail::parse_json(text, "f");
  REQUIRE(document);
  check_offsets(text, document->root);
  auto const& list = document->root.items.at(0);
  REQUIRE(list.items.size() == 12);
  CHECK(list.key == "a\"]");
  CHECK(list.items[1].kind == detail::JsonKind::number);
  CHECK(document->place(list.items[8].offset) == "f:3:2");
  CHECK(document->place(list.items[10].offset) == "f:3:13");
  CHECK(text.substr(list.items[11].offset, 2) == "\"{");
  CHECK(document->root.items.at(1).items.at(0).kind == detail::JsonKind::number);
}

TEST_CASE("Parts and slips of a policy file are refused or read, and nothing else", "[json]") {
  auto const whole = policy(ocsp(), R"({"all_of": [{"ssl_peer": "CN=QM2"}, {"not": {"dns_id": "a.example"}}]})");
  REQUIRE(load_policy(whole));
  for (std::size_t size = 0; size != whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(load_policy(std::string_view{whole}.substr(0, size)));
  }
  for (std::size_t at = 0; at != whole.size(); ++at)
    for (char const slip : {'"', '\\', '{', ']', ',', ' ', '0', '\0', '\xff'}) {
      auto text = whole;
      text[at] = slip;
      auto const result = load_policy(text, "f");
      CAPTURE(text);
      if (!result) CHECK(result.error().decisive().subject.starts_with("f:1:"));
    }
}

namespace {

auto keys_of(nlohmann::json const& object) -> std::set<std::string> {
  std::set<std::string> keys;
  for (auto const& [key, value] : object.items()) keys.insert(key);
  return keys;
}
auto set_of(detail::JsonWords words) -> std::set<std::string> { return {words.begin(), words.end()}; }

}  // namespace

TEST_CASE("The schema has the keys and words that are read, and no others", "[json]") {
  auto const text = read_file(VIDIMUS_TEST_DATA_DIR "/../../docs/policy.schema.json", 1U << 20U).value();
  auto const schema = nlohmann::json::parse(text_of(text));
  auto const& definitions = schema.at("$defs");
  std::set<std::string> known;
  for (auto const& object : detail::policy_objects) {
    CAPTURE(object.name);
    auto const& definition = definitions.at(std::string{object.name});
    CHECK(known.insert(std::string{object.name}).second);
    auto all = set_of(object.keys);
    all.merge(set_of(object.optional));
    CHECK(keys_of(definition.at("properties")) == all);
    CHECK(definition.at("additionalProperties") == false);
    bool const needs_all = object.needs == detail::PolicyObject::Needs::all;
    if (needs_all) CHECK(definition.at("required").get<std::set<std::string>>() == set_of(object.keys));
    CHECK(definition.contains("maxProperties") == !needs_all);
    if (!needs_all) CHECK((definition.at("maxProperties") == 1 && definition.at("minProperties") == 1));
  }
  for (auto const& words : detail::policy_words) {
    CAPTURE(words.name);
    CHECK(known.insert(std::string{words.name}).second);
    CHECK(definitions.at(std::string{words.name}).at("enum").get<std::set<std::string>>() == set_of(words.words));
  }
  for (auto const& [name, definition] : definitions.items()) {
    CAPTURE(name);
    CHECK((definition.contains("properties") || definition.contains("enum")) == known.contains(name));
  }
}

TEST_CASE("The schema's limits are those that are kept to", "[json]") {
  auto const text = read_file(VIDIMUS_TEST_DATA_DIR "/../../docs/policy.schema.json", 1U << 20U).value();
  auto const schema = nlohmann::json::parse(text_of(text));
  auto const limit = [&](char const* pointer) {
    return schema.at(nlohmann::json::json_pointer{pointer}).get<std::uint64_t>();
  };
  CHECK(limit("/$defs/sources/maxItems") == detail::json_sources_limit);
  CHECK(limit("/$defs/checkers/maxItems") == detail::json_checkers_limit);
  CHECK(limit("/$defs/filters/maxItems") == detail::json_filters_limit);
  CHECK(limit("/$defs/peer_map/maxItems") == detail::json_rules_limit);
  CHECK(limit("/$defs/peer_name/properties/spki_pins/maxItems") == detail::json_pins_limit);
  CHECK(limit("/$defs/ocsp/properties/skew_seconds/maximum") == detail::json_skew_limit);
  CHECK(limit("/$defs/ocsp/properties/remembered/maximum") == detail::json_remembered_limit);
  CHECK(limit("/$defs/grace_seconds/maximum") == detail::most_seconds);
  CHECK(limit("/$defs/maximum_age_seconds/maximum") == detail::most_seconds);
}

TEST_CASE("the page about policy files shows a file that is read, what it means, and the refusal that it tells of",
          "[adapters]") {
  auto const page = read_file(VIDIMUS_TEST_DATA_DIR "/../../docs/how-to/policy-file.md", 1U << 20U).value();
  std::string const text{text_of(page)};
  auto const begin = text.find("```json\n") + 8;
  auto file = text.substr(begin, text.find("```", begin) - begin);
  auto const policy = load_policy(file);
  REQUIRE(policy);
  CHECK(text.find(policy->describe()) != std::string::npos);
  file.replace(file.find("qm1."), 4, "qm1..");
  auto const mistaken = load_policy(file, "policy.json");
  REQUIRE_FALSE(mistaken);
  CHECK(text.find(explain(mistaken.error())) != std::string::npos);
}
