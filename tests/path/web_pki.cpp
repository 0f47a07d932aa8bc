// SPDX-License-Identifier: Apache-2.0
// Each rule of the Baseline Requirements, with a certificate that breaks it and nothing else.
#include "small_ca.hpp"
#include "vectors.hpp"

#include <vidimus/path/web_pki.hpp>

#include <type_traits>

using namespace vidimus;
using small_ca::CertificateProfile;
using small_ca::Issued;
using small_ca::SmallCa;
namespace encode = small_ca::der;

static_assert(std::is_empty_v<WebPki>);
static_assert(PathRules<WebPkiRules> && PublicSuffixes<TopLevelDomains>);

namespace {

constexpr char const* name_constraints = "2.5.29.30";
constexpr char const* precertificate_signing = "1.3.6.1.4.1.11129.2.4.4";

struct Careless : WebPkiRules {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
};
struct NameAndKey : WebPkiRules {
  static constexpr AnchorRules anchor_rules = AnchorRules::name_and_key;
};

/// A server's certificate that keeps every rule.
auto good() -> CertificateProfile {
  return {.subject = "CN=qm1.acme.example,O=Acme",
          .alt_names = {"DNS:qm1.acme.example", "IP:192.0.2.1"},
          .extended_key_usage = {small_ca::oid::server_auth}};
}

auto purposes(std::vector<std::string> const& ids, bool critical = false) -> small_ca::Extension {
  small_ca::Bytes all;
  for (auto const& id : ids) encode::append(all, encode::oid(id));
  return {small_ca::oid::extended_key_usage, critical, encode::sequence(all)};
}

auto alt_names(std::vector<std::string> const& names, bool critical = false) -> small_ca::Extension {
  return {small_ca::oid::subject_alt_name, critical, encode::sequence(small_ca::general_names(names))};
}

/// With one extension as it is told here.
auto with(CertificateProfile profile, small_ca::Extension extension) -> CertificateProfile {
  profile.omit.push_back(extension.id);
  profile.extra.push_back(std::move(extension));
  return profile;
}

auto with_purposes(std::vector<std::string> const& ids) -> CertificateProfile { return with(good(), purposes(ids)); }

/// With other alternative names, and without a common name that would have to be one of them.
auto named(std::vector<std::string> const& names) -> CertificateProfile {
  auto profile = good();
  profile.subject = "O=Acme";
  profile.alt_names = names;
  return profile;
}

auto common_name(std::string const& text, std::vector<std::string> const& names) -> CertificateProfile {
  auto profile = named(names);
  profile.subject = "CN=" + text + ",O=Acme";
  return profile;
}

auto certificate_of(Issued const& issued) -> Certificate {
  auto certificate = Certificate::parse(issued.der);
  REQUIRE(certificate);
  return *std::move(certificate);
}

template <class Policy = WebPki>
auto validate(SmallCa const& anchor, std::vector<Buffer> const& presented, End end = End::server)
    -> Result<VerifiedPath> {
  auto const chain = PeerChain::parse(presented);
  REQUIRE(chain);
  auto const anchors = TrustAnchors::from_certificates({certificate_of(anchor.certificate())});
  return Policy{}.validate(*chain, {small_ca::now(), end, anchors});
}

auto root() -> SmallCa const& {
  static SmallCa const authority{"CN=Acme Root,O=Acme"};
  return authority;
}

/// `accepted 1`, or an error's name and the depth, of one that the root issued.
template <class Policy = WebPki>
auto outcome(CertificateProfile const& profile, End end = End::server) -> std::string {
  return vectors::outcome_of(validate<Policy>(root(), {root().issue(profile).der}, end));
}

/// The same of a good end entity below another root.
auto outcome_below(SmallCa const& anchor) -> std::string {
  return vectors::outcome_of(validate(anchor, {anchor.issue(good()).der}));
}

/// The same with an intermediate between.
auto outcome_through(CertificateProfile profile) -> std::string {
  auto const issuing = root().issue_ca("CN=Acme Issuing CA,O=Acme", std::move(profile));
  return vectors::outcome_of(validate(root(), {issuing.issue(good()).der, issuing.der()}));
}

auto finding(CertificateProfile const& profile) -> Finding {
  auto const path = validate(root(), {root().issue(profile).der});
  REQUIRE_FALSE(path);
  return path.error().decisive();
}

auto wanted(Finding const& finding) -> std::string { return std::get<Mismatch>(finding.detail).wanted; }
auto presented(Finding const& finding) -> std::vector<std::string> {
  return std::get<Mismatch>(finding.detail).presented;
}

}  // namespace

