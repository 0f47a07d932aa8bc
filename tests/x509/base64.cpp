// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/base64.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;

namespace {
auto decoded(std::string_view text) -> std::string {
  auto const octets = decode_base64(text);
  return octets ? std::string{text_of(*octets)} : "refused";
}
}  // namespace

TEST_CASE("base64 decodes RFC 4648's test vectors", "[x509]") {
  CHECK(decoded("") == "");
  CHECK(decoded("Zg==") == "f");
  CHECK(decoded("Zm8=") == "fo");
  CHECK(decoded("Zm9v") == "foo");
  CHECK(decoded("Zm9vYg==") == "foob");
  CHECK(decoded("Zm9vYmE=") == "fooba");
  CHECK(decoded("Zm9vYmFy") == "foobar");
  CHECK(decoded("+/+/") == "\xfb\xff\xbf");
}

TEST_CASE("base64 that is not the one encoding of its octets is refused", "[x509]") {
  for (auto const* text : {"Z", "Zg", "Zg=", "Zm8", "Zg===", "=",
                           "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v=", "Z g=", "Zm-_", "Zg=a", "Zm9v\n"}) {
    INFO(text);
    CHECK(decoded(text) == "refused");
  }
  CHECK(decoded(std::string_view{"Zm9\0", 4}) == "refused");
}
