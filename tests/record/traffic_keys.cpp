// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/traffic_keys.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_ends.hpp"
#include "record_vectors.hpp"

using vidimus::Errc;
using vidimus::KeyDirection;
using vidimus::TrafficSecret;
using Keys = vidimus::detail::TrafficKeys<vidimus::aead::Mbedtls>;

namespace {
auto const header = record_test::from_hex("1703030011");
auto sealed(Keys& keys) -> std::string {
  vidimus::Buffer body(17);
  REQUIRE_FALSE(keys.seal(header, body, 1));
  return vidimus::to_hex(body);
}
}  // namespace

TEST_CASE("the next generation is HKDF-Expand-Label of the one before with `traffic upd`", "[record]") {
  // made with Python's hmac: HMAC(secret, 0020 11 "tls13 traffic upd" 00 01)
  REQUIRE(vidimus::start_crypto());
  auto const* const suite = vidimus::detail::record_suite(0x1301);
  TrafficSecret const first{0x1301,
                            record_test::from_hex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5")};
  auto const next = vidimus::detail::next_secret(*suite, first);
  REQUIRE(next);
  CHECK(vidimus::to_hex(next->bytes()) == "FCDFCC72725AAEE48BF64E4FD8B749CDBDBAB39D90DA0B26E2245CA6EA167207");
  auto keys = Keys::derive(first, KeyDirection::sealing).value();
  REQUIRE(keys.update());
  auto of_next = Keys::derive(*next, KeyDirection::sealing).value();
  CHECK(sealed(keys) == sealed(of_next));
}

TEST_CASE("an update begins at sequence 0 of another key and counts anew", "[record]") {
  for (auto const suite : record_test::suites) {
    auto keys = Keys::derive(record_test::secret(suite), KeyDirection::sealing).value();
    vidimus::Buffer body(1 + keys.tag_octets());
    REQUIRE_FALSE(keys.seal(header, body, 1));
    REQUIRE_FALSE(keys.seal(header, body, 2));
    CHECK(keys.use().records == 2);
    CHECK(keys.use().octets == 3);
    CHECK(keys.use().generation == 0);
    REQUIRE(keys.update());
    CHECK(keys.use().records == 0);
    CHECK(keys.use().octets == 0);
    CHECK(keys.use().generation == 1);
    auto same = Keys::derive(record_test::secret(suite), KeyDirection::sealing).value();
    REQUIRE(same.update());
    vidimus::Buffer other(body.size());
    body.assign(body.size(), {});
    REQUIRE_FALSE(keys.seal(header, body, 0));
    REQUIRE_FALSE(same.seal(header, other, 0));
    CHECK(body == other);
  }
}

TEST_CASE("sequence numbers never wrap", "[record]") {
  auto const last = ~std::uint64_t{0};
  auto sealing = Keys::derive(record_test::secret(0x1303), KeyDirection::sealing, last).value();
  auto opening = Keys::derive(record_test::secret(0x1303), KeyDirection::opening, last).value();
  vidimus::Buffer body(17);
  REQUIRE_FALSE(sealing.seal(header, body, 0));
  REQUIRE_FALSE(opening.open(header, body));
  CHECK(sealing.seal(header, body, 0) == Errc::record_sequence_exhausted);
  CHECK(opening.open(header, body) == Errc::record_sequence_exhausted);
  REQUIRE(sealing.update());
  CHECK_FALSE(sealing.seal(header, body, 0));
}

TEST_CASE("retired keys seal and open nothing, and their counts stay", "[record]") {
  auto keys = Keys::derive(record_test::secret(0x1301), KeyDirection::sealing).value();
  static_cast<void>(sealed(keys));
  keys.retire();
  vidimus::Buffer body(17);
  CHECK(keys.seal(header, body, 0) == Errc::record_failed);
  CHECK(keys.open(header, body) == Errc::record_failed);
  CHECK(keys.update().error().code() == Errc::record_failed);
  CHECK(keys.use().records == 1);
}

TEST_CASE("a secret that is no TLS 1.3 suite's gives no keys", "[record]") {
  for (auto const& secret : {TrafficSecret{}, TrafficSecret{0xC02B, vidimus::Buffer(32)},
                             TrafficSecret{0x1301, vidimus::Buffer(48)}, TrafficSecret{0x1302, vidimus::Buffer(32)}})
    CHECK(Keys::derive(secret, KeyDirection::opening).error().code() == Errc::record_failed);
}

TEST_CASE("a key stops at its AEAD's limit, and is updated well before", "[record]") {
  STATIC_REQUIRE(vidimus::detail::aead_limits(0x1301).update_after == 8'388'608);
  for (auto const suite : record_test::suites) {
    auto const limits = vidimus::detail::aead_limits(suite);
    CHECK(limits.update_after <= limits.most_records / 2);
    // 2^24.5, 2^21.5
    if (suite == 0x1301 || suite == 0x1302) CHECK(limits.most_records == 23'726'566);
    if (suite == 0x1304 || suite == 0x1305) CHECK(limits.most_records == 2'965'820);
  }
}

namespace {
// Protects nothing, quickly.
struct Nothing {
  static auto make(std::uint16_t, vidimus::ByteView, KeyDirection) -> vidimus::Result<Nothing> { return Nothing{}; }
  auto seal(vidimus::RecordNonce const&, vidimus::ByteView, std::span<std::byte>) -> bool { return true; }
  auto open(vidimus::RecordNonce const&, vidimus::ByteView, std::span<std::byte>) -> vidimus::Authenticity {
    return vidimus::Authenticity::failed;
  }
};
}  // namespace

TEST_CASE("nothing is sealed beyond the limit", "[record]") {
  auto keys = vidimus::detail::TrafficKeys<Nothing>::derive(record_test::secret(0x1304), KeyDirection::sealing).value();
  vidimus::Buffer body(17);
  for (std::uint64_t i = 0; i != keys.limits().most_records; ++i)
    if (keys.seal(header, body, 0)) FAIL("record " << i);
  CHECK(keys.seal(header, body, 0) == Errc::record_key_exhausted);
  CHECK(keys.use().records == keys.limits().most_records);
  REQUIRE(keys.update());
  CHECK_FALSE(keys.seal(header, body, 0));
}

TEST_CASE("a library that cannot open says nothing of the record", "[record]") {
  auto keys = vidimus::detail::TrafficKeys<Nothing>::derive(record_test::secret(0x1304), KeyDirection::opening).value();
  vidimus::Buffer body(17);
  CHECK(keys.open(header, body) == Errc::record_failed);
}