TEST_CASE("certificates that keep the rules are accepted", "[path][web_pki]") {
  CHECK(outcome(good()) == "accepted 1");
  CHECK(outcome_through({}) == "accepted 2");
  CHECK(outcome_through(with({}, purposes({small_ca::oid::server_auth, small_ca::oid::client_auth}))) == "accepted 2");
  CHECK(outcome_through(with({}, purposes({"2.5.29.37.0"}))) == "accepted 2");
  CHECK(outcome(with_purposes({small_ca::oid::server_auth, small_ca::oid::client_auth})) == "accepted 1");
  CHECK(outcome(with_purposes({small_ca::oid::server_auth, "1.3.6.1.4.1.99999.2"})) == "accepted 1");
  CHECK(outcome(with_purposes({small_ca::oid::client_auth}), End::client) == "accepted 1");
}

TEST_CASE("what it says of itself tells it from other rules", "[path][web_pki]") {
  CHECK(WebPki::describe().find("CA/Browser Forum Baseline Requirements") != std::string::npos);
}

// BR, 7.1.1
TEST_CASE("a certificate of version 1 is refused", "[path][web_pki]") {
  auto profile = good();
  profile.is_v1 = true;
  CHECK_FALSE(validate(root(), {root().issue(profile).der}));
  CHECK(detail::web_pki::check_version(certificate_of(root().issue(profile))).error().code() ==
        Errc::certificate_version_unsupported);
}

// BR, 7.1.2.7.12
TEST_CASE("an end entity has DNS names or IP addresses, and its common name is no substitute", "[path][web_pki]") {
  CHECK(outcome(named({})) == "subject_alt_name_missing 0");
  CHECK(outcome(common_name("qm1.acme.example", {})) == "subject_alt_name_missing 0");
  CHECK(outcome<Rfc5280>(common_name("qm1.acme.example", {})) == "accepted 1");
}

TEST_CASE("names of other forms are refused beside DNS names too", "[path][web_pki]") {
  for (auto const* const name : {"EMAIL:qm1@acme.example", "URI:https://acme.example/", "DN:CN=QM1"}) {
    INFO(name);
    CHECK(outcome(named({"DNS:qm1.acme.example", name})) == "subject_alt_name_refused 0");
    CHECK(outcome<Rfc5280>(named({"DNS:qm1.acme.example", name})) == "accepted 1");
  }
  auto const refused = finding(named({"DNS:qm1.acme.example", "EMAIL:qm1@acme.example"}));
  CHECK(wanted(refused) == "dNSName and iPAddress only");
  CHECK(presented(refused) == std::vector<std::string>{"email:qm1@acme.example"});
}

TEST_CASE("a dNSName is a host name or a wildcard before one", "[path][web_pki]") {
  for (auto const* const name : {"acme.example", "*.acme.example", "XN--MLLER-KVA.example", "a-b.c1.example", "acme"})
    CHECK(outcome(named({std::string{"DNS:"} + name})) == "accepted 1");
  for (auto const* const name :
       {"", "acme.example.", ".acme.example", "acme..example", "qm_1.acme.example", "-qm1.acme.example",
        "qm1-.acme.example", "qm*.acme.example", "qm1.*.example", "*", "*.", "**.acme.example", "*.*.acme.example",
        "qm1 .acme.example", "192.0.2.1", "ab--qm1.acme.example", "xn--abc-.example", "xn--999999999.example",
        "https://acme.example"}) {
    INFO(name);
    CHECK(outcome(named({std::string{"DNS:"} + name})) == "subject_alt_name_refused 0");
  }
}

TEST_CASE("subjectAltName is critical exactly where there is no subject", "[path][web_pki]") {
  auto nameless = named({"DNS:acme.example"});
  nameless.subject = "";
  CHECK(outcome(nameless) == "accepted 1");
  CHECK(outcome(with(nameless, alt_names({"DNS:acme.example"}))) == "extension_criticality_wrong 0");
  auto const critical = with(named({"DNS:acme.example"}), alt_names({"DNS:acme.example"}, true));
  CHECK(outcome(critical) == "extension_criticality_wrong 0");
  CHECK(wanted(finding(critical)) == "subjectAltName beside a subject not critical");
  CHECK(outcome<Rfc5280>(critical) == "accepted 1");
}

