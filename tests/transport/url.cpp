// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/url.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <variant>

using vidimus::Errc;
using vidimus::Url;
using vidimus::UrlMistake;
using vidimus::detail::UrlReader;

namespace {

auto parsed(std::string_view text) -> Url {
  INFO(text);
  auto const url = Url::parse(text);
  REQUIRE(url);
  return *url;
}

struct Wrong {
  std::string_view text;
  UrlMistake mistake;
  std::size_t offset;
};

// Reading is constexpr: a URL that the program itself names could be checked by the compiler.
static_assert(UrlReader{"http://ca.example/a"}.read(100).mistake == UrlMistake::none);
static_assert(UrlReader{"http://ca.example/a b"}.read(100).offset == 19);

}  // namespace

TEST_CASE("a URL is read into its parts", "[transport]") {
  auto const url = parsed("HTTP://CA.Example:8080/Crl/1.crl?a=b?c#part");
  CHECK(url.scheme == "http");
  CHECK(url.host == "ca.example");
  CHECK_FALSE(url.address);
  CHECK(url.port == 8080);
  CHECK(url.path == "/Crl/1.crl");
  CHECK(url.query == "?a=b?c");
  CHECK(url.authority() == "ca.example:8080");
  CHECK(url.to_text() == "http://ca.example:8080/Crl/1.crl?a=b?c");
}

TEST_CASE("what a URL leaves out is its scheme's", "[transport]") {
  CHECK(parsed("http://ca.example").port == 80);
  CHECK(parsed("http://ca.example").path == "/");
  CHECK(parsed("http://ca.example:").port == 80);
  CHECK(parsed("http://ca.example:80/").authority() == "ca.example");
  CHECK(parsed("http://ca.example?x").to_text() == "http://ca.example/?x");
  CHECK(parsed("http://ca.example#x").to_text() == "http://ca.example/");
  CHECK(parsed("https://ca.example/").port == 443);
  CHECK(parsed("ldap://ca.example/").port == 389);
  CHECK(parsed("ldaps://ca.example/").port == 636);
  CHECK(parsed("gopher://ca.example/").port == 0);
}

TEST_CASE("an address as a host is known to be one", "[transport]") {
  auto const four = parsed("http://192.0.2.1:81/");
  REQUIRE(four.address);
  CHECK(four.address->octets().size() == 4);
  CHECK(four.authority() == "192.0.2.1:81");
  auto const six = parsed("http://[2001:DB8:0::1]/");
  REQUIRE(six.address);
  CHECK(six.host == "2001:db8::1");
  CHECK(six.authority() == "[2001:db8::1]");
  CHECK(parsed("http://[::1]:81/").to_text() == "http://[::1]:81/");
}

TEST_CASE("names are DNS names", "[transport]") {
  CHECK(parsed("http://ca.example./").host == "ca.example.");
  CHECK(parsed("http://a_b.c-d.3com/").host == "a_b.c-d.3com");
  CHECK(parsed("http://localhost/").host == "localhost");
  CHECK(parsed("http://" + std::string(63, 'a') + ".example/").host.size() == 71);
  CHECK(parsed("http://0xg.example/").host == "0xg.example");
}

