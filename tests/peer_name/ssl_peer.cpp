// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include "named_peers.hpp"

#include <optional>
#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<SslPeer<"CN=QM2*, OU=Payments, O=Acme">>);
static_assert(PeerNameFilter<SslPeer<dynamic>>);
static_assert(std::is_empty_v<SslPeer<"CN=QM2*, OU=Payments, O=Acme">>);
// only parse() makes one, so none is without a filter
static_assert(!std::is_default_constructible_v<SslPeer<dynamic>>);

namespace {

constexpr std::optional<Errc> match{};
constexpr std::optional<Errc> no_match{Errc::peer_name_mismatch};
constexpr std::optional<Errc> ambiguous{Errc::peer_name_ambiguous};

// The static and the dynamic form of a filter on one peer; an empty `expected` is an acceptance.
template <FixedString Filter>
void tries(std::string_view label, std::optional<Errc> expected) {
  INFO(Filter.view() << " on " << label);
  auto const end_entity = peer(label);
  auto const read = SslPeer<dynamic>::parse(Filter.view());
  REQUIRE(read.has_value());
  auto const by_compiler = SslPeer<Filter>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(SslPeer<Filter>::describe() == read->describe());
  REQUIRE(by_compiler.is_accepted() == !expected);
  REQUIRE(at_run_time.is_accepted() == !expected);
  CHECK(SslPeer<Filter>::matches(end_entity) == !expected);
  CHECK(read->matches(end_entity) == !expected);
  if (!expected) return;
  CHECK(by_compiler.finding().code == *expected);
  CHECK(at_run_time.finding().code == *expected);
  CHECK(explain(by_compiler.finding()) == explain(at_run_time.finding()));
  CHECK(by_compiler.finding().depth == 0U);
  CHECK(by_compiler.finding().subject == end_entity.certificate.subject().to_text());
}

void is_refused(std::string_view text, DnFilterMistake mistake, std::size_t offset) {
  INFO(text);
  auto const read = SslPeer<dynamic>::parse(text);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code() == Errc::ssl_peer_malformed);
  CHECK(read.error().decisive().subject == text);
  auto const* const malformed = std::get_if<Malformed>(&read.error().decisive().detail);
  REQUIRE(malformed != nullptr);
  CHECK(malformed->what == text_of(mistake));
  CHECK(malformed->offset == offset);
}

}  // namespace

