// SPDX-License-Identifier: Apache-2.0
// Bugs that other libraries' path validation had lately, one test each: the certificates that they accepted are refused,
// and their twins, which differ in that one thing, are accepted.
#include "draft.hpp"
#include "vectors.hpp"

using namespace vidimus;
using namespace vidimus_test;
using vectors::outcome_of;

namespace {

struct Company {
  Entity root{"CN=Acme Root,O=Acme"}, issuing{"CN=Issuing CA,O=Acme"}, sub{"CN=Sub CA,O=Acme"}, qm2{"CN=QM2,O=Acme"},
      stranger{"CN=Stranger,O=Elsewhere"};
};
auto acme() -> Company const& {
  static Company const one;
  return one;
}

struct Careless : StandardRules {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
};

/// What comes of certificates, the end entity first, below an anchor.
template <class P = Rfc5280>
auto judged(std::vector<small_ca::Bytes> const& presented, small_ca::Bytes const& anchor, P const& policy = {},
            ProvenEdges edges = {}) -> Result<VerifiedPath> {
  auto const chain = PeerChain::parse(presented, std::move(edges));
  if (!chain) return refuse(chain.error());
  auto const anchors = TrustAnchors::from_bytes(anchor);
  if (!anchors) return refuse(anchors.error());
  return policy.validate(*chain, ValidationContext{small_ca::now(), End::server, *anchors});
}
template <class P = Rfc5280>
auto outcome(std::vector<small_ca::Bytes> const& presented, small_ca::Bytes const& anchor, P const& policy = {},
             ProvenEdges edges = {}) -> std::string {
  return outcome_of(judged(presented, anchor, policy, std::move(edges)));
}

auto root_certificate() -> small_ca::Bytes const& {
  static auto const der = draft_of_ca(acme().root, acme().root).signed_by(acme().root.key);
  return der;
}
auto qm2_below_issuing(std::vector<std::string> const& names = {"DNS:qm2.acme.example"}) -> small_ca::Bytes {
  return draft_of_end_entity(acme().qm2, acme().issuing, names).signed_by(acme().issuing.key);
}
/// A usual path but for what `change` does to the issuer's certificate.
template <class Change>
auto outcome_with_issuer(Change change, std::vector<std::string> const& names = {"DNS:qm2.acme.example"})
    -> std::string {
  auto draft = draft_of_ca(acme().issuing, acme().root);
  change(draft);
  return outcome({qm2_below_issuing(names), draft.signed_by(acme().root.key)}, root_certificate());
}

auto hex(std::string_view digits) -> small_ca::Bytes {
  small_ca::Bytes octets;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2)
    octets.push_back(static_cast<std::byte>(std::stoi(std::string{digits.substr(at, 2)}, nullptr, 16)));
  return octets;
}

}  // namespace

// CVE-2026-49300, Mbed TLS before 3.6.7: an INTEGER where cA BOOLEAN should be made a CA.
TEST_CASE("an INTEGER in the place of cA makes nobody a CA", "[path]") {
  auto const with_value = [](char const* value) {
    return [value](Draft& draft) { draft.find(small_ca::oid::basic_constraints)->value = hex(value); };
  };
  CHECK(outcome_with_issuer(with_value("30030101ff")) == "accepted 2");
  for (auto const* const value : {"3003020101", "30030201ff", "3006020101020100", "3000", "3003020100"}) {
    INFO(value);
    CHECK_FALSE(outcome_with_issuer(with_value(value)).starts_with("accepted"));
  }
  // nor a trust anchor
  auto anchor = draft_of_ca(acme().root, acme().root);
  auto const direct = draft_of_end_entity(acme().qm2, acme().root).signed_by(acme().root.key);
  CHECK(outcome({direct}, anchor.signed_by(acme().root.key)) == "accepted 1");
  with_value("3003020101")(anchor);
  CHECK(judged({direct}, anchor.signed_by(acme().root.key)).error().code() == Errc::extension_malformed);
}

