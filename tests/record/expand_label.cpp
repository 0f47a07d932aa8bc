// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/expand_label.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_vectors.hpp"

using record_test::from_hex;
using vidimus::detail::expand_label;

TEST_CASE("the keys of RFC 8448's first handshake come out of its traffic secrets", "[record]") {
  REQUIRE(vidimus::start_crypto());
  struct {
    char const *secret, *key, *iv;
  } const traces[]{{"b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21",
                    "dbfaa693d1762c5b666af5d950258d01", "5bd3c71b836e0b76bb73265f"},
                   {"b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38",
                    "3fce516009c21727d0f2e4e86ee403bc", "5d313eb2671276ee13000b30"},
                   {"9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5",
                    "17422dda596ed5d9acd890e3c63f5051", "5b78923dee08579033e523d9"},
                   {"a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643",
                    "9f02283b6c9c07efc26bb9f2ac92e356", "cf782b88dd83549aadf1e984"}};
  for (auto const& trace : traces) {
    vidimus::Buffer key(16), iv(12);
    REQUIRE(expand_label(PSA_ALG_SHA_256, from_hex(trace.secret), "key", {}, key));
    REQUIRE(expand_label(PSA_ALG_SHA_256, from_hex(trace.secret), "iv", {}, iv));
    CHECK(key == from_hex(trace.key));
    CHECK(iv == from_hex(trace.iv));
  }
}

TEST_CASE("a label is encoded as RFC 8446 says", "[record]") {
  // uint16 length, "tls13 derived" with its length, a context with its length
  auto const info = vidimus::detail::hkdf_label(32, "derived", from_hex("0102"));
  CHECK(vidimus::to_hex(info) ==
        "0020"
        "0D"
        "746C7331332064657269766564"
        "02"
        "0102");
}

TEST_CASE("a secret of no length and an output beyond the limit are refused", "[record]") {
  REQUIRE(vidimus::start_crypto());
  vidimus::Buffer out(16), endless(255 * 32 + 1);
  CHECK(expand_label(PSA_ALG_SHA_256, {}, "key", {}, out).error().code() == vidimus::Errc::record_failed);
  auto const secret = from_hex("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21");
  CHECK(expand_label(PSA_ALG_SHA_256, secret, "key", {}, endless).error().code() == vidimus::Errc::record_failed);
}