// BR, 3.2.2.6
TEST_CASE("no wildcard speaks for a top-level domain", "[path][web_pki]") {
  for (auto const* const name : {"*.com", "*.EXAMPLE"}) {
    INFO(name);
    CHECK(outcome(named({"DNS:acme.example", std::string{"DNS:"} + name})) == "subject_alt_name_refused 0");
    CHECK(outcome<Rfc5280>(named({std::string{"DNS:"} + name})) == "accepted 1");
  }
  CHECK(presented(finding(named({"DNS:*.com"}))) == std::vector<std::string>{"DNS:*.com"});
}

/// A list of a program's own.
struct OfExample {
  static auto is_public_suffix(std::string_view domain) -> bool { return domain == "users.example"; }
};

TEST_CASE("no wildcard speaks for a public suffix of the list that the rules are given", "[path][web_pki]") {
  using Listed = Rfc5280With<Budget{}, WebPkiRulesWith<OfExample>>;
  CHECK(outcome<Listed>(named({"DNS:*.Users.example"})) == "subject_alt_name_refused 0");
  CHECK(outcome<Listed>(named({"DNS:*.a.users.example"})) == "accepted 1");
  CHECK(outcome(named({"DNS:*.users.example"})) == "accepted 1");
}

// BR, 7.1.4.3
TEST_CASE("the common name repeats an alternative name character for character", "[path][web_pki]") {
  CHECK(outcome(common_name("acme.example", {"DNS:qm1.acme.example", "DNS:acme.example"})) == "accepted 1");
  CHECK(outcome(common_name("*.acme.example", {"DNS:*.acme.example"})) == "accepted 1");
  CHECK(outcome(common_name("192.0.2.1", {"IP:192.0.2.1"})) == "accepted 1");
  CHECK(outcome(common_name("2001:db8::1:0:0:1", {"IP:2001:db8::1:0:0:1"})) == "accepted 1");
  for (auto const* const text : {"acme.example", "QM1.acme.example", "qm1.acme.example.", "*.acme.example", "QM1"})
    CHECK(outcome(common_name(text, {"DNS:qm1.acme.example"})) == "common_name_refused 0");
  for (auto const* const text : {"0xC0000201", "192.0.2.001", "3221225985", "192.0.2.2", "::ffff:192.0.2.1"})
    CHECK(outcome(common_name(text, {"IP:192.0.2.1"})) == "common_name_refused 0");
  for (auto const* const text :
       {"2001:DB8::1:0:0:1", "2001:db8:0:0:1:0:0:1", "2001:db8:0:0:1::1", "2001:0db8:0000:0000:0001:0000:0000:0001"})
    CHECK(outcome(common_name(text, {"IP:2001:db8::1:0:0:1"})) == "common_name_refused 0");
  CHECK(outcome(common_name("müller.example", {"DNS:xn--mller-kva.example"})) == "common_name_refused 0");
}

TEST_CASE("a common name that is refused is told with those that there could be", "[path][web_pki]") {
  auto const refused = finding(common_name("acme.example", {"DNS:*.acme.example", "IP:2001:db8::1"}));
  CHECK(wanted(refused) == "CN=*.acme.example or CN=2001:db8::1");
  CHECK(presented(refused) == std::vector<std::string>{"CN=acme.example"});
}

TEST_CASE("there is one common name at most, in a string of two kinds", "[path][web_pki]") {
  auto profile = named({"DNS:acme.example"});
  profile.subject = "CN=acme.example,CN=acme.example";
  CHECK(outcome(profile) == "common_name_refused 0");
  auto const tag = encode::element(0x1e, encode::bytes(std::string_view{"\0a\0c", 4}));  // BMPString
  Buffer const der = encode::sequence(encode::oid("2.5.4.3"), tag);
  der::Reader reader{der};
  auto const attribute = Attribute::read(reader);
  REQUIRE(attribute);
  CHECK_FALSE(detail::web_pki::text_of_common_name(*attribute));
}