// Mbed TLS before 3.6.7: the configured signature algorithms bound the handshake, and the certificates of the chain not.
TEST_CASE("signature algorithms are asked of every certificate of the path", "[path]") {
  struct OnlySha384 : StandardRules {
    static constexpr auto permits(SignatureAlgorithm algorithm) -> bool {
      return algorithm.hash == HashAlgorithm::sha384;
    }
    static constexpr auto permits(PublicKeyInfo) -> bool { return true; }
  };
  Rfc5280With<Budget{}, OnlySha384> const policy;
  Entity const good_root{"CN=Root", small_ca::KeyKind::ec_p384}, weak_root{"CN=Root"},
      issuing{"CN=Issuing", small_ca::KeyKind::ec_p384};
  auto const end_entity = draft_of_end_entity(acme().qm2, issuing).signed_by(issuing.key);
  auto const outcome_below = [&](Entity const& root) {
    auto const anchor = draft_of_ca(root, root).signed_by(root.key);
    auto const by_root = draft_of_ca(issuing, root).signed_by(root.key);
    ProvenEdges edges;  // that the TLS library has verified a signature permits nothing
    edges.add({0, 1}), edges.add({1, 2});
    CHECK(outcome({end_entity, by_root, anchor}, anchor, policy, edges) ==
          outcome({end_entity, by_root}, anchor, policy));
    return outcome({end_entity, by_root}, anchor, policy);
  };
  CHECK(outcome_below(good_root) == "accepted 2");
  CHECK(outcome_below(weak_root) == "signature_algorithm_refused 1");
}

// CVE-2026-57826, openHiTLS: a certificate of version 1 or 2, which cannot say that it is a CA's, issued.
// The vectors `version-1-issuer` and `version-1-anchor` have the other version.
TEST_CASE("a version 2 certificate issues nothing, and one that has extensions all the same is none", "[path]") {
  auto draft = draft_of_ca(acme().issuing, acme().root);
  auto const judge = [&](auto const& policy) {
    return outcome({qm2_below_issuing(), draft.signed_by(acme().root.key)}, root_certificate(), policy);
  };
  CHECK(judge(Rfc5280{}) == "accepted 2");
  for (auto const* const version : {"", "a003020101"}) {
    draft.version = hex(version);
    CHECK(judge(Rfc5280With<Budget{}, Careless>{}) == "issuer_unknown 0");  // basicConstraints in version 1 or 2
  }
  draft.extensions.clear();
  draft.unique_ids = hex("82020080");
  CHECK(judge(Rfc5280{}) == "issuer_is_not_a_ca 1");
  CHECK(judge(Rfc5280With<Budget{}, Careless>{}) == "issuer_is_not_a_ca 1");
}

// CVE-2026-5501, wolfSSL: an intermediate with CA:FALSE was passed over, and with it the end entity's signature. The
// vectors `issuer-that-says-no` and `tampered-signature` have each half.
TEST_CASE("whoever holds an ordinary certificate issues nothing, signed well or not at all", "[path]") {
  auto const& company = acme();
  auto const forged = draft_of_end_entity(company.qm2, company.stranger);
  auto garbled = forged.signed_by(company.stranger.key);
  garbled.back() ^= std::byte{1};
  auto const ordinary = draft_of_end_entity(company.stranger, company.root).signed_by(company.root.key);
  auto const authority = draft_of_ca(company.stranger, company.root).signed_by(company.root.key);
  auto const well_signed = forged.signed_by(company.stranger.key);
  CHECK(outcome({well_signed, authority}, root_certificate()) == "accepted 2");
  CHECK(outcome({well_signed, ordinary}, root_certificate()) == "issuer_is_not_a_ca 1");
  CHECK(outcome({garbled, authority}, root_certificate()) == "certificate_signature_mismatch 0");
  CHECK(outcome({garbled, ordinary}, root_certificate()) == "issuer_is_not_a_ca 1");
  CHECK(outcome({well_signed, ordinary, root_certificate()}, root_certificate()) == "issuer_is_not_a_ca 1");
}