TEST_CASE("what is no URL is refused with the part and its offset", "[transport]") {
  Wrong const cases[]{
      {"", UrlMistake::no_scheme, 0},
      {"/a", UrlMistake::no_scheme, 0},
      {"://a", UrlMistake::no_scheme, 0},
      {"1http://a", UrlMistake::no_scheme, 0},
      {"ht tp://a", UrlMistake::no_scheme, 0},
      {" http://a", UrlMistake::no_scheme, 0},
      {"http:/a", UrlMistake::no_scheme, 0},
      {"mailto:pki@ca.example", UrlMistake::no_scheme, 0},
      {"http://", UrlMistake::no_host, 7},
      {"http:///a", UrlMistake::no_host, 7},
      {"http://:80/", UrlMistake::no_host, 7},
      {"ldap:///cn=ca?certificateRevocationList", UrlMistake::no_host, 7},
      {"http://a..b/", UrlMistake::host_malformed, 7},
      {"http://.a/", UrlMistake::host_malformed, 7},
      {"http://a../", UrlMistake::host_malformed, 7},
      {"http://./", UrlMistake::host_malformed, 7},
      {"http://a%41/", UrlMistake::host_malformed, 7},
      {"http://caf\xc3\xa9.example/", UrlMistake::host_malformed, 7},
      {"http://a b/", UrlMistake::host_malformed, 7},
      {"http://a\\b/", UrlMistake::host_malformed, 7},
      {"http://[::1/", UrlMistake::host_malformed, 7},
      {"http://[]/", UrlMistake::host_malformed, 8},
      {"http://[127.0.0.1]/", UrlMistake::host_malformed, 8},
      {"http://[fe80::1%25eth0]/", UrlMistake::host_malformed, 8},
      {"http://[::1]a/", UrlMistake::host_malformed, 12},
      {"http://::1/", UrlMistake::no_host, 7},
      {"http://127.1/", UrlMistake::host_is_a_number, 7},
      {"http://2130706433/", UrlMistake::host_is_a_number, 7},
      {"http://0x7f000001/", UrlMistake::host_is_a_number, 7},
      {"http://0x/", UrlMistake::host_is_a_number, 7},
      {"http://127.0.0.01/", UrlMistake::host_is_a_number, 7},
      {"http://127.0.0.0x1/", UrlMistake::host_is_a_number, 7},
      {"http://127.0.0.1./", UrlMistake::host_is_a_number, 7},
      {"http://256.0.0.1/", UrlMistake::host_is_a_number, 7},
      {"http://a:b/", UrlMistake::port_malformed, 9},
      {"http://a:65536/", UrlMistake::port_malformed, 9},
      {"http://a:99999999999999999999/", UrlMistake::port_malformed, 9},
      {"http://a:-1/", UrlMistake::port_malformed, 9},
      {"http://a:80:80/", UrlMistake::port_malformed, 9},
      {"http://a/b c", UrlMistake::character_not_allowed, 10},
      {"http://a/b\r\nHost: c", UrlMistake::character_not_allowed, 10},
      {std::string_view{"http://a/\0", 10}, UrlMistake::character_not_allowed, 9},
      {"http://a/\x7f", UrlMistake::character_not_allowed, 9},
      {"http://a/\xc3\xa9", UrlMistake::character_not_allowed, 9},
      {"http://a/<>", UrlMistake::character_not_allowed, 9},
      {"http://a/?[", UrlMistake::character_not_allowed, 10},
      {"http://a/#b#c", UrlMistake::character_not_allowed, 11},
      {"http://a/%", UrlMistake::escape_malformed, 9},
      {"http://a/%4", UrlMistake::escape_malformed, 9},
      {"http://a/%4g", UrlMistake::escape_malformed, 9},
      {"http://a/?%zz", UrlMistake::escape_malformed, 10},
  };
  for (auto const& wrong : cases) {
    INFO(wrong.text);
    auto const url = Url::parse(wrong.text);
    REQUIRE_FALSE(url);
    CHECK(url.error().code() == Errc::url_malformed);
    auto const& detail = std::get<vidimus::Malformed>(url.error().decisive().detail);
    CHECK(detail.what == text_of(wrong.mistake));
    CHECK(detail.offset == wrong.offset);
  }
}

TEST_CASE("a URL of a certificate cannot forge a line of a log", "[transport]") {
  auto const url = Url::parse("http://a/\r\n\x1b[2Jb");
  REQUIRE_FALSE(url);
  CHECK(explain(url.error()).find("http://a/\\0D\\0A\\1B[2Jb") != std::string::npos);
}

TEST_CASE("a URL is of bounded length", "[transport]") {
  auto const text = "http://a/" + std::string(Url::most_octets - 9, 'b');
  CHECK(Url::parse(text));
  auto const refused = Url::parse(text + 'b');
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::url_malformed);
  CHECK(Url::parse("http://" + std::string(64, 'a') + "/").error().code() == Errc::url_malformed);
  std::string labels = "a";
  while (labels.size() < 253) labels += ".a";
  CHECK(Url::parse("http://" + labels + "/"));
  CHECK(Url::parse("http://" + labels + ".a/").error().code() == Errc::url_malformed);
}

TEST_CASE("user information and port 0 are refused as what they are", "[transport]") {
  for (auto const* const text : {"http://user@ca.example/", "http://user:secret@ca.example/", "http://@ca.example/",
                                 "http://ca.example@127.0.0.1/", "http://ca.example:80@127.0.0.1/"}) {
    INFO(text);
    CHECK(Url::parse(text).error().code() == Errc::url_refused);
  }
  CHECK(Url::parse("http://ca.example:0/").error().code() == Errc::url_refused);
  CHECK(parsed("http://ca.example/a@b").path == "/a@b");
}

// RFC 3986, 5.4, without the references that have other schemes
TEST_CASE("references are resolved as RFC 3986 does", "[transport]") {
  auto const base = parsed("http://a/b/c/d;p?q");
  std::pair<std::string_view, std::string_view> const cases[]{
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {"g?y#s", "http://a/b/c/g?y"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"http://e:81/x/../f", "http://e:81/f"},
      {"https://e/f", "https://e/f"},
  };
  for (auto const& [reference, wanted] : cases) {
    INFO(reference);
    auto const url = base.resolve(reference);
    REQUIRE(url);
    CHECK(url->to_text() == wanted);
  }
  CHECK(base.resolve("a b").error().code() == Errc::url_malformed);
  CHECK(base.resolve("//user@e/").error().code() == Errc::url_refused);
  CHECK(base.resolve("file:///etc/passwd").error().code() == Errc::url_malformed);
  CHECK(base.resolve("mailto:a@b").error().code() == Errc::url_malformed);
}
