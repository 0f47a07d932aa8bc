// SPDX-License-Identifier: Apache-2.0
// Reads the `field: value` blocks of tests/data/crypto.
#pragma once

#include <vidimus/core/file.hpp>

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vectors {

inline auto path_of(std::string const& file) -> std::filesystem::path {
  return std::filesystem::path{VIDIMUS_TEST_DATA_DIR} / "crypto" / file;
}

inline auto bytes_of_file(std::string const& file) -> vidimus::Buffer {
  auto bytes = vidimus::read_file(path_of(file), 1 << 20);
  REQUIRE(bytes);
  return *bytes;
}

inline auto text_of_file(std::string const& file) -> std::string {
  auto const bytes = bytes_of_file(file);
  return std::string{vidimus::text_of(bytes)};
}

class Block {
 public:
  void put(std::string_view line) {
    auto const colon = line.find(": ");
    REQUIRE(colon != std::string_view::npos);
    fields_[std::string{line.substr(0, colon)}] = line.substr(colon + 2);
  }
  [[nodiscard]] auto is_empty() const -> bool { return fields_.empty(); }
  [[nodiscard]] auto text(std::string const& field) const -> std::string { return fields_.at(field); }
  [[nodiscard]] auto bytes(std::string const& field) const -> vidimus::Buffer {
    auto const hex = text(field);
    vidimus::Buffer octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
      octets.push_back(static_cast<std::byte>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return octets;
  }

 private:
  std::map<std::string, std::string> fields_;
};

inline auto blocks_of(std::string const& file) -> std::vector<Block> {
  std::vector<Block> blocks(1);
  auto const text = text_of_file(file);
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    if (end == at)
      blocks.emplace_back();
    else
      blocks.back().put(text.substr(at, end - at));
    at = end + 1;
  }
  if (blocks.back().is_empty()) blocks.pop_back();
  return blocks;
}

}  // namespace vectors