// CVE-2026-3833, GnuTLS: an excluded name in other letters was not excluded.
TEST_CASE("name constraints do not ask for the case of letters", "[path]") {
  struct Row {
    char const *constraint, *same, *other;
  };
  for (auto const& row : {Row{"DNS:acme.EXAMPLE", "DNS:qm2.ACME.example", "DNS:qm2.acne.example"},
                          Row{"EMAIL:Acme.example", "EMAIL:ops@aCME.example", "EMAIL:ops@acne.example"},
                          Row{"EMAIL:.Acme.example", "EMAIL:ops@Mail.aCME.example", "EMAIL:ops@mail.acne.example"},
                          Row{"EMAIL:ops@Acme.example", "EMAIL:ops@ACME.Example", "EMAIL:ops@acne.example"},
                          Row{"URI:Qm2.acme.example", "URI:mq://qM2.Acme.example/a", "URI:mq://qm2.acne.example/a"},
                          Row{"URI:.Acme.example", "URI:mq://qM2.aCME.example/a", "URI:mq://qm2.acne.example/a"},
                          Row{"DN:O=ACME GmbH", "DN:CN=a,O=acme  gMBH", "DN:CN=a,O=acne GmbH"}}) {
    INFO(row.constraint);
    auto const excluding = [&](Draft& draft) { draft.set(name_constraints({}, {row.constraint})); };
    auto const permitting = [&](Draft& draft) {  // and the subjects of this company
      draft.set(name_constraints({row.constraint, "DN:O=Acme"}));
    };
    CHECK(outcome_with_issuer(excluding, {row.same}) == "name_excluded 0");
    CHECK(outcome_with_issuer(excluding, {row.other}) == "accepted 2");
    CHECK(outcome_with_issuer(permitting, {row.same}) == "accepted 2");
    CHECK(outcome_with_issuer(permitting, {row.other}) == "name_not_permitted 0");
  }
}

// CVE-2026-42011, GnuTLS: what two CAs permit had nothing in common, and so everything was permitted.
TEST_CASE("where two authorities permit nothing in common, nothing is permitted", "[path]") {
  struct Row {
    char const *upper, *within, *apart;           // permitted subtrees: within and apart from the upper one
    char const *in_upper, *in_within, *in_apart;  // names in them
  };
  auto const& company = acme();
  auto const outcome_below = [&](char const* upper, char const* lower, std::vector<std::string> const& names) {
    auto above = draft_of_ca(company.issuing, company.root), below = draft_of_ca(company.sub, company.issuing);
    above.set(name_constraints({upper}));
    below.set(name_constraints({lower}));
    auto end_entity = draft_of_end_entity(company.qm2, company.sub, names);
    end_entity.subject = small_ca::name("");
    if (auto* const alternatives = end_entity.find(small_ca::oid::subject_alt_name)) alternatives->critical = true;
    return outcome({end_entity.signed_by(company.sub.key), below.signed_by(company.issuing.key),
                    above.signed_by(company.root.key)},
                   root_certificate());
  };
  for (auto const& row : {Row{"DNS:a.example", "DNS:b.a.example", "DNS:b.example", "DNS:x.a.example",
                              "DNS:x.b.a.example", "DNS:x.b.example"},
                          Row{"IP:192.0.2.0/255.255.255.0", "IP:192.0.2.128/255.255.255.128",
                              "IP:198.51.100.0/255.255.255.0", "IP:192.0.2.1", "IP:192.0.2.129", "IP:198.51.100.1"},
                          Row{"EMAIL:.a.example", "EMAIL:.b.a.example", "EMAIL:.b.example", "EMAIL:o@x.a.example",
                              "EMAIL:o@x.b.a.example", "EMAIL:o@x.b.example"},
                          Row{"URI:.a.example", "URI:.b.a.example", "URI:.b.example", "URI:mq://x.a.example/",
                              "URI:mq://x.b.a.example/", "URI:mq://x.b.example/"},
                          Row{"DN:O=Acme", "DN:OU=QM,O=Acme", "DN:O=Other", "DN:CN=x,O=Acme", "DN:CN=x,OU=QM,O=Acme",
                              "DN:CN=x,O=Other"}}) {
    INFO(row.upper);
    CHECK(outcome_below(row.upper, row.within, {row.in_within}) == "accepted 3");
    CHECK(outcome_below(row.upper, row.within, {row.in_upper}) == "name_not_permitted 0");
    for (auto const* const name : {row.in_upper, row.in_within, row.in_apart})
      CHECK(outcome_below(row.upper, row.apart, {name}) == "name_not_permitted 0");
  }
  CHECK(outcome_below("DNS:a.example", "DNS:b.example", {"IP:192.0.2.1"}) == "accepted 3");  // another form
}

