// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/seal_record.hpp>

#include <catch2/catch_test_macros.hpp>

#include <variant>

#include "record_vectors.hpp"

using vidimus::ContentType;
using vidimus::Errc;
using vidimus::TrafficSecret;

TEST_CASE("records are those that another implementation makes", "[record]") {
  for (auto const& vector : record_test::vectors()) {
    auto const record = vidimus::seal_record(TrafficSecret{vector.suite, vector.secret}, vector.sequence,
                                             ContentType::alert, vector.alert);
    REQUIRE(record);
    CHECK(vidimus::to_hex(*record) == vidimus::to_hex(vector.record));
  }
}

TEST_CASE("a record has its header, its content, a type and a tag", "[record]") {
  TrafficSecret const secret{0x1301, vidimus::Buffer(32)};
  for (auto const size : {std::size_t{0}, std::size_t{1}, std::size_t{16'384}}) {
    auto const record = vidimus::seal_record(secret, 0, ContentType::application_data, vidimus::Buffer(size));
    REQUIRE(record);
    CHECK(record->size() == 5 + size + 1 + 16);
  }
  auto const too_much = vidimus::seal_record(secret, 0, ContentType::application_data, vidimus::Buffer(16'385));
  REQUIRE_FALSE(too_much);
  CHECK(too_much.error().code() == Errc::record_failed);
  CHECK(std::get<vidimus::OverLimit>(too_much.error().decisive().detail).presented == 16'385);
}

TEST_CASE("a secret that is no TLS 1.3 suite's is refused", "[record]") {
  for (auto const& secret :
       {TrafficSecret{}, TrafficSecret{0xC02B, vidimus::Buffer(32)}, TrafficSecret{0x1301, vidimus::Buffer(48)},
        TrafficSecret{0x1302, vidimus::Buffer(32)}, TrafficSecret{0x1301, vidimus::Buffer(49)}}) {
    auto const record = vidimus::seal_record(secret, 0, ContentType::alert, vidimus::Buffer(2));
    REQUIRE_FALSE(record);
    CHECK(record.error().code() == Errc::record_failed);
  }
}
