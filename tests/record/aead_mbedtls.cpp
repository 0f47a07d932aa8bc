// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/record/traffic_keys.hpp>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "record_ends.hpp"
#include "record_vectors.hpp"

using record_test::from_hex;
using vidimus::Authenticity;
using vidimus::Errc;
using vidimus::KeyDirection;
using vidimus::detail::TrafficKeys;

namespace {

// RFC 8448, 3: application data of both ends and their close_notify, under their first application traffic secrets.
struct Trace {
  char const* secret;
  std::uint64_t sequence;
  char const* inner;
  char const* record;
};
constexpr char const* data =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303117";
constexpr Trace traces[]{
    {"9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5", 0, data,
     "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a62"
     "92a2977014bd1e3deae63aeebb21694915e4"},
    {"a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643", 1, data,
     "17030300432e937e11ef4ac740e538ad36005fc4a46932fc3225d05f82aa1b36e30efaf97d90e6dffc602dcb501a59a8fcc49c4bf2e5"
     "f0a21c0047c2abf332540dd032e167c2955d"},
    {"9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5", 1, "010015",
     "1703030013c9872760655666b74d7ff1153efd6db6d0b0e3"},
    {"a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643", 2, "010015",
     "1703030013b58fd67166ebf599d24720cfbe7efa7a8864a9"}};

}  // namespace

TEMPLATE_TEST_CASE("records of RFC 8448 are made and opened", "[record]", vidimus::aead::Mbedtls, vidimus::aead::Psa) {
  for (auto const& trace : traces) {
    auto const record = from_hex(trace.record);
    auto const inner = from_hex(trace.inner);
    vidimus::TrafficSecret const secret{0x1301, from_hex(trace.secret)};
    auto sealing = TrafficKeys<TestType>::derive(secret, KeyDirection::sealing, trace.sequence).value();
    auto opening = TrafficKeys<TestType>::derive(secret, KeyDirection::opening, trace.sequence).value();
    vidimus::Buffer body = inner;
    body.resize(inner.size() + 16);
    REQUIRE_FALSE(sealing.seal(vidimus::ByteView{record}.first(5), body, 0));
    CHECK(vidimus::to_hex(body) == vidimus::to_hex(vidimus::ByteView{record}.subspan(5)));
    REQUIRE_FALSE(opening.open(vidimus::ByteView{record}.first(5), body));
    CHECK(vidimus::to_hex(vidimus::ByteView{body}.first(inner.size())) == vidimus::to_hex(inner));
  }
}

TEMPLATE_TEST_CASE("one changed bit anywhere in a record is forged", "[record]", vidimus::aead::Mbedtls,
                   vidimus::aead::Psa) {
  for (auto const suite : record_test::suites) {
    auto sealing = TrafficKeys<TestType>::derive(record_test::secret(suite), KeyDirection::sealing).value();
    vidimus::Buffer header = from_hex("1703030015"), body(20 + sealing.tag_octets());
    REQUIRE_FALSE(sealing.seal(header, body, 0));
    for (std::size_t bit = 0; bit != 8 * (header.size() + body.size()); ++bit) {
      auto opening = TrafficKeys<TestType>::derive(record_test::secret(suite), KeyDirection::opening).value();
      auto changed_header = header, changed = body;
      auto& byte = bit / 8 < header.size() ? changed_header[bit / 8] : changed[bit / 8 - header.size()];
      byte ^= static_cast<std::byte>(1U << bit % 8);
      CHECK(opening.open(changed_header, changed) == Errc::record_unauthentic);
    }
  }
}

TEMPLATE_TEST_CASE("a key that is no suite's is refused", "[record]", vidimus::aead::Mbedtls, vidimus::aead::Psa) {
  vidimus::Buffer const bytes(64);
  auto const code = [&](std::uint16_t suite, std::size_t octets) {
    return TestType::make(suite, vidimus::ByteView{bytes}.first(octets), KeyDirection::sealing).error().code();
  };
  CHECK(code(0x1301, 15) == Errc::record_failed);
  CHECK(code(0x1301, 32) == Errc::record_failed);
  CHECK(code(0x1302, 16) == Errc::record_failed);
  CHECK(code(0x1303, 31) == Errc::record_failed);
  CHECK(code(0xC02B, 16) == Errc::record_failed);
}

TEMPLATE_TEST_CASE("a key works where it was moved to", "[record]", vidimus::aead::Mbedtls, vidimus::aead::Psa) {
  auto first = TestType::make(0x1301, vidimus::Buffer(16), KeyDirection::sealing).value();
  auto second = TestType::make(0x1303, vidimus::Buffer(32), KeyDirection::opening).value();
  second = std::move(first);
  auto moved = std::move(second);
  vidimus::Buffer body(17);
  CHECK(moved.seal({}, from_hex("1703030011"), body));
  auto opening = TestType::make(0x1301, vidimus::Buffer(16), KeyDirection::opening).value();
  CHECK(opening.open({}, from_hex("1703030011"), body) == Authenticity::authentic);
}
