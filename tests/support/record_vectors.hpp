// SPDX-License-Identifier: Apache-2.0
// Hexadecimal in tests, and the records that another implementation made (tests/data/record/generate).
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/file.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace record_test {

inline auto from_hex(std::string_view text) -> vidimus::Buffer {
  vidimus::Buffer bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoul(std::string{text.substr(i, 2)}, nullptr, 16)));
  return bytes;
}

struct Vector {
  std::uint16_t suite;
  vidimus::Buffer secret;
  std::uint64_t sequence;
  vidimus::Buffer alert, record;
};

inline auto vectors() -> std::vector<Vector> {
  auto const file = vidimus::read_file(std::string{VIDIMUS_TEST_DATA_DIR} + "/record/records.txt", 1 << 20);
  REQUIRE(file);
  std::vector<Vector> all;
  std::istringstream lines{std::string{vidimus::text_of(*file)}};
  for (std::string suite, secret, sequence, alert, record; lines >> suite >> secret >> sequence >> alert >> record;)
    all.push_back({static_cast<std::uint16_t>(std::stoul(suite, nullptr, 16)), from_hex(secret),
                   std::stoull(sequence, nullptr, 16), from_hex(alert), from_hex(record)});
  REQUIRE(all.size() == 22);
  return all;
}

}  // namespace record_test