// BR, 7.1.2.7.8
TEST_CASE("a CA is no end entity", "[path][web_pki]") {
  auto profile = good();
  profile.is_ca = true;
  profile.key_usage = small_ca::digital_signature;
  CHECK(outcome(profile) == "end_entity_is_a_ca 0");
  CHECK(outcome<Rfc5280>(profile) == "accepted 1");
}

// BR, 7.1.2.7.10
TEST_CASE("an end entity's purpose is told, and is TLS", "[path][web_pki]") {
  CHECK(outcome(with(good(), {"1.2.3", false, {}})) == "accepted 1");
  auto without = good();
  without.extended_key_usage.clear();
  CHECK(outcome(without) == "extended_key_usage_refused 0");
  CHECK(outcome<Rfc5280>(without) == "accepted 1");
  CHECK(presented(finding(without)).empty());
  CHECK(outcome(with_purposes({small_ca::oid::client_auth})) == "extended_key_usage_refused 0");
  CHECK(outcome(with_purposes({small_ca::oid::server_auth}), End::client) == "extended_key_usage_refused 0");
  CHECK(outcome(with_purposes({precertificate_signing})) == "extended_key_usage_refused 0");
  CHECK(outcome(with_purposes({"2.5.29.37.0"})) == "extended_key_usage_forbidden 0");
}

TEST_CASE("purposes that no TLS certificate has are refused beside serverAuth too", "[path][web_pki]") {
  for (auto const* const purpose : {"2.5.29.37.0", "1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.8",
                                    "1.3.6.1.5.5.7.3.9", precertificate_signing}) {
    INFO(purpose);
    CHECK(outcome(with_purposes({small_ca::oid::server_auth, purpose})) == "extended_key_usage_forbidden 0");
    CHECK(outcome<Rfc5280>(with_purposes({small_ca::oid::server_auth, purpose})) == "accepted 1");
  }
  auto const refused = finding(with_purposes({small_ca::oid::server_auth, "1.3.6.1.5.5.7.3.3"}));
  CHECK(presented(refused) == std::vector<std::string>{"serverAuth", "codeSigning"});
}

TEST_CASE("extKeyUsage is not critical", "[path][web_pki]") {
  auto const critical = purposes({small_ca::oid::server_auth}, true);
  CHECK(outcome(with(good(), critical)) == "extension_criticality_wrong 0");
  CHECK(outcome<Rfc5280>(with(good(), critical)) == "accepted 1");
  CHECK(outcome_through(with({}, critical)) == "extension_criticality_wrong 1");
}

// BR, 7.1.2.7.11
TEST_CASE("an end entity's key usage fits its kind of key", "[path][web_pki]") {
  auto const used = [](small_ca::KeyKind kind, std::uint32_t bits) {
    auto profile = good();
    profile.key_kind = kind;
    profile.key_usage = bits;
    return outcome(profile);
  };
  constexpr std::uint32_t content_commitment = 1U << 1U, data_encipherment = 1U << 3U, key_agreement = 1U << 4U;
  using small_ca::KeyKind;
  CHECK(used(KeyKind::ec_p256, small_ca::digital_signature | key_agreement) == "accepted 1");
  CHECK(used(KeyKind::rsa_2048, small_ca::digital_signature | small_ca::key_encipherment | data_encipherment) ==
        "accepted 1");
  CHECK(used(KeyKind::ec_p256, small_ca::digital_signature | small_ca::key_encipherment) == "key_usage_forbidden 0");
  CHECK(used(KeyKind::ec_p384, small_ca::digital_signature | content_commitment) == "key_usage_forbidden 0");
  CHECK(used(KeyKind::rsa_2048, small_ca::digital_signature | key_agreement) == "key_usage_forbidden 0");
  CHECK(used(KeyKind::rsa_2048, small_ca::digital_signature | content_commitment) == "key_usage_forbidden 0");
  CHECK(used(KeyKind::ec_p256, small_ca::digital_signature | small_ca::crl_sign) == "key_usage_forbidden 0");
  CHECK(used(KeyKind::ec_p256, key_agreement) == "key_usage_refused 0");
  CHECK(used(KeyKind::rsa_2048, small_ca::key_encipherment) == "key_usage_refused 0");
}

