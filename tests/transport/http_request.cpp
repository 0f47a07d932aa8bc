// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/http_request.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using vidimus::Buffer;
using vidimus::Url;
namespace detail = vidimus::detail;

TEST_CASE("a GET says what must be said and no more", "[transport]") {
  auto const url = Url::parse("http://CA.example:8080/a%20b?c#d").value();
  auto const request = detail::http_request({"key", "", "a/b"}, url);
  CHECK(vidimus::text_of(request) ==
        "GET /a%20b?c HTTP/1.1\r\nHost: ca.example:8080\r\nUser-Agent: vidimus\r\nAccept: */*\r\n"
        "Accept-Encoding: identity\r\nConnection: close\r\n\r\n");
}

TEST_CASE("a POST says what its body is", "[transport]") {
  auto const url = Url::parse("http://[::1]/").value();
  auto const request = detail::http_request({"key", "", "a/b", Buffer(2, std::byte{0})}, url);
  CHECK(
      vidimus::text_of(request) ==
      std::string{"POST / HTTP/1.1\r\nHost: [::1]\r\nUser-Agent: vidimus\r\nAccept: */*\r\n"
                  "Accept-Encoding: identity\r\nConnection: close\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\n"} +
          std::string(2, '\0'));
}

TEST_CASE("a type that could end a line is none", "[transport]") {
  STATIC_REQUIRE(detail::is_content_type("application/ocsp-request"));
  STATIC_REQUIRE(detail::is_content_type("a/b; c=\"d e\""));
  for (std::string const type : {"", " ", "a ", " a", "a\rb", "a\nb", "a\tb", "a\x7f", "\xc3\xa4"}) {
    INFO(type);
    CHECK_FALSE(detail::is_content_type(type));
  }
}
