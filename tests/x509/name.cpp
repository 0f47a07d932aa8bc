// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/name.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/algorithm/count_if.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

#include <ranges>

using namespace vidimus;
using namespace x509_tests;

namespace {

static_assert(ranges::forward_range<Name> && ranges::view_<Name> && ranges::common_range<Name>);
static_assert(std::ranges::forward_range<Name> && std::forward_iterator<NameIterator>);

// SEQUENCE { SET { SEQUENCE { commonName, UTF8String "Q" } } }
constexpr auto short_name =
    der_tests::octets(0x30, 0x0c, 0x31, 0x0a, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x01, 'Q');
static_assert([] {
  vidimus::der::Reader reader{short_name};
  auto const name = *Name::read(reader);
  auto const first = *name.begin();
  return first.type == oid::common_name && first.rdn == 0 && std::next(name.begin()) == name.end() && !name.is_empty();
}());

auto text(std::string_view rfc4514) {
  auto const der = small_ca::name(rfc4514);
  return Name{der}.to_text();
}
auto wrong(Bytes const& encoding) -> std::optional<Errc> {
  auto const name = Name::parse(encoding);
  if (name) return std::nullopt;
  CHECK(name.error().code() == Errc::certificate_malformed);
  return std::get<Malformed>(name.error().decisive().detail).rule;
}
auto attribute(std::string_view value, std::string_view type = "2.5.4.3") -> Bytes {
  return write::sequence(write::oid(type), write::element(0x0c, write::bytes(value)));
}

}  // namespace

TEST_CASE("a name is written with the most specific part first", "[x509]") {
  CHECK(text("CN=QM2,OU=Payments,O=Acme") == "CN=QM2,OU=Payments,O=Acme");
  CHECK(text("CN=QM2,OU=Payments,OU=EU,O=Acme,C=CH") == "CN=QM2,OU=Payments,OU=EU,O=Acme,C=CH");
  CHECK(text("C=CH,CN=QM2") == "C=CH,CN=QM2");
  CHECK(text("") == "");
}

TEST_CASE("a relative name with several attributes keeps them together in encoded order", "[x509]") {
  CHECK(Certificate::parse(data("name_multivalued.der")).value().subject().to_text() ==
        "CN=QM1+OU=Payments+UID=7,O=Acme");
}

TEST_CASE("a name full of reserved characters is written as another library writes it", "[x509]") {
  auto const certificate = Certificate::parse(data("escapes.der")).value();
  auto const expected = data("escapes.txt");
  CHECK(certificate.subject().to_text() + '\n' == text_of(expected));
}

TEST_CASE("attributes come in encoded order with the number of their relative name", "[x509]") {
  auto const certificate = Certificate::parse(data("name_multivalued.der")).value();
  std::vector<std::size_t> rdns;
  for (auto const attribute : certificate.subject().attributes()) rdns.push_back(attribute.rdn);
  CHECK(rdns == std::vector<std::size_t>{0, 1, 1, 1});
}

TEST_CASE("a name composes as a range", "[x509]") {
  auto const der = small_ca::name("CN=QM2,OU=Payments,OU=EU,O=Acme");
  Name const name{der};
  auto const units =
      name | ranges::views::filter([](Attribute const& a) { return a.type == oid::organizational_unit_name; }) |
      ranges::views::transform([](Attribute const& a) { return a.to_utf8().value(); }) | ranges::to<std::vector>();
  CHECK(units == std::vector<std::string>{"EU", "Payments"});
  CHECK(ranges::count_if(name.attributes(), [](Attribute const& a) { return a.type == oid::common_name; }) == 1);
  auto at = name.begin();
  auto const first = at++;
  CHECK(first == name.begin());
  CHECK(at != first);
  CHECK((*first).type == oid::organization_name);
}

TEST_CASE("a malformed name is refused", "[x509]") {
  CHECK(wrong(hex("3000")) == std::nullopt);
  CHECK(wrong(write::sequence(write::element(0x31, attribute("a")))) == std::nullopt);
  CHECK(wrong(hex("300000")) == Errc::der_trailing_data);
  CHECK(wrong({}) == Errc::der_truncated);
  CHECK(wrong(hex("30023100")) == Errc::der_empty);
  CHECK(wrong(hex("30023000")) == Errc::der_unexpected_tag);
  CHECK(wrong(write::sequence(write::element(0x31, attribute("b"), attribute("a")))) == Errc::der_unsorted_set);
  CHECK(wrong(write::sequence(write::element(0x31, attribute("aa"), attribute("b")))) == Errc::der_unsorted_set);
  CHECK(wrong(write::sequence(write::element(0x31, attribute("b"), attribute("aa")))) == std::nullopt);
  CHECK(wrong(write::sequence(write::element(0x31, attribute("a"), attribute("a")))) == std::nullopt);
}

TEST_CASE("a relative name with more attributes than anybody has is refused", "[x509]") {
  std::vector<Bytes> many(detail::rdn_limit, attribute("a"));
  CHECK(wrong(write::sequence(write::set_of(many))) == std::nullopt);
  many.push_back(attribute("a"));
  CHECK(wrong(write::sequence(write::set_of(many))) == Errc::der_length_too_large);
}

TEST_CASE("a view of bytes that are no name shows what precedes the fault and never more", "[x509]") {
  CHECK(Name{}.is_empty());
  CHECK(Name{}.to_text().empty());
  for (auto const* encoding : {"30", "3005", "3002 0500", "300231", "300231ff", "ffff"}) {
    auto const bytes = hex(encoding);
    CHECK(Name{bytes}.is_empty());
  }
  auto const half = write::sequence(write::element(0x31, attribute("a")), hex("0500"));
  CHECK(Name{half}.to_text() == "CN=a");
}

TEST_CASE("a long name has a bounded text", "[x509]") {
  std::vector<Bytes> rdns(3000, write::element(0x31, attribute("a name that is repeated")));
  auto const long_name = write::sequence(joined(rdns));
  auto const text = Name{long_name}.to_text();
  CHECK(text.size() < Name::text_limit + 64);
  CHECK(text.ends_with("…"));
  auto const long_value = write::sequence(write::element(0x31, attribute(std::string(5000, 'x'))));
  CHECK(Name{long_value}.to_text().size() < Name::text_limit + 64);
}
