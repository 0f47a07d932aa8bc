// SPDX-License-Identifier: Apache-2.0
// Peers below a CA with a critical extension that mbedTLS does not process: with vidimus::engine_wrap the Validator judges
// them, without it the handshake fails and says why. And what is not ours is as it was: raw mbedTLS refuses either way.
#include "company.hpp"
#include "engine_fixture.hpp"
#include "linkage.hpp"
#include "two_ends.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <vidimus/cipher_spec/ssl_ciph.hpp>
#include <vidimus/engine/extension_probe.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <array>
#include <functional>
#include <future>

using namespace vidimus;
using vidimus::engine::detail::AdmittedExtensions;
namespace asn1 = small_ca::der;

namespace {

using Only12 = SslCiph<"ANY_TLS12">;
using Only13 = SslCiph<"ANY_TLS13">;
using PolicyValidator = Rfc5280With<Budget{}, StandardRules, PolicyInputs>;

constexpr auto policy_1 = "1.3.6.1.4.1.32473.1", policy_2 = "1.3.6.1.4.1.32473.2", any_policy = "2.5.29.32.0";

auto critical(char const* id, small_ca::Bytes value) -> small_ca::Extension { return {id, true, std::move(value)}; }
auto policies(char const* policy, bool is_critical = false) -> small_ca::Extension {
  return {"2.5.29.32", is_critical, asn1::sequence(asn1::sequence(asn1::oid(policy)))};
}

/// What a CA may say, and two end entities below it: one as it wants them, one not.
struct Limit {
  char const* name;
  std::vector<small_ca::Extension> of_ca;
  small_ca::CertificateProfile fitting, unfitting;
  Errc why;                     ///< the unfitting one is refused
  bool requires_policy = true;  ///< of the peer, by the Validator
};

auto named(char const* alt_name) -> small_ca::CertificateProfile { return {.alt_names = {alt_name}}; }
auto under(char const* policy) -> small_ca::CertificateProfile { return {.extra = {policies(policy)}}; }

auto name_constraints() -> small_ca::Extension {
  auto const permitted = asn1::sequence(small_ca::general_name("DNS:acme.example"));
  return critical("2.5.29.30", asn1::sequence(asn1::element(0xa0, permitted)));
}

auto limits() -> std::vector<Limit> {
  auto const mapping = asn1::sequence(asn1::sequence(asn1::oid(policy_1), asn1::oid(policy_2)));
  return {{"nameConstraints",
           {name_constraints()},
           named("DNS:qm.acme.example"),
           named("DNS:qm.example"),
           Errc::name_not_permitted,
           false},
          {"certificatePolicies",
           {policies(policy_1, true)},
           under(policy_1),
           under(policy_2),
           Errc::certificate_policy_missing},
          {"policyMappings",
           {policies(policy_1), critical("2.5.29.33", mapping)},
           under(policy_2),
           under(policy_1),
           Errc::certificate_policy_missing},
          {"policyConstraints",
           {policies(policy_1), critical("2.5.29.36", asn1::sequence(asn1::integer(0, 0x80)))},
           under(policy_1),
           {},
           Errc::certificate_policy_missing,
           false},
          {"inhibitAnyPolicy",
           {policies(policy_1), critical("2.5.29.54", asn1::integer(0))},
           under(policy_1),
           under(any_policy),
           Errc::certificate_policy_missing}};
}

/// A root, and a CA below it with the extensions given.
struct LimitedCompany {
  explicit LimitedCompany(std::vector<small_ca::Extension> of_ca)
      : limited{root.issue_ca("CN=Acme Limited CA,O=Acme", {.path_len = 0, .extra = std::move(of_ca)})} {}

  [[nodiscard]] auto credentials(small_ca::CertificateProfile profile) const -> Credentials {
    profile.subject = "CN=QM1,O=Acme";
    auto const own = limited.issue(profile);
    return Credentials::from_pem(own.pem() + limited.pem(), own.key_pem()).value();
  }
  [[nodiscard]] auto anchors() const -> TrustAnchors { return TrustAnchors::from_pem(root.pem()).value(); }