// IBM MQ's rules by example. The numbers are kept: 35 examples, each in the reading that its source gives.
TEST_CASE("the worked examples of SSLPEER", "[peer_name]") {
  SECTION("1 to 6: levels of organisational units") {
    tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1", match);                // 1
    tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1-in-lab", match);         // 2 further levels below are accepted
    tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1-swapped", no_match);     // 3
    tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1-one-unit", no_match);    // 4
    tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-1-below-lab", no_match);   // 5 the first is the highest
    tries<"CN=QMGR.*, OU=IBM, OU=WEBSPHERE">("qmgr-7-small-letters", match);  // 6 letter case is ignored
  }
  SECTION("7 and 8: separators") {
    tries<"CN=John Smith, O=IBM ,OU=Test , C=GB">("john", match);  // 7 the order of different keys does not matter
    tries<"CN=John Smith;O=IBM">("john", match);                   // 8
  }
  SECTION("9 and 10: keys are upper case and their = follows at once") {
    is_refused("CN = John Smith", DnFilterMistake::space_before_equals, 2);  // 9
    is_refused("cn=John Smith", DnFilterMistake::key_not_upper_case, 0);     // 10
  }
  SECTION("11 to 15: quotes") {
    tries<"CN=\"John Smith\"">("john", match);                       // 11
    tries<"O=\"Smith, Jones; Co\"">("smith-jones", match);           // 12
    is_refused("O=Smith, Jones", DnFilterMistake::key_expected, 9);  // 13
    tries<"OU=\"CN=x\"">("unit-cn-x", match);                        // 14
    tries<"CN=\"  pad \"">("pad", no_match);                         // 15 spaces count in quotes
    tries<"CN=  pad ">("pad", match);                                // 15 and nowhere else
    tries<"CN=\"  pad \"">("padded", match);
  }
  SECTION("16: aliases") {
    tries<"SP=MA">("massachusetts", match);
    tries<"S=MA">("massachusetts", match);
  }
  SECTION("17 to 23: wildcards") {
    tries<"OU=IBM*">("ibm-corporation", match);  // 17
    tries<"OU=IBM*">("unit-ibm", match);         // 18
    tries<"CN=*.example.com">("q1", match);      // 19
    tries<"CN=*.example.com">("a-b", match);     // 19 a distinguished name has no labels
    tries<"CN=*pay*">("payments", match);        // 20
    tries<"CN=QM*1">("qm21", no_match);          // 21 within a value an asterisk is an asterisk
    tries<"CN=QM*1">("qm-asterisk-1", match);    // 22
    tries<"CN=\\*star">("star", match);          // 23
    tries<"CN=\\*star">("bigstar", no_match);    // 23
  }
  SECTION("24 and 25: a name that is there twice cannot be filtered") {
    tries<"O=IBM, C=US">("two-names", match);          // 24
    tries<"CN=First, O=IBM">("two-names", ambiguous);  // 25
  }
  SECTION("26 to 28: whole names") {
    tries<"CN=John Cena, OU=Test, O=IBM, C=GB">("qm1-of-the-tutorial", no_match);  // 26
    tries<"CN=TEST,OU=Test Group">("test", match);                                 // 27
    tries<"CN=ULRIKE GOETHER">("ulrike", match);                                   // 28
  }
  SECTION("29 and 30: the issuer, by SSLCERTI") {
    using Issuer = SslCertIssuer<"CN=WEBSPHERE MQ CA,O=IBM,L=HURSLEY">;
    CHECK(Issuer::accepts(peer("ulrike")).is_accepted());  // 29
    auto const verdict = Issuer::accepts(peer("ulrike-self-signed"));
    REQUIRE_FALSE(verdict.is_accepted());  // 30
    CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  }
  SECTION("31 and 32: the certificate's serial number") {
    tries<"SERIALNUMBER=53:B1:37:A1">("test", match);  // 31
    tries<"SERIALNUMBER=53*">("test", match);          // 32
  }
  SECTION("33: a level that the name does not have") { tries<"DC=com">("test", no_match); }
  SECTION("34: a key that cannot be filtered") { is_refused("GN=John", DnFilterMistake::key_unknown, 0); }
  // 35, a peer without a certificate, cannot be asked of a filter: there is no EndEntity without a certificate
  SECTION("35: no certificate, no verdict") { CHECK_FALSE(std::is_default_constructible_v<EndEntity>); }
}

TEST_CASE("every key and alias finds its attribute", "[peer_name]") {
  tries<"SERIALNUMBER=A1:B2">("all-keys", match);
  tries<"SERIALNUMBER=a1:b2">("all-keys", match);
  tries<"MAIL=qm2@acme.example">("all-keys", match);
  tries<"E=QM2@ACME.EXAMPLE">("all-keys", match);
  tries<"UID=qm2">("all-keys", match);
  tries<"USERID=qm2">("all-keys", match);
  tries<"CN=QM2">("all-keys", match);
  tries<"T=Dr">("all-keys", match);
  tries<"OU=Payments">("all-keys", match);
  tries<"DC=acme, DC=example">("all-keys", match);
  tries<"O=Acme">("all-keys", match);
  tries<"STREET=1 Park">("all-keys", match);
  tries<"L=Hursley">("all-keys", match);
  tries<"ST=Hants">("all-keys", match);
  tries<"SP=Hants">("all-keys", match);
  tries<"S=Hants">("all-keys", match);
  tries<"PC=SO21">("all-keys", match);
  tries<"C=GB">("all-keys", match);
  tries<"UNSTRUCTUREDNAME=qm2.acme.example">("all-keys", match);
  tries<"UNSTRUCTUREDADDRESS=192.0.2.*">("all-keys", match);
  tries<"DNQ=7">("all-keys", match);
}

TEST_CASE("each attribute of a filter has to match, wherever it stands", "[peer_name]") {
  tries<"CN=QM2, OU=Payments, O=Acme, L=Hursley, ST=Hants, C=GB">("all-keys", match);
  tries<"CN=QM3, OU=Payments, O=Acme, L=Hursley, ST=Hants, C=GB">("all-keys", no_match);
  tries<"CN=QM2, OU=Payments, O=Acme, L=Hursley, ST=Hants, C=DE">("all-keys", no_match);
  tries<"CN=QM2, OU=Sales, O=Acme, L=Hursley, ST=Hants, C=GB">("all-keys", no_match);
}

