// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_fetch.hpp>

#include "ocsp_scene.hpp"

#include <vidimus/x509/base64.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace {

using vidimus::detail::ocsp_fetch;
using vidimus::detail::OcspNonce;

constexpr auto url = "http://ocsp.acme.example";

/// With octets that base64 writes as + and /.
auto cert_id() -> vidimus::Buffer {
  test::Bytes octets(58, std::byte{0x5a});
  for (std::size_t i = 10; i != 20; ++i) octets[i] = std::byte{0xff}, octets[i + 10] = std::byte{0xfb};
  return octets;
}
auto nonce() -> OcspNonce { return vidimus::detail::make_ocsp_nonce().value(); }

/// What stands in a URL's path, as octets again.
auto decoded(std::string path) -> vidimus::Buffer {
  for (auto const& [mark, character] : {std::pair{"%2B", "+"}, std::pair{"%2F", "/"}, std::pair{"%3D", "="}})
    for (std::size_t at = 0; (at = path.find(mark)) != std::string::npos;) path.replace(at, 3, character);
  return vidimus::decode_base64(path).value();
}

}  // namespace

TEST_CASE("A short request without a nonce goes by GET, in the path of the URL", "[revocation][ocsp]") {
  auto const expected = vidimus::detail::write_ocsp_request(cert_id());
  for (std::string const& base : {std::string{url}, std::string{url} + "/"}) {
    auto const request = ocsp_fetch(base, cert_id(), std::nullopt);
    CHECK(request.body.empty());
    CHECK(request.content_type.empty());
    REQUIRE(request.url.starts_with("http://ocsp.acme.example/"));
    auto const path = request.url.substr(25);
    CHECK(path.find_first_of("+/=") == std::string::npos);
    CHECK(path.find("%2B") != std::string::npos);
    CHECK(path.find("%2F") != std::string::npos);
    CHECK(decoded(path) == expected);
  }
}

TEST_CASE("A request with a nonce, a long one, or one to a URL with a query is posted", "[revocation][ocsp]") {
  auto const with_nonce = ocsp_fetch(url, cert_id(), nonce());
  auto const is_posted = [](vidimus::FetchRequest const& request, std::string const& to) {
    return !request.body.empty() && request.content_type == "application/ocsp-request" && request.url == to;
  };
  CHECK(is_posted(with_nonce, url));
  auto const with_query = std::string{url} + "/?ca=1";
  CHECK(is_posted(ocsp_fetch(with_query, cert_id(), std::nullopt), with_query));

  // RFC 5019, 5: 255 octets in all are still sent by GET
  auto const size = ocsp_fetch(url, cert_id(), std::nullopt).url.size();
  auto const longest = std::string{url} + "/" + std::string(255 - size - 1, 'a');
  CHECK(ocsp_fetch(longest, cert_id(), std::nullopt).url.size() == 255);
  CHECK(is_posted(ocsp_fetch(longest + "a", cert_id(), std::nullopt), longest + "a"));
}

TEST_CASE("Equal questions have equal keys, whatever the nonce; others have others", "[revocation][ocsp]") {
  auto const key = ocsp_fetch(url, cert_id(), nonce()).key;
  CHECK(key == "OCSP http://ocsp.acme.example " + vidimus::to_hex(cert_id()));
  CHECK(ocsp_fetch(url, cert_id(), nonce()).key == key);
  CHECK(ocsp_fetch(url, cert_id(), std::nullopt).key == key);
  CHECK(ocsp_fetch("http://other.example", cert_id(), nonce()).key != key);
  CHECK(ocsp_fetch(url, test::Bytes(58), nonce()).key != key);
}

TEST_CASE("The responders of a certificate are those of its authority information access", "[revocation][ocsp]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const peer = test::read(
      root.issue({.subject = "CN=QM2", .ocsp_urls = {"http://a.example", "https://b.example", "http://c.example"}})
          .der);
  CHECK(vidimus::detail::ocsp_urls_of(peer) ==
        std::vector<std::string_view>{"http://a.example", "https://b.example", "http://c.example"});
  CHECK(vidimus::detail::ocsp_urls_of(test::read(root.issue({.subject = "CN=QM2"}).der)).empty());
}
