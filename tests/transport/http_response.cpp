// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/http_response.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "http_reading.hpp"

using vidimus::Errc;
using vidimus::HttpLimits;
using vidimus_test::Ends;
using vidimus_test::read_response;

namespace {

struct Wrong {
  std::string_view text;
  std::string_view words;
};

auto with_field(std::string const& line) -> std::string { return "HTTP/1.1 200 OK\r\n" + line + "\r\n\r\nab"; }

}  // namespace

TEST_CASE("a response with a length is read to its length", "[transport]") {
  auto const read = read_response("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", Ends::no);
  CHECK(read.is_complete);
  CHECK(read.status == 200);
  CHECK(read.body == "ab");
  CHECK(read_response("HTTP/1.0 200 \r\ncontent-length:2\r\nX: y\r\n\r\nab").body == "ab");
  CHECK(read_response("HTTP/1.1 200\r\nContent-Length: \t 2 \t\r\n\r\nab").body == "ab");
  CHECK(read_response("HTTP/1.1 200 \xe4\xb8\r\nContent-Length: 0\r\n\r\n", Ends::no).is_complete);
  CHECK(read_response(with_field("Content-Length: 2\r\nContent-Encoding: Identity")).body == "ab");
}

TEST_CASE("a response without a length ends with its connection", "[transport]") {
  CHECK_FALSE(read_response("HTTP/1.1 200 OK\r\n\r\nab", Ends::no).is_complete);
  auto const read = read_response("HTTP/1.1 200 OK\r\n\r\nab");
  CHECK(read.is_complete);
  CHECK(read.body == "ab");
}