TEST_CASE("SERIALNUMBER is never the attribute of that name", "[peer_name]") {
  tries<"SERIALNUMBER=AA:BB">("all-keys", no_match);
  auto const verdict = SslPeer<"SERIALNUMBER=AA:BB">::accepts(peer("all-keys"));
  CHECK(presented(verdict) == Texts{"SERIALNUMBER=A1:B2"});
}

TEST_CASE("MAIL is either of two attributes, and both of them are one too many", "[peer_name]") {
  tries<"MAIL=qm2@acme.example">("mailbox", match);
  tries<"MAIL=qm2@acme.example">("email-and-mailbox", ambiguous);
}

TEST_CASE("domain components are compared from the highest, which a filter writes last", "[peer_name]") {
  tries<"DC=sales, DC=acme, DC=com">("domain", match);
  tries<"DC=acme, DC=com">("domain", match);
  tries<"DC=com">("domain", match);
  tries<"DC=sales">("domain", no_match);
  tries<"DC=com, DC=acme">("domain", no_match);
  tries<"DC=eu, DC=sales, DC=acme, DC=com">("domain", no_match);
  auto const verdict = SslPeer<"DC=acme, DC=org">::accepts(peer("domain"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(wanted(verdict) == "DC=org as the highest DC");
  CHECK(presented(verdict) == Texts{"DC=com", "DC=acme", "DC=sales"});
}

TEST_CASE("values are compared whatever string type holds them", "[peer_name]") {
  tries<"CN=QM2, O=acme">("ascii-bmp", match);
  tries<"CN=QM2">("ascii-universal", match);
  tries<"CN=QM2">("ascii-printable", match);
  tries<"CN=QM*">("ascii-bmp", match);
  tries<"CN=QM3">("ascii-bmp", no_match);
}

TEST_CASE("letters beyond ASCII are folded too", "[peer_name]") {
  tries<"CN=Jürgen Müller">("mueller-utf8", match);
  tries<"CN=jürgen müller">("mueller-bmp", match);
  tries<"CN=JÜRGEN MÜLLER">("mueller-bmp", match);
  tries<"CN=Jürgen *">("mueller-utf8", match);
  tries<"CN=*müller">("mueller-utf8", match);
  tries<"CN=*gen mü*">("mueller-bmp", match);
  tries<"CN=J*">("mueller-utf8", match);
  tries<"CN=Jurgen Muller">("mueller-utf8", no_match);
  tries<"CN=Müller">("ascii-printable", no_match);
}

TEST_CASE("runs of spaces are one space, unless quotes make them count", "[peer_name]") {
  tries<"CN=John Smith">("spaces", match);
  tries<"CN=John     Smith">("spaces", match);
  tries<"CN=John S*">("spaces", match);
  tries<"CN=*n Smith">("spaces", match);
  tries<"CN=\"John Smith\"">("spaces", no_match);
  tries<"CN=\"  John    Smith \"">("spaces", match);
  tries<"CN=\"Jürgen  Müller\"">("mueller-utf8", match);
  tries<"CN=\"Jürgen Müller\"">("mueller-utf8", no_match);
}

TEST_CASE("nothing is cut short", "[peer_name]") {
  tries<"CN=QM2">("nul", no_match);
  tries<"CN=QM2">("long-name", no_match);
  tries<"CN=QM2*">("long-name", match);
  tries<"CN=*yyyy">("long-name", match);
}

TEST_CASE("a value that is no text matches nothing, not even *", "[peer_name]") {
  tries<"CN=QM2">("not-text", ambiguous);
  tries<"CN=*">("not-text", ambiguous);
  tries<"O=Acme">("not-text", match);
  CHECK(presented(SslPeer<"CN=*">::accepts(peer("not-text"))) == Texts{"CN=#0403514D32"});
}

TEST_CASE("attributes of a multi-valued RDN count like others, but two OUs in one have no order", "[peer_name]") {
  tries<"CN=QM2, OU=Payments, O=Acme">("multi-valued", match);
  tries<"OU=a">("two-units-in-one-rdn", ambiguous);
  tries<"OU=b">("two-units-in-one-rdn", ambiguous);
  tries<"CN=QM2, O=Acme">("two-units-in-one-rdn", match);
}

TEST_CASE("the order in which a CA encodes different attributes does not matter", "[peer_name]") {
  tries<"O=Acme, OU=Payments, CN=QM2">("common-name-first", match);
}

TEST_CASE("* asks for the attribute to be there", "[peer_name]") {
  tries<"CN=*">("john", match);
  tries<"L=*">("john", no_match);
}

TEST_CASE("a refusal shows the attribute that failed and what the name has of it", "[peer_name]") {
  auto const verdict = SslPeer<"CN=QM2*, OU=Payments, O=Acme">::accepts(peer("qmgr-1"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(wanted(verdict) == "CN=QM2*");
  CHECK(presented(verdict) == Texts{"CN=QMGR.1"});
  CHECK(verdict.finding().subject == "CN=QMGR.1,OU=WEBSPHERE,OU=IBM,O=X");

  auto const units = SslPeer<"OU=IBM, OU=SALES">::accepts(peer("qmgr-1-in-lab"));
  REQUIRE_FALSE(units.is_accepted());
  CHECK(wanted(units) == "OU=SALES as OU 2 from the top");
  CHECK(presented(units) == Texts{"OU=IBM", "OU=WEBSPHERE", "OU=LAB"});
}

TEST_CASE("a refusal for an attribute that is not there shows the whole name", "[peer_name]") {
  auto const verdict = SslPeer<"L=Hursley">::accepts(peer("john"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(wanted(verdict) == "L=Hursley");
  CHECK(presented(verdict) == Texts{"CN=John Smith,OU=Test,O=IBM,C=GB"});
}

TEST_CASE("what is presented is bounded", "[peer_name]") {
  auto const verdict = SslPeer<"OU=nothing">::accepts(peer("many-units"));
  REQUIRE_FALSE(verdict.is_accepted());
  REQUIRE(presented(verdict).size() == 33);
  CHECK(presented(verdict).back() == "and 8 more");
}

TEST_CASE("a certificate without a subject has no name to filter, but a serial number", "[peer_name]") {
  tries<"CN=*">("empty-subject", Errc::peer_name_absent);
  tries<"SERIALNUMBER=07">("empty-subject", match);
  tries<"SERIALNUMBER=08">("empty-subject", no_match);
  CHECK(presented(SslPeer<"CN=*">::accepts(peer("empty-subject"))).empty());
}

TEST_CASE("a blank filter is refused, unless danger is named", "[peer_name]") {
  is_refused("", DnFilterMistake::blank, 0);
  is_refused("  ", DnFilterMistake::blank, 0);
  auto const any = danger::parse_ssl_peer_or_any(" ");
  REQUIRE(any.has_value());
  CHECK(any->accepts(peer("john")).is_accepted());
  CHECK(any->accepts(peer("empty-subject")).is_accepted());
  CHECK(any->describe() == "SSLPEER blank: any peer name (danger)");

  auto const some = danger::parse_ssl_peer_or_any("CN=QM2");
  REQUIRE(some.has_value());
  CHECK_FALSE(some->accepts(peer("john")).is_accepted());
  auto const wrong = danger::parse_ssl_peer_or_any("CN");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code() == Errc::ssl_peer_malformed);
}

TEST_CASE("a filter says what it asks for", "[peer_name]") {
  CHECK(SslPeer<"CN=QM2*, OU=Payments, O=Acme">::describe() == "SSLPEER CN=QM2*, OU=Payments, O=Acme");
  auto const verdict = SslPeer<"CN=TEST">::accepts(peer("test"));
  CHECK(verdict.because() == "CN=TEST");
}

TEST_CASE("a filter that was read can be copied and outlives its text", "[peer_name]") {
  std::optional<SslPeer<dynamic>> copy;
  {
    std::string text = "CN=TEST, OU=Test*";
    auto const read = SslPeer<dynamic>::parse(text);
    REQUIRE(read.has_value());
    copy = *read;
    text.assign(text.size(), '?');
  }
  CHECK(copy->accepts(peer("test")).is_accepted());
  CHECK_FALSE(copy->accepts(peer("john")).is_accepted());
}
