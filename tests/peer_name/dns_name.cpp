// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dns_name.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;
using detail::check_dns_name;
using detail::dns_name_matches;

static_assert(check_dns_name("qm1.acme.example").mistake == DnsNameMistake::none);
static_assert(dns_name_matches("*.acme.example", "qm1.acme.example"));

namespace {

auto const label63 = std::string(63, 'a');

void is_refused(std::string const& name, DnsNameMistake mistake, std::size_t offset) {
  INFO(name);
  CHECK(check_dns_name(name).mistake == mistake);
  CHECK(check_dns_name(name).offset == offset);
}

}  // namespace

TEST_CASE("labels of letters, digits and inner hyphens make a reference identifier", "[peer_name]") {
  auto const longest = label63 + '.' + label63 + '.' + label63 + '.' + std::string(61, 'a');
  CHECK(longest.size() == 253);
  for (std::string const& name :
       {std::string{"qm1.acme.example"}, std::string{"QM1.Acme.Example"}, std::string{"localhost"},
        std::string{"xn--mller-kva.example"}, std::string{"a-b.c--d.e"}, std::string{"1.2.3.4a"},
        std::string{"10.in-addr.arpa"}, longest}) {
    INFO(name);
    CHECK(check_dns_name(name).mistake == DnsNameMistake::none);
  }
}

TEST_CASE("what is no reference identifier is refused with the place", "[peer_name]") {
  is_refused("", DnsNameMistake::empty, 0);
  is_refused("*.acme.example", DnsNameMistake::wildcard, 0);
  is_refused("qm1.*.example", DnsNameMistake::wildcard, 4);
  is_refused("q*.acme.example", DnsNameMistake::wildcard, 1);
  is_refused("10.0.0.1", DnsNameMistake::ip_address, 7);
  is_refused("127.1", DnsNameMistake::ip_address, 4);
  is_refused("2130706433", DnsNameMistake::ip_address, 0);
  is_refused("::1", DnsNameMistake::ip_address, 0);
  is_refused("[2001:db8::1]", DnsNameMistake::ip_address, 0);
  is_refused("qm1.acme.example:1414", DnsNameMistake::ip_address, 16);
  is_refused("müller.example", DnsNameMistake::not_ascii, 1);
  is_refused("qm_1.acme.example", DnsNameMistake::character_not_allowed, 2);
  is_refused("qm1 .acme.example", DnsNameMistake::character_not_allowed, 3);
  is_refused("https//qm1", DnsNameMistake::character_not_allowed, 5);
  is_refused(std::string("qm1\0.example", 12), DnsNameMistake::character_not_allowed, 3);
  is_refused(".acme.example", DnsNameMistake::label_empty, 0);
  is_refused("qm1..example", DnsNameMistake::label_empty, 4);
  is_refused("qm1.acme.example.", DnsNameMistake::label_empty, 17);  // callers drop one final dot before
  is_refused("a." + label63 + "a.example", DnsNameMistake::label_too_long, 2);
  is_refused("-qm1.example", DnsNameMistake::hyphen_at_label_end, 0);
  is_refused("qm1-.example", DnsNameMistake::hyphen_at_label_end, 3);
  is_refused("qm1.-", DnsNameMistake::hyphen_at_label_end, 4);
  is_refused(label63 + '.' + label63 + '.' + label63 + '.' + std::string(62, 'a'), DnsNameMistake::too_long, 253);
}

TEST_CASE("one final dot is dropped", "[peer_name]") {
  CHECK(detail::without_final_dot("qm1.acme.example.") == "qm1.acme.example");
  CHECK(detail::without_final_dot("qm1.acme.example") == "qm1.acme.example");
  CHECK(detail::without_final_dot(".").empty());
  CHECK(detail::without_final_dot("a..") == "a.");
}

TEST_CASE("presented identifiers match by RFC 9525, 6.3", "[peer_name]") {
  struct Row {
    std::string presented;
    std::string reference;
    bool matches;
  };
  Row const rows[]{
      {"qm1.acme.example", "qm1.acme.example", true},
      {"QM1.aCmE.EXAMPLE", "qm1.acme.example", true},
      {"qm2.acme.example", "qm1.acme.example", false},
      {"acme.example", "qm1.acme.example", false},
      {"qm1.acme.example", "acme.example", false},
      {"*.acme.example", "qm1.acme.example", true},
      {"*.ACME.example", "qm1.acme.example", true},
      {"*.acme.example", "acme.example", false},
      {"*.acme.example", "a.qm1.acme.example", false},
      {"*.example", "acme.example", true},  // RFC 9525 has no list of public suffixes
      {"*", "localhost", false},
      {"*.", "localhost", false},
      {"*", "qm1.acme.example", false},
      {"*.*.example", "qm1.acme.example", false},
      {"qm1.*.example", "qm1.acme.example", false},
      {"q*.acme.example", "qm1.acme.example", false},
      {"*1.acme.example", "qm1.acme.example", false},
      {"**.acme.example", "qm1.acme.example", false},
      {"*qm1.acme.example", "qm1.acme.example", false},
      {"xn--*.acme.example", "xn--mller-kva.acme.example", false},
      {"*.acme.example", "xn--mller-kva.acme.example", true},
      {"xn--mller-kva.example", "xn--mller-kva.example", true},
      {"müller.example", "xn--mller-kva.example", false},
      {"qm1.acme.example.", "qm1.acme.example", false},
      {"*.acme.example.", "qm1.acme.example", false},
      {".acme.example", "qm1.acme.example", false},
      {"", "qm1.acme.example", false},
      {std::string("qm1.acme.example\0", 17), "qm1.acme.example", false},
      {std::string("qm1.acme.example\0.evil.example", 30), "qm1.acme.example", false},
      {std::string("*\0.acme.example", 15), "qm1.acme.example", false},
      {"qm1.acme.example ", "qm1.acme.example", false},
      {" qm1.acme.example", "qm1.acme.example", false},
      {"qm1@acme.example", "qm1.acme.example", false},
      {"[m1.acme.example", "{m1.acme.example", false},  // apart by the bit that tells letters' cases apart
  };
  for (auto const& row : rows) {
    INFO(row.presented << " for " << row.reference);
    CHECK(dns_name_matches(row.presented, row.reference) == row.matches);
  }
}

TEST_CASE("every mistake in a name has words", "[peer_name]") {
  for (unsigned i = 0; i <= static_cast<unsigned>(DnsNameMistake::hyphen_at_label_end); ++i)
    CHECK_FALSE(text_of(static_cast<DnsNameMistake>(i)).empty());
  CHECK(text_of(static_cast<DnsNameMistake>(255)).empty());
}
