// SPDX-License-Identifier: Apache-2.0
// Our records beside those of OpenSSL's EVP, called as its manual says: every suite, boundary and random lengths, both ways.
#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/record/traffic_keys.hpp>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <random>

#include "evp_records.hpp"

using vidimus::Buffer;
using vidimus::Errc;
using vidimus::KeyDirection;

namespace {

auto lengths() -> std::vector<std::size_t> {
  std::vector<std::size_t> all{0,   1,   2,   15,  16,   17,   31,   32,   33,   63,    64,    65,    127,   128,
                               129, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 16383, 16384, 16385, 16386, 16640};
  std::minstd_rand chance{11};
  for (int i = 0; i != 40; ++i) all.push_back(1 + chance() % 16'640);
  return all;
}

}  // namespace

TEMPLATE_TEST_CASE("records are OpenSSL's, in both directions", "[interop]", vidimus::aead::Mbedtls, vidimus::aead::Psa,
                   vidimus::aead::Libcrypto) {
  for (auto const suite : record_test::suites) {
    record_test::RecordsBesideEvp<TestType> both{suite};
    for (auto const length : lengths()) {
      CAPTURE(suite, length);
      both.check(length);
    }
  }
}

TEST_CASE("libcrypto calls a changed record forged, and goes on with the next", "[interop]") {
  using Keys = vidimus::detail::TrafficKeys<vidimus::aead::Libcrypto>;
  for (auto const suite : record_test::suites) {
    auto sealing = Keys::derive(record_test::secret(suite), KeyDirection::sealing).value();
    auto const header =
        vidimus::detail::record_header(vidimus::ContentType::application_data, 20 + sealing.tag_octets());
    Buffer body(20 + sealing.tag_octets());
    REQUIRE_FALSE(sealing.seal(header, body, 0));
    auto opening = Keys::derive(record_test::secret(suite), KeyDirection::opening).value();
    for (std::size_t bit = 0; bit != 8 * body.size(); ++bit) {
      auto changed = body;
      changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
      CHECK(opening.open(header, changed) == Errc::record_unauthentic);
    }
    CHECK_FALSE(opening.open(header, body));
  }
  auto const code = [](std::uint16_t suite, std::size_t size) {
    return vidimus::aead::Libcrypto::make(suite, Buffer(size), KeyDirection::sealing).error().code();
  };
  CHECK(code(0x1301, 15) == Errc::record_failed);
  CHECK(code(0x1301, 32) == Errc::record_failed);
  CHECK(code(0x1303, 31) == Errc::record_failed);
  CHECK(code(0xC02B, 16) == Errc::record_failed);
}