  small_ca::SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::SmallCa limited;
};

template <class Spec>
auto endpoint(Credentials own, TrustAnchors anchors, bool requires_policy) {
  return make_endpoint(std::move(own), std::move(anchors),
                       PolicyValidator{PolicyInputs{.initial_explicit_policy = requires_policy}},
                       danger::NoRevocation{}, danger::AnyPeerName{}, Spec{})
      .value();
}

/// What the end `judge` finds of a peer with the profile given, below the limited CA; nothing if it accepts it.
template <class Spec>
auto finding_of(LimitedCompany const& company, small_ca::CertificateProfile const& profile, bool requires_policy,
                End judge) -> std::optional<Failure> {
  vidimus_test::Company const ordinary;
  auto const ours = endpoint<Spec>(ordinary.credentials("CN=QM2"), company.anchors(), requires_policy);
  auto const theirs = endpoint<Spec>(company.credentials(profile), ordinary.anchors(), false);
  if (judge == End::client) return vidimus_test::two_ends(ours, theirs).first.failure;
  return vidimus_test::two_ends(theirs, ours).second.failure;
}

void check_refused_by_library(std::optional<Failure> const& failure) {
  REQUIRE(failure);
  CHECK(failure->code() == Errc::peer_extension_not_admitted);
  CHECK(failure->alert_sent() == Alert::bad_certificate);
  CHECK(explain(*failure).find("where vidimus::engine_wrap is linked") != std::string::npos);
}

template <class Spec>
void check_limits() {
  for (auto const& limit : limits()) {
    for (auto const judge : {End::client, End::server}) {
      INFO(limit.name << " judged by a " << name_of(judge));
      LimitedCompany const company{limit.of_ca};
      auto const of_fitting = finding_of<Spec>(company, limit.fitting, limit.requires_policy, judge);
      auto const of_unfitting = finding_of<Spec>(company, limit.unfitting, limit.requires_policy, judge);
      if (!has_engine_wrap) {
        check_refused_by_library(of_fitting);
        check_refused_by_library(of_unfitting);
        continue;
      }
      CHECK((of_fitting ? explain(*of_fitting) : "accepted") == "accepted");
      REQUIRE(of_unfitting);
      CHECK(of_unfitting->code() == limit.why);
    }
  }
}

template <class Spec>
void check_unknown() {
  LimitedCompany const company{{critical("1.3.6.1.4.1.32473.3", asn1::null())}};
  for (auto const judge : {End::client, End::server}) {
    INFO("judged by a " << name_of(judge));
    auto const failure = finding_of<Spec>(company, {}, false, judge);
    if (!has_engine_wrap) {
      check_refused_by_library(failure);
      continue;
    }
    REQUIRE(failure);
    CHECK(failure->code() == Errc::peer_extension_not_admitted);
    CHECK(failure->alert_sent() == Alert::bad_certificate);
    CHECK(failure->decisive().depth == 1U);
    CHECK(std::get<Mismatch>(failure->decisive().detail).presented == std::vector<std::string>{"1.3.6.1.4.1.32473.3"});
  }
}

/// Whether mbedTLS reads a certificate for which nobody asked it to admit anything.
auto raw_reads(small_ca::Bytes const& certificate) -> bool {
  mbedtls_x509_crt read;
  mbedtls_x509_crt_init(&read);
  auto const status = mbedtls_x509_crt_parse_der(&read, small_ca::octets(certificate), certificate.size());
  mbedtls_x509_crt_free(&read);
  if (status != 0) CHECK(status == MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
  return status == 0;
}

/// Whether a raw TLS client of mbedTLS reads a constrained chain, and a raw call does.
auto raw_admits(LimitedCompany const& company) -> bool {
  return raw_reads(company.limited.der()) || engine::detail::reads_constrained_peer();
}

}  // namespace

TEST_CASE("a CA's critical limits are judged by the Validator where the wrap is linked", "[engine_wrap]") {
  SECTION("TLS 1.2") { check_limits<Only12>(); }
  SECTION("TLS 1.3") { check_limits<Only13>(); }
}

TEST_CASE("a critical extension that nobody processes is refused by name where the wrap is linked", "[engine_wrap]") {
  SECTION("TLS 1.2") { check_unknown<Only12>(); }
  SECTION("TLS 1.3") { check_unknown<Only13>(); }
}

TEST_CASE("the probe knows whether the wrap is linked", "[engine_wrap]") {
  CHECK(engine::admits_critical_extensions() == has_engine_wrap);
  CHECK(engine::detail::reads_constrained_peer() == false);
  AdmittedExtensions const admitted;
  CHECK(engine::detail::reads_constrained_peer() == has_engine_wrap);
}

TEST_CASE("raw mbedTLS refuses whatever a handshake of ours is at", "[engine_wrap]") {
  LimitedCompany const company{{name_constraints()}};
  vidimus_test::Company const ordinary;
  CHECK(raw_reads(ordinary.issuing.der()));
  CHECK_FALSE(raw_admits(company));

  SECTION("between its steps, on the same thread") {
    auto const ours = endpoint<Only13>(ordinary.credentials("CN=QM2"), company.anchors(), false);
    auto const theirs = endpoint<Only13>(company.credentials(named("DNS:a.acme.example")), ordinary.anchors(), false);
    auto pair = MemoryPair::make({.blocking = false});
    auto connecting = start_connecting(std::move(pair.first), ours).value();
    auto accepting = start_accepting(std::move(pair.second), theirs).value();
    for (int round = 0; round != 20; ++round) {
      auto const client = connecting.step(), server = accepting.step();
      CHECK_FALSE(raw_admits(company));
      if (!client) CHECK_FALSE(has_engine_wrap);
      if (!client || *client == HandshakeStep::done) break;
    }
  }
  SECTION("inside one, on another thread") {
    AdmittedExtensions const admitted;
    CHECK_FALSE(std::async(std::launch::async, [&] { return raw_admits(company); }).get());
    CHECK(raw_reads(company.limited.der()) == has_engine_wrap);
  }
}

// A byte of a server's certificate is changed on its way: TLS 1.2 shows it in the clear.
TEST_CASE("a malformed extension is told apart where the wrap is linked", "[engine_wrap]") {
  using namespace engine_test;
  auto of_server = settings(End::server, "ec-server", ProtocolVersion::tls12);
  of_server.client_authentication = ClientAuthentication::off;
  Pair pair{prepared(settings(End::client, "", ProtocolVersion::tls12)), prepared(std::move(of_server))};
  pair.client.advance();
  carry(pair.client, pair.server);
  pair.server.advance();
  auto& flight = pair.server.line.all;
  auto const key_usage = oid::key_usage.contents();
  auto const found = std::ranges::search(flight, key_usage);
  REQUIRE_FALSE(found.empty());
  auto const bit_string = std::find(found.end(), flight.end(), std::byte{0x03});
  REQUIRE(bit_string - found.end() < 8);
  *bit_string = std::byte{0x04};
  carry(pair.server, pair.client);
  pair.client.advance();
  if (!has_engine_wrap) return check_refused_by_library(pair.client.failure);
  REQUIRE(pair.client.failure);
  CHECK(pair.client.failure->code() == Errc::peer_certificate_unreadable);
  CHECK(std::holds_alternative<Underlying>(pair.client.failure->decisive().detail));
}