TEST_CASE("a key on a curve must sign, whatever else is asked", "[path][web_pki]") {
  auto profile = good();
  profile.key_usage = 1U << 4U;  // keyAgreement
  CHECK(detail::web_pki::check_end_entity_key_usage(certificate_of(root().issue(profile))).error().code() ==
        Errc::key_usage_forbidden);
}

TEST_CASE("an end entity without keyUsage is accepted", "[path][web_pki]") {
  auto profile = good();
  profile.omit = {small_ca::oid::key_usage};
  CHECK(outcome(profile) == "accepted 1");
}

// BR, 7.1.2.10.7
TEST_CASE("a CA's key usage is to sign certificates and CRLs, and OCSP responses", "[path][web_pki]") {
  constexpr auto both = small_ca::key_cert_sign | small_ca::crl_sign;
  CHECK(outcome_through({.key_usage = both | small_ca::digital_signature}) == "accepted 2");
  CHECK(outcome_through({.key_usage = small_ca::key_cert_sign}) == "key_usage_forbidden 1");
  CHECK(outcome_through({.key_usage = both | small_ca::key_encipherment}) == "key_usage_forbidden 1");
  CHECK(outcome_through({.omit = {small_ca::oid::key_usage}}) == "key_usage_forbidden 1");
  CHECK(outcome_below(SmallCa{"CN=Other Root", {.key_usage = small_ca::key_cert_sign}}) == "key_usage_forbidden 1");
  CHECK(outcome_below(SmallCa{"CN=Other Root", {.omit = {small_ca::oid::key_usage}}}) == "key_usage_forbidden 1");
}

// BR, 7.1.2.10.6
TEST_CASE("a CA is for TLS alone, or for anything", "[path][web_pki]") {
  CHECK(outcome_through(with({}, purposes({small_ca::oid::server_auth, "1.3.6.1.5.5.7.3.4"}))) ==
        "extended_key_usage_forbidden 1");
  CHECK(outcome_through(with({}, purposes({small_ca::oid::server_auth, "2.5.29.37.0"}))) ==
        "extended_key_usage_forbidden 1");
  CHECK(outcome_through(with({}, purposes({small_ca::oid::client_auth}))) == "extended_key_usage_refused 1");
}

// BR, 7.1.2.1.2
TEST_CASE("a root has no extKeyUsage, and an anchor that is not a root may", "[path][web_pki]") {
  auto const for_servers = purposes({small_ca::oid::server_auth});
  CHECK(outcome_below(SmallCa{"CN=Other Root", with({}, for_servers)}) == "extended_key_usage_forbidden 1");
  CHECK(outcome_below(root().issue_ca("CN=Issued Anchor", with({}, for_servers))) == "accepted 1");
}

// BR, 7.1.2.1.3 and 7.1.2.11.1
TEST_CASE("an authority key identifier is the issuer's subject key identifier and nothing else", "[path][web_pki]") {
  auto const own = root().key().identifier();
  auto const identifier = [](small_ca::Bytes const& fields) {
    return small_ca::Extension{small_ca::oid::authority_key_identifier, false, encode::sequence(fields)};
  };
  auto const issuer_and_serial =
      encode::concatenation({encode::element(0xa1, small_ca::general_name("DN:CN=Acme Root,O=Acme")),
                             encode::element(0x82, encode::bytes("1"))});
  auto const key = encode::element(0x80, own), other_key = encode::element(0x80, encode::bytes("another key"));
  CHECK(outcome(with(good(), identifier(key))) == "accepted 1");
  CHECK(outcome(with(good(), identifier(encode::concatenation({key, issuer_and_serial})))) ==
        "key_identifier_refused 0");
  CHECK(outcome(with(good(), identifier(other_key))) == "key_identifier_refused 0");
  CHECK(outcome<Rfc5280>(with(good(), identifier(other_key))) == "accepted 1");
  CHECK(outcome(with(good(), identifier({}))) == "key_identifier_missing 0");
  CHECK(outcome_through(with({}, identifier(other_key))) == "key_identifier_refused 1");
  CHECK(outcome_below(SmallCa{"CN=Other Root", with({}, identifier(other_key))}) == "key_identifier_refused 1");
  CHECK(outcome_below(SmallCa{"CN=Other Root", with({}, identifier({}))}) == "key_identifier_missing 1");
  CHECK(outcome_below(SmallCa{"CN=Other Root", {.omit = {small_ca::oid::authority_key_identifier}}}) == "accepted 1");
  CHECK(outcome_below(SmallCa{"CN=Other Root", with({}, identifier(issuer_and_serial))}) == "key_identifier_refused 1");
  using WithoutProfile = Rfc5280With<Budget{}, Careless>;  // what is not there need not be the same
  CHECK(outcome<WithoutProfile>(with(good(), identifier({}))) == "accepted 1");
  auto unidentified = good();
  unidentified.omit = {small_ca::oid::authority_key_identifier};
  CHECK(outcome<WithoutProfile>(unidentified) == "accepted 1");
  CHECK(outcome<WithoutProfile>(with(good(), identifier(other_key))) == "key_identifier_refused 0");
  SmallCa const other{"CN=Other Root", {.omit = {small_ca::oid::subject_key_identifier}}};
  CHECK(vectors::outcome_of(validate<WithoutProfile>(other, {other.issue(good()).der})) == "accepted 1");
}