// GnuTLS #1810: the purposes' object identifiers were compared up to the end of the shorter one.
TEST_CASE("a purpose is its whole object identifier", "[path]") {
  auto const outcome_for = [](std::vector<std::string> const& purposes) {
    auto draft = draft_of_end_entity(acme().qm2, acme().root);
    draft.set(extended_key_usage(purposes));
    return outcome({draft.signed_by(acme().root.key)}, root_certificate());
  };
  CHECK(outcome_for({"1.3.6.1.5.5.7.3.1"}) == "accepted 1");
  CHECK(outcome_for({"2.5.29.37.0"}) == "accepted 1");
  for (auto const* const purpose :
       {"1.3.6.1.5.5.7.3", "1.3.6.1.5.5.7.3.1.1", "1.3.6.1.5.5.7.3.1.0", "1.3.6.1.5.5.7.3.10", "1.3.6.1.5.5.7.3.17",
        "1.3.6.1.5.5.7.3.129", "1.3", "2.5.29.37", "2.5.29.37.0.0", "2.5.29.37.1"}) {
    INFO(purpose);
    CHECK(outcome_for({purpose}) == "extended_key_usage_refused 0");
    CHECK(outcome_for({purpose, "1.3.6.1.5.5.7.3.1"}) == "accepted 1");
  }
}

// openssl#32377: a time in a form that RFC 5280 does not have could not be compared and counted as fresh.
TEST_CASE("a time in another form than RFC 5280's is never a time that has not come yet", "[path]") {
  struct Row {
    unsigned tag;
    char const* text;
  };
  auto const outcome_at = [](small_ca::Bytes Draft::* field, Row const& row) {
    auto draft = draft_of_end_entity(acme().qm2, acme().root);
    draft.*field = write::element(row.tag, write::bytes(row.text));
    return outcome({draft.signed_by(acme().root.key)}, root_certificate());
  };
  CHECK(outcome_at(&Draft::not_before, {0x17, "200101000000Z"}) == "accepted 1");
  CHECK(outcome_at(&Draft::not_after, {0x18, "99991231235959Z"}) == "accepted 1");
  for (auto const& row : {Row{0x17, "4901010000Z"}, Row{0x17, "490101000000+0000"}, Row{0x17, "4901010000+0000"},
                          Row{0x17, "490101000000"}, Row{0x18, "99991231235959"}, Row{0x18, "999912312359Z"},
                          Row{0x18, "99991231235959.0Z"}, Row{0x18, "99991231235959,5Z"}, Row{0x18, "9999123123Z"},
                          Row{0x18, "99991231235959+0000"}, Row{0x16, "490101000000Z"}, Row{0x17, ""}}) {
    INFO(row.text);
    CHECK(outcome_at(&Draft::not_after, row) == "certificate_malformed 0");
    CHECK(outcome_at(&Draft::not_before, row) == "certificate_malformed 0");
    auto const issuer_at = [&](Draft& draft) { draft.not_after = write::element(row.tag, write::bytes(row.text)); };
    CHECK(outcome_with_issuer(issuer_at) == "issuer_unknown 0");
  }
}

// mbedtls#3498: the octets of an iPAddress were compared as if they were text. The other half is a peer name's.
TEST_CASE("an address whose octets are letters is within no subtree of DNS names, and the reverse", "[path]") {
  auto const with_name = [](small_ca::Bytes const& name, small_ca::Extension const& constraints) {
    auto issuer = draft_of_ca(acme().issuing, acme().root),
         end_entity = draft_of_end_entity(acme().qm2, acme().issuing);
    issuer.set(constraints);
    end_entity.set({small_ca::oid::subject_alt_name, false, write::sequence(name)});
    return outcome({end_entity.signed_by(acme().issuing.key), issuer.signed_by(acme().root.key)}, root_certificate());
  };
  auto const address = write::element(0x87, write::bytes("a.be")), text = small_ca::general_name("DNS:192.0.2.1");
  CHECK(with_name(address, name_constraints({}, {"DNS:a.be"})) == "accepted 2");
  CHECK(with_name(address, name_constraints({}, {"IP:97.46.98.101/255.255.255.255"})) == "name_excluded 0");
  CHECK(with_name(address, name_constraints({"IP:192.0.2.0/255.255.255.0"})) == "name_not_permitted 0");
  CHECK(with_name(text, name_constraints({}, {"IP:192.0.2.1/255.255.255.255"})) == "accepted 2");
  CHECK(with_name(text, name_constraints({"DNS:acme.example"})) == "name_not_permitted 0");
}
