// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/name_hash.hpp>
#include <vidimus/x509/name_match.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {

auto same(std::string_view a, std::string_view b) -> bool {
  auto const left = small_ca::name(a), right = small_ca::name(b);
  auto const answer = same_name(Name{left}, Name{right});
  CHECK(answer == same_name(Name{right}, Name{left}));
  return answer;
}
auto within(std::string_view name, std::string_view base) -> bool {
  auto const left = small_ca::name(name), right = small_ca::name(base);
  return is_within(Name{left}, Name{right});
}
auto one(unsigned tag, Bytes const& value, std::string_view type = "2.5.4.3") -> Bytes {
  return write::sequence(write::element(0x31, write::sequence(write::oid(type), write::element(tag, value))));
}

}  // namespace

TEST_CASE("names compare without case and without superfluous white space", "[x509]") {
  CHECK(same("CN=QM2,O=Acme", "CN=qm2,O=ACME"));
  CHECK(same("CN=  QM   2  ,O=Acme", "CN=qm 2,O=Acme"));
  CHECK(!same("CN=QM 2,O=Acme", "CN=QM2,O=Acme"));
  CHECK(!same("CN=QM2,O=Acme", "CN=QM3,O=Acme"));
  CHECK(same("", ""));
  CHECK(!same("", "CN=a"));
}

TEST_CASE("values compare as their folded characters do, whatever shortcut is taken", "[x509]") {
  std::vector<std::string> const values{"a",
                                        "A",
                                        "ab",
                                        "aB",
                                        "a b",
                                        "A  b",
                                        " a b",
                                        "a b ",
                                        "a\tb",
                                        "a\x01"
                                        "b",
                                        "@",
                                        "`",
                                        "[",
                                        "{",
                                        "aé",
                                        "aÉ",
                                        "aß",
                                        "ass",
                                        "aSS",
                                        "a",
                                        "a  ",
                                        "ab ",
                                        "ab c",
                                        "abc",
                                        "a-b",
                                        "a_b",
                                        "a\u00a0b",
                                        "a\u200b",
                                        "",
                                        " "};
  for (auto const& a : values)
    for (auto const& b : values) {
      auto const left = one(0x0c, write::bytes(a)), right = one(0x0c, write::bytes(b));
      INFO(a << '|' << b);
      CHECK(same_name(Name{left}, Name{right}) == same_folded(a, b));
      CHECK((detail::name_hash(Name{left}) == detail::name_hash(Name{right})) == same_folded(a, b));
    }
}

TEST_CASE("relative names compare in order and in number", "[x509]") {
  CHECK(!same("CN=a,O=b", "O=b,CN=a"));
  CHECK(!same("CN=a,O=b", "O=b"));
  CHECK(!same("CN=a,CN=a", "CN=a"));
  CHECK(!same("CN=a,OU=b", "CN=a+OU=b"));
  CHECK(!same("CN=a", "O=a"));
}

TEST_CASE("the attributes of one relative name compare as a set", "[x509]") {
  CHECK(same("CN=a+OU=b,O=c", "OU=B+CN=A,O=c"));
  CHECK(!same("CN=a+OU=b", "CN=a+OU=c"));
  CHECK(!same("CN=a+CN=a+CN=b", "CN=a+CN=b+CN=b"));
  CHECK(!same("CN=a+OU=b", "CN=a"));
}

TEST_CASE("the same name in four string types made by two libraries is the same", "[x509]") {
  auto const subject = [](std::string_view file) { return Certificate::parse(data(file)).value(); };
  auto const utf8 = subject("name_utf8.der"), bmp = subject("name_bmp.der"), teletex = subject("name_teletex.der"),
             universal = subject("name_universal.der");
  for (auto const& other : {bmp, teletex, universal}) {
    CHECK(!same_bytes(utf8.subject().der(), other.subject().der()));
    CHECK(same_name(utf8.subject(), other.subject()));
  }
  CHECK(same_name(bmp.subject(), teletex.subject()));
  auto const folded = small_ca::name("CN=STRASSE ÄRGER,O=größe & söhne");
  CHECK(same_name(universal.subject(), Name{folded}));
}

TEST_CASE("values that are no strings compare by their octets", "[x509]") {
  auto const bits = one(0x03, hex("0780")), same_bits = one(0x03, hex("0780")), other_bits = one(0x03, hex("07")),
             octets = one(0x04, hex("0780"));
  CHECK(same_name(Name{bits}, Name{same_bits}));
  CHECK(!same_name(Name{bits}, Name{other_bits}));
  CHECK(!same_name(Name{bits}, Name{octets}));
  auto const string = one(0x0c, hex("41"));
  auto const as_octets = one(0x04, hex("41"));
  CHECK(!same_name(Name{string}, Name{as_octets}));
}

TEST_CASE("a name that is malformed equals no other", "[x509]") {
  auto const malformed = one(0x0c, hex("41ff")), also_malformed = one(0x0c, hex("61ff"));
  auto const well_formed = one(0x0c, hex("41"));
  CHECK(!same_name(Name{malformed}, Name{well_formed}));
  CHECK(!same_name(Name{malformed}, Name{also_malformed}));
  CHECK(!is_within(Name{malformed}, Name{also_malformed}));
  auto const no_attributes = hex("30023100");
  CHECK(!is_within(Name{well_formed}, Name{no_attributes}));
}

TEST_CASE("a subtree holds the names that begin with its base", "[x509]") {
  CHECK(within("CN=a,OU=b,O=c", "OU=B,O=C"));
  CHECK(within("O=c", "O=c"));
  CHECK(within("O=c", ""));
  CHECK(!within("O=c", "OU=b,O=c"));
  CHECK(!within("CN=a,O=d", "O=c"));
  CHECK(!within("O=c,CN=a", "O=c"));
  CHECK(!within("OU=b+CN=x,O=c", "OU=b,O=c"));
}

TEST_CASE("an attribute compares by type and value, a value by itself", "[x509]") {
  auto const common_name = one(0x0c, hex("41")), organization = one(0x13, hex("61"), "2.5.4.10");
  auto const a = *Name{common_name}.begin(), b = *Name{organization}.begin();
  CHECK(same_value(a, b));
  CHECK(!same_attribute(a, b));
  CHECK(same_attribute(a, a));
}