// BR, 7.1.2.10.8
TEST_CASE("name constraints count, critical or not", "[path][web_pki]") {
  auto const permitted = encode::element(0xa0, encode::sequence(small_ca::general_name("DNS:acme.example")));
  auto const constraints = [&](bool critical) {
    return small_ca::Extension{name_constraints, critical, encode::sequence(permitted)};
  };
  auto within = good();
  within.alt_names = {"DNS:qm1.acme.example"};
  auto outside = common_name("qm1.other.example", {"DNS:qm1.other.example"});
  for (bool const critical : {true, false}) {
    auto const issuing = root().issue_ca("CN=Constrained CA,O=Acme", with({}, constraints(critical)));
    auto const judged = [&](CertificateProfile const& profile) {
      return vectors::outcome_of(validate(root(), {issuing.issue(profile).der, issuing.der()}));
    };
    CHECK(judged(within) == "accepted 2");
    CHECK(judged(outside) == "name_not_permitted 0");
  }
  SmallCa const constrained{"CN=Constrained Root", with({}, constraints(false))};
  CHECK(vectors::outcome_of(validate(constrained, {constrained.issue(within).der})) == "accepted 1");
  CHECK(vectors::outcome_of(validate(constrained, {constrained.issue(outside).der})) == "name_not_permitted 0");
  CHECK(vectors::outcome_of(validate<Rfc5280>(constrained, {constrained.issue(within).der})) ==
        "extension_criticality_wrong 1");
}

// BR, 7.1.3.2.2
TEST_CASE("a curve goes with one hash", "[path][web_pki]") {
  CHECK(vectors::outcome_of(vectors::validate(vectors::Vector{"p384-sha512"}, WebPki{}))
            .starts_with("signature_algorithm_refused"));
  CHECK(vectors::outcome_of(vectors::validate(vectors::Vector{"p384-sha512"})).starts_with("accepted"));
  SmallCa const p384{"CN=Other Root", {.key_kind = small_ca::KeyKind::ec_p384}};
  SmallCa const rsa{"CN=Other Root", {.key_kind = small_ca::KeyKind::rsa_2048}};
  CHECK(outcome_below(p384) == "accepted 1");
  CHECK(outcome_below(rsa) == "accepted 1");
}

// BR, 6.1.5
TEST_CASE("weak keys are refused as everywhere", "[path][web_pki]") {
  CHECK(vectors::outcome_of(vectors::validate(vectors::Vector{"rsa-1024"}, WebPki{})) == "key_refused 0");
}

TEST_CASE("an end entity that is its own anchor keeps the rules too", "[path][web_pki]") {
  SmallCa const self{"CN=qm1.acme.example,O=Acme", {.key_usage = small_ca::digital_signature}};  // a CA's certificate
  CHECK(vectors::outcome_of(validate(self, {self.der()})) == "end_entity_is_a_ca 0");
  CHECK(vectors::outcome_of(validate<Rfc5280>(self, {self.der()})) == "accepted 1");
}

TEST_CASE("an anchor that is a name and a key only has no profile", "[path][web_pki]") {
  SmallCa const odd{"CN=Other Root", {.key_usage = small_ca::key_cert_sign}};
  auto const path = validate<Rfc5280With<Budget{}, NameAndKey>>(odd, {odd.issue(good()).der});
  CHECK(vectors::outcome_of(path) == "accepted 1");
}
