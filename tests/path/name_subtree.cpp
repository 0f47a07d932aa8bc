// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/name_subtree.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <initializer_list>
#include <string_view>
#include <vector>

using namespace vidimus;
using namespace vidimus::detail;
using enum Overlap;

// dNSName
static_assert(dns_overlap("example.com", "example.com") == all);
static_assert(dns_overlap("a.b.example.com", "example.com") == all);
static_assert(dns_overlap("notexample.com", "example.com") == none);
static_assert(dns_overlap("example.com", "a.example.com") == none);
static_assert(dns_overlap("example.com", "") == all);
static_assert(dns_overlap("*.example.com", "example.com") == all);
static_assert(dns_overlap("*.a.example.com", "example.com") == all);
static_assert(dns_overlap("*.example.com", "a.example.com") == part);    // stands for it
static_assert(dns_overlap("*.example.com", "a.b.example.com") == none);  // stands for one label only
static_assert(dns_overlap("*.example.com", "example.org") == none);
static_assert(dns_overlap("*", "example.com") == part);
static_assert(dns_overlap("", "example.com") == part);
static_assert(dns_overlap(".example.com", "example.com") == part);
static_assert(dns_overlap("a*.example.com", "example.com") == part);
static_assert(dns_overlap("a.*.example.com", "example.com") == part);
static_assert(dns_overlap("*.*.example.com", "example.com") == part);
static_assert(dns_overlap("example.com.", "example.com") == part);
static_assert(dns_overlap("example.com/", "example.com") == part);
static_assert(is_dns_subtree("") && is_dns_subtree("example.com") && !is_dns_subtree(".example.com"));
static_assert(!is_dns_subtree("*.example.com") && !is_dns_subtree("example.com."));

// rfc822Name
static_assert(email_overlap("ops@example.com", "ops@EXAMPLE.com") == all);
static_assert(email_overlap("Ops@example.com", "ops@example.com") == part);  // mostly the same mailbox
static_assert(email_overlap("\"ops\"@example.com", "ops@example.com") == part);
static_assert(email_overlap("dev@example.com", "ops@example.com") == none);
static_assert(email_overlap("ops@example.com", "example.com") == all);
static_assert(email_overlap("ops@mail.example.com", "example.com") == none);
static_assert(email_overlap("ops@mail.example.com", ".example.com") == all);
static_assert(email_overlap("ops@example.com", ".example.com") == none);
static_assert(email_overlap("ops@example.com", "") == part);
static_assert(email_overlap("\"a@b\"@example.com", "example.com") == all);
static_assert(email_overlap("a@b@example.com", "example.com") == part);
static_assert(email_overlap("example.com", "example.com") == part);
static_assert(email_overlap("@example.com", "example.com") == part);
static_assert(email_overlap("ops@", "example.com") == part);
static_assert(email_overlap("ops@[192.0.2.1]", "example.com") == part);
static_assert(email_overlap("", "") == part);
static_assert(is_email_subtree("") && is_email_subtree("ops@example.com") && is_email_subtree(".example.com"));
static_assert(!is_email_subtree("a@b@example.com") && !is_email_subtree("@example.com") && !is_email_subtree("ops@"));
static_assert(!is_email_subtree("..example.com") && !is_email_subtree(".") && !is_email_subtree("ops@.example.com"));

// uniformResourceIdentifier
static_assert(host_of_uri("https://user:word@host.example:8080/a?b#c") == "host.example");
static_assert(host_of_uri("spiffe://acme.example") == "acme.example");
static_assert(host_of_uri("https://host.example?x@other.example") == "host.example");
static_assert(host_of_uri("https://evil.example#@host.example") == "evil.example");
static_assert(host_of_uri("https://evil.example\\@host.example") == "evil.example");
static_assert(host_of_uri("urn:uuid:1").empty() && host_of_uri("mailto:a@b").empty() && host_of_uri("x").empty());
static_assert(host_of_uri("https:host.example").empty() && host_of_uri("https:///path").empty());
static_assert(uri_overlap("https://host.example/", "HOST.example") == all);
static_assert(uri_overlap("https://a.host.example/", "host.example") == none);
static_assert(uri_overlap("https://a.host.example/", ".host.example") == all);
static_assert(uri_overlap("https://host.example/", ".host.example") == none);
static_assert(uri_overlap("https://host.example/", "") == part);
static_assert(uri_overlap("https://192.0.2.1/", "host.example") == part);
static_assert(uri_overlap("https://[2001:db8::1]/", "host.example") == part);
static_assert(uri_overlap("https://host%2Eexample/", "host.example") == part);
static_assert(uri_overlap("urn:x", "host.example") == part);
static_assert(uri_overlap("https://host.example./", "host.example") == part);
static_assert(is_uri_subtree("") && is_uri_subtree("host.example") && is_uri_subtree(".host.example"));
static_assert(!is_uri_subtree("https://host.example") && !is_uri_subtree(".") && !is_uri_subtree("host.example/"));

// iPAddress
namespace {

auto octets(std::initializer_list<int> values) -> Buffer {
  Buffer bytes;
  for (auto const value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

}  // namespace

TEST_CASE("an address lies in a range by its mask", "[path]") {
  auto const range = octets({192, 0, 2, 0, 255, 255, 255, 0});
  CHECK(ip_overlap(octets({192, 0, 2, 255}), range) == all);
  CHECK(ip_overlap(octets({192, 0, 3, 0}), range) == none);
  CHECK(ip_overlap(octets({10, 1, 2, 3}), octets({0, 0, 0, 0, 0, 0, 0, 0})) == all);
  CHECK(ip_overlap(octets({192, 0, 2, 130}), octets({192, 0, 2, 128, 255, 255, 255, 128})) == all);
  CHECK(ip_overlap(octets({192, 0, 2, 127}), octets({192, 0, 2, 128, 255, 255, 255, 128})) == none);
  CHECK(ip_overlap(Buffer(16), range) == none);
}

TEST_CASE("forms that RFC 5280 does not compare overlap in part, whatever they are", "[path]") {
  for (auto const kind : {GeneralNameKind::other_name, GeneralNameKind::x400_address, GeneralNameKind::edi_party_name,
                          GeneralNameKind::registered_id}) {
    CHECK_FALSE(is_comparable(kind));
    CHECK(overlap({kind, {}}, {kind, {}}) == part);
    CHECK(is_subtree({kind, {}}));
  }
}

TEST_CASE("every form is compared by its own rule", "[path]") {
  auto const named = [](GeneralNameKind kind, std::string_view text) { return GeneralName{kind, bytes_of(text)}; };
  CHECK(overlap(named(GeneralNameKind::dns_name, "a.example.com"), named(GeneralNameKind::dns_name, "example.com")) ==
        all);
  CHECK(overlap(named(GeneralNameKind::rfc822_name, "a@b.example"), named(GeneralNameKind::rfc822_name, "example")) ==
        none);
  CHECK(overlap(named(GeneralNameKind::uri, "a://b.example"), named(GeneralNameKind::uri, ".example")) == all);
  CHECK_FALSE(is_subtree(named(GeneralNameKind::dns_name, ".example.com")));
  CHECK_FALSE(is_subtree(named(GeneralNameKind::rfc822_name, "a@b@c")));
  CHECK_FALSE(is_subtree(named(GeneralNameKind::uri, "a://b")));
}
