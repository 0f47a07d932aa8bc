// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/general_name.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

using namespace vidimus;
using namespace x509_tests;

static_assert(ranges::forward_range<GeneralNames> && ranges::view_<GeneralNames>);

namespace {
auto rule(Bytes const& name) { return rule_of_value<GeneralNames>(write::sequence(name)); }
auto text(char const* name) {
  auto const bytes = hex(name);
  vidimus::der::Reader reader{bytes};
  return GeneralName::read(reader).value().to_text();
}
}  // namespace

TEST_CASE("every form of name made by another library is shown", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const names = certificate.subject_alt_names().value();
  auto const texts =
      names | ranges::views::transform([](GeneralName const& n) { return n.to_text(); }) | ranges::to<std::vector>();
  CHECK(texts == std::vector<std::string>{"otherName:1.3.6.1.4.1.311.20.2.3", "email:mq@q2.example", "DNS:q2.example",
                                          "DirName:CN=QM2,OU=Payments,O=Acme", "URI:spiffe://acme.example/qm2",
                                          "IP:192.0.2.1", "IP:2001:DB8:0:0:0:0:0:1", "RegisteredID:1.2.3.4"});
}

TEST_CASE("each form of name gives its value in its own type and no other", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const names = certificate.subject_alt_names().value() | ranges::to<std::vector>();
  CHECK(names[0].kind == GeneralNameKind::other_name);
  CHECK(names[0].id() == oid::user_principal_name);
  CHECK(text_of(names[0].other_name_value().subspan(2)) == "qm2@q.test");
  CHECK(names[0].text().empty());
  CHECK(names[2].kind == GeneralNameKind::dns_name);
  CHECK(names[2].text() == "q2.example");
  CHECK(names[2].id().is_empty());
  CHECK(names[2].directory_name().is_empty());
  CHECK(names[2].other_name_value().empty());
  CHECK(names[3].directory_name().to_text() == "CN=QM2,OU=Payments,O=Acme");
  CHECK(names[5].value.size() == 4);
  CHECK(names[7].id() == vidimus::der::make_oid<"1.2.3.4">());
}

TEST_CASE("names of one form are picked from a range", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const names = certificate.subject_alt_names().value();
  auto const dns =
      names | ranges::views::filter([](GeneralName const& n) { return n.kind == GeneralNameKind::dns_name; }) |
      ranges::views::transform([](GeneralName const& n) { return std::string{n.text()}; }) | ranges::to<std::vector>();
  CHECK(dns == std::vector<std::string>{"q2.example"});
}

TEST_CASE("a malformed general name is refused", "[x509]") {
  CHECK(rule(hex("8201 61")) == std::nullopt);
  CHECK(rule({}) == Errc::der_empty);
  CHECK(rule(hex("8900")) == Errc::der_unexpected_tag);         // no such form
  CHECK(rule(hex("0c0161")) == Errc::der_unexpected_tag);       // universal
  CHECK(rule(hex("a203 160161")) == Errc::der_unexpected_tag);  // EXPLICIT dNSName
  CHECK(rule(hex("8400")) == Errc::der_unexpected_tag);         // primitive directoryName
  CHECK(rule(hex("8204 61008062")) == Errc::der_bad_string);    // NUL
  CHECK(rule(hex("820361 0a62")) == Errc::der_bad_string);      // line feed
  CHECK(rule(hex("8202 c3bc")) == Errc::der_bad_string);        // not ASCII
  CHECK(rule(hex("8101 7f")) == Errc::der_bad_string);
  CHECK(rule(hex("8601 1b")) == Errc::der_bad_string);
  CHECK(rule(hex("8802 2a80")) == Errc::der_bad_oid);
  CHECK(rule(hex("a402 3100")) == Errc::der_unexpected_tag);
  CHECK(rule(hex("a404 3000 0500")) == Errc::der_trailing_data);
  CHECK(rule(hex("a002 0601")) == Errc::der_truncated);
  CHECK(rule(hex("a004 06022a03")) == Errc::der_truncated);  // otherName without a value
  CHECK(rule(hex("a006 06022a03 0500")) == Errc::der_unexpected_tag);
  CHECK(rule(hex("a00a 06022a03 a004 0500 0500")) == Errc::der_trailing_data);
  CHECK(rule(hex("a00a 06022a03 a002 0500 0500")) == Errc::der_trailing_data);
}

TEST_CASE("an address has 4 or 16 octets", "[x509]") {
  CHECK(rule(hex("8704 c0000201")) == std::nullopt);
  CHECK(rule(hex("8710 20010db8000000000000000000000001")) == std::nullopt);
  for (auto const* encoding : {"8700", "8703c00002", "8705c000020100", "8708c0000200ffffff00"})
    CHECK(rule(hex(encoding)) == Errc::extension_malformed);
}

TEST_CASE("a hostile name cannot forge a line of a log", "[x509]") {
  GeneralName const name{GeneralNameKind::dns_name, bytes_of("a\nb\\c")};
  CHECK(name.to_text() == "DNS:a\\0Ab\\5Cc");
}

TEST_CASE("addresses with a mask and opaque forms have a text", "[x509]") {
  CHECK(text("8708 c0000200 ffffff00") == "IP:192.0.2.0/255.255.255.0");
  CHECK(text("a302 0500") == "X400Name:0500");
  CHECK(text("a502 0500") == "EdiPartyName:0500");
  CHECK(text("8703 c00002") == "IP:");
}

TEST_CASE("general names are read under the identifier that replaces their own", "[x509]") {
  auto const bytes = hex("a103 8201 61");
  vidimus::der::Reader reader{bytes};
  CHECK((*GeneralNames::read(reader, vidimus::der::context(1)).value().begin()).text() == "a");
  vidimus::der::Reader wrong{bytes};
  CHECK(!GeneralNames::read(wrong));
}