TEST_CASE("interim responses are passed over, and nothing of them is kept", "[transport]") {
  auto const read = read_response(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLocation: /no\r\nContent-Length: 9\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
  CHECK(read.body == "ab");
  CHECK_FALSE(read.location);
}

TEST_CASE("of a response that brings no answer the header is read and no more", "[transport]") {
  auto const moved = read_response("HTTP/1.1 302 Found\r\nLocation:  /b \r\nContent-Length: 5\r\n\r\nab", Ends::no);
  CHECK(moved.is_complete);
  CHECK(moved.status == 302);
  CHECK(moved.location == "/b");
  CHECK(moved.body.empty());
  CHECK(read_response("HTTP/1.1 404 Not Found\r\n\r\n").status == 404);
  CHECK(read_response("HTTP/1.1 503 Busy\r\nContent-Encoding: gzip\r\n\r\n").status == 503);
}

TEST_CASE("a header that is not as RFC 9112 has it is refused", "[transport]") {
  Wrong const cases[]{
      {"HTTP/1.1 200 OK\nContent-Length: 0\n\n", "does not end with CR LF"},
      {"HTTP/1.1 200 OK\r\nX: y\n\r\n", "does not end with CR LF"},
      {"\r\nHTTP/1.1 200 OK\r\n\r\n", "no status line"},
      {"HTTP/2 200 OK\r\n\r\n", "no status line"},
      {"HTTP/2.0 200 OK\r\n\r\n", "no status line"},
      {"HTTP/1.2 200 OK\r\n\r\n", "no status line"},
      {"http/1.1 200 OK\r\n\r\n", "no status line"},
      {"HTTP/1.1  200 OK\r\n\r\n", "no status line"},
      {"HTTP/1.1 20 OK\r\n\r\n", "no status line"},
      {"HTTP/1.1 20\r\n\r\n", "no status line"},
      {"HTTP/1.1 \r\n\r\n", "no status line"},
      {"HTTP/1.1 2000 OK\r\n\r\n", "no status line"},
      {"HTTP/1.1 +20 OK\r\n\r\n", "no status line"},
      {"ICY 200 OK\r\n\r\n", "no status line"},
      {"<html>\r\n", "no status line"},
      {"HTTP/1.1 000 OK\r\n\r\n", "no class"},
      {"HTTP/1.1 099 OK\r\n\r\n", "no class"},
      {"HTTP/1.1 600 OK\r\n\r\n", "no class"},
      {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", "nobody asked"},
      {"HTTP/1.1 200 O\rK\r\n\r\n", "control character"},
      {"HTTP/1.1 200 OK\r\nX: \x01\r\n\r\n", "control character"},
      {std::string_view{"HTTP/1.1 200 OK\r\nX: \0\r\n\r\n", 25}, "control character"},
      {"HTTP/1.1 200 OK\r\nX: a\rContent-Length: 0\r\n\r\n", "control character"},
      {"HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nab", "no field"},
      {"HTTP/1.1 200 OK\r\n Content-Length: 2\r\n\r\nab", "no field"},
      {"HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n", "no field"},
      {"HTTP/1.1 200 OK\r\nX: a\r\n\tb: c\r\n\r\n", "no field"},
      {"HTTP/1.1 200 OK\r\nX\r\n\r\n", "no field"},
      {"HTTP/1.1 200 OK\r\n: x\r\n\r\n", "no field"},
      {"HTTP/1.1 200 OK\r\nX@: x\r\n\r\n", "no field"},
      {"HTTP/1.1 302 Found\r\nLocation: /a\r\nlocation: /b\r\n\r\n", "location comes twice"},
  };
  for (auto const& wrong : cases) {
    INFO(wrong.text);
    auto const read = read_response(wrong.text);
    CHECK(read.fault == Errc::http_response_malformed);
    CHECK(read.words.find(wrong.words) != std::string::npos);
  }
}

TEST_CASE("a length that could be read in two ways is refused", "[transport]") {
  Wrong const cases[]{
      {"Content-Length: 2\r\nContent-Length: 2", "content-length comes twice"},
      {"Content-Length: 2\r\nContent-Length: 3", "content-length comes twice"},
      {"Content-Length: 2, 2", "not one number"},
      {"Content-Length:", "not one number"},
      {"Content-Length: +2", "not one number"},
      {"Content-Length: -2", "not one number"},
      {"Content-Length: 0x2", "not one number"},
      {"Content-Length: 2 2", "not one number"},
      {"Content-Length: 00000000000000000002", "not one number"},
      {"Content-Length: 2\r\nTransfer-Encoding: chunked", "both a length and chunks"},
      {"Transfer-Encoding: chunked\r\nContent-Length: 2", "both a length and chunks"},
      {"Transfer-Encoding: gzip, chunked", "transfer-encoding not asked for"},
      {"Transfer-Encoding: identity", "transfer-encoding not asked for"},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "transfer-encoding comes twice"},
      {"Transfer-Encoding:", "transfer-encoding not asked for"},
      {"Content-Encoding: gzip", "compressed"},
      {"Content-Encoding: br\r\nContent-Length: 2", "compressed"},
  };
  for (auto const& wrong : cases) {
    INFO(wrong.text);
    auto const read = read_response(with_field(std::string{wrong.text}));
    CHECK(read.fault == Errc::http_response_malformed);
    CHECK(read.words.find(wrong.words) != std::string::npos);
  }
  CHECK(read_response("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").fault ==
        Errc::http_response_malformed);
}

TEST_CASE("a length that is a lie is a finding", "[transport]") {
  auto const shorter = read_response("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");
  CHECK(shorter.fault == Errc::http_response_incomplete);
  CHECK(shorter.words.find("wanted 3 octets, presented 2 octets") != std::string::npos);
  auto const longer = read_response("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab");
  CHECK(longer.fault == Errc::http_response_malformed);
  CHECK(longer.words.find("octets follow the body") != std::string::npos);
  CHECK(read_response("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n").fault ==
        Errc::http_response_malformed);
}

TEST_CASE("a connection that ends in the header brings no response", "[transport]") {
  for (std::string_view const text : {"", "H", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX: y\r\n",
                                      "HTTP/1.1 100 Continue\r\n\r\n"}) {
    INFO(text);
    CHECK(read_response(text).fault == Errc::http_response_incomplete);
    auto const so_far = read_response(text, Ends::no);
    CHECK_FALSE(so_far.fault);
    CHECK_FALSE(so_far.is_complete);
  }
}

TEST_CASE("a header is bounded in octets and in fields", "[transport]") {
  constexpr HttpLimits small{.header_octets = 64, .header_fields = 2};
  std::string const head = "HTTP/1.1 200 OK\r\n";
  CHECK(read_response(head + "A: b\r\nC: d\r\n\r\n", Ends::yes, small).is_complete);
  CHECK(read_response(head + "A: b\r\nC: d\r\nE: f\r\n\r\n", Ends::yes, small).fault == Errc::response_too_large);
  auto const fill = std::string(64 - head.size() - 7, 'x');
  CHECK(read_response(head + "A: " + fill + "\r\n\r\n", Ends::yes, small).is_complete);
  CHECK(read_response(head + "A: " + fill + "x\r\n\r\n", Ends::yes, small).fault == Errc::response_too_large);
  CHECK(read_response(std::string(65, 'x'), Ends::no, small).fault == Errc::response_too_large);
  std::string interim;
  for (int i = 0; i != 10; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  CHECK(read_response(interim, Ends::no, small).fault == Errc::response_too_large);
}

TEST_CASE("a body is bounded, and a promise to go beyond is enough", "[transport]") {
  constexpr HttpLimits small{.body_octets = 2};
  CHECK(read_response(with_field("Content-Length: 2"), Ends::no, small).body == "ab");
  auto const promised = read_response("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", Ends::no, small);
  CHECK(promised.fault == Errc::response_too_large);
  CHECK(promised.words.find("at most 2, presented 3") != std::string::npos);
  CHECK(read_response("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n").fault ==
        Errc::response_too_large);
  CHECK(read_response("HTTP/1.1 200 OK\r\n\r\nab", Ends::yes, small).body == "ab");
  CHECK(read_response("HTTP/1.1 200 OK\r\n\r\nabc", Ends::no, small).fault == Errc::response_too_large);
}
