// SPDX-License-Identifier: Apache-2.0
// Chunked bodies: RFC 9112, 7.1.
#include <vidimus/transport/http_body.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "http_reading.hpp"

using vidimus::Errc;
using vidimus::HttpLimits;
using vidimus_test::Ends;
using vidimus_test::HttpReading;
using vidimus_test::read_response;

namespace {

auto read_chunks(std::string const& chunks, Ends ends = Ends::no, HttpLimits const& limits = {}) -> HttpReading {
  return read_response("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + chunks, ends, limits);
}

}  // namespace

TEST_CASE("chunks are put together", "[transport]") {
  CHECK(read_chunks("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n").body == "abc");
  CHECK(read_chunks("0\r\n\r\n").is_complete);
  CHECK(read_chunks("1a\r\nabcdefghijklmnopqrstuvwxyz\r\n00\r\n\r\n").body == "abcdefghijklmnopqrstuvwxyz");
  CHECK(read_chunks("00A\r\n0123456789\r\n0\r\n\r\n").body == "0123456789");
  CHECK(read_chunks("4\r\n\r\n\r\n\r\n0\r\n\r\n").body == "\r\n\r\n");
}

TEST_CASE("extensions of chunks and trailers are passed over", "[transport]") {
  CHECK(read_chunks("1;name=value\r\na\r\n1 ; x\r\nb\r\n0;last\r\nDigest: x\r\nContent-Length: 9\r\n\r\n").body ==
        "ab");
}

TEST_CASE("chunks that are none are refused", "[transport]") {
  for (std::string const chunks : {"\r\n", "g\r\n", "-1\r\na\r\n", "+1\r\na\r\n", "0x1\r\na\r\n", " 1\r\na\r\n",
                                   ";1\r\n", "00000000000000001\r\na\r\n", "1\r\nab\r\n", "1\na\r\n", "1\r\na\n",
                                   "1\r\na0\r\n\r\n", "0\r\n\n", "0\r\nX: y\n"}) {
    INFO(chunks);
    CHECK(read_chunks(chunks).fault == Errc::http_response_malformed);
  }
  CHECK(read_chunks("0\r\n\r\n1").fault == Errc::http_response_malformed);
}

TEST_CASE("a connection that ends between chunks leaves a body that is not whole", "[transport]") {
  for (std::string const chunks : {"", "1", "1\r\n", "1\r\na", "1\r\na\r\n", "1\r\na\r\n0", "0\r\n", "0\r\nX: y\r\n"}) {
    INFO(chunks);
    auto const read = read_chunks(chunks, Ends::yes);
    CHECK(read.fault == Errc::http_response_incomplete);
    CHECK(read.words.find("a last chunk") != std::string::npos);
  }
}

TEST_CASE("chunks are bounded together, before they come", "[transport]") {
  constexpr HttpLimits small{.body_octets = 3};
  CHECK(read_chunks("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", Ends::no, small).body == "abc");
  CHECK(read_chunks("4\r\n", Ends::no, small).fault == Errc::response_too_large);
  CHECK(read_chunks("1\r\na\r\n3\r\n", Ends::no, small).fault == Errc::response_too_large);
  CHECK(read_chunks("ffffffffffffffff\r\n").fault == Errc::response_too_large);
  CHECK(read_chunks("1\r\na\r\nffffffffffffffff\r\n").fault == Errc::response_too_large);
}

TEST_CASE("what is between the chunks is bounded by what the body may have, trailers by the header", "[transport]") {
  constexpr HttpLimits small{.body_octets = 100, .header_octets = 100, .header_fields = 3};
  CHECK(read_chunks("1;" + std::string(195, 'x') + "\r\n", Ends::no, small).fault == std::nullopt);
  CHECK(read_chunks("1;" + std::string(199, 'x'), Ends::no, small).fault == Errc::response_too_large);
  std::string many;
  for (int i = 0; i != 41; ++i) many += "1\r\na\r\n";
  CHECK(read_chunks(many, Ends::no, small).fault == Errc::response_too_large);
  CHECK(read_chunks("0\r\nA: b\r\nC: d\r\n\r\n", Ends::no, small).is_complete);
  CHECK(read_chunks("0\r\nA: b\r\nC: d\r\nE: f\r\n\r\n", Ends::no, small).fault == Errc::response_too_large);
  CHECK(read_chunks("0\r\nA: " + std::string(60, 'x') + "\r\n\r\n", Ends::no, small).fault == Errc::response_too_large);
}

TEST_CASE("a large body in small chunks is one", "[transport]") {
  std::string chunks, wanted;
  for (int i = 0; i != 20'000; ++i) chunks += "3\r\nabc\r\n", wanted += "abc";
  vidimus::detail::HttpResponse response{HttpLimits{}};
  REQUIRE_FALSE(response.take(vidimus::bytes_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)));
  REQUIRE_FALSE(response.take(vidimus::bytes_of("0\r\n\r\n")));
  CHECK(response.is_complete());
  CHECK(vidimus::text_of(response.release_body()) == wanted);
}
