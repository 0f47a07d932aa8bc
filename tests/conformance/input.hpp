// SPDX-License-Identifier: Apache-2.0
// Reads a file: JSON, or JSON that gzip has packed.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

namespace conformance {

namespace detail {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

inline auto read_all(std::FILE* file) -> std::string {
  std::string text;
  char part[65536];
  for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, file)) != 0;) text.append(part, got);
  return text;
}

/// As one word of a shell command.
inline auto quoted(std::string const& word) -> std::string {
  std::string text = "'";
  for (auto const character : word) text += character == '\'' ? std::string{"'\\''"} : std::string{character};
  return text + '\'';
}

}  // namespace detail

/// Nothing where the file is missing or is no JSON.
inline auto read_json(std::string const& path) -> std::optional<nlohmann::json> {
  bool const packed = path.ends_with(".gz");
  auto const command = "gzip -dc -- " + detail::quoted(path);
  detail::File const file = packed ? detail::File{popen(command.c_str(), "r"), &pclose}
                                   : detail::File{std::fopen(path.c_str(), "r"), &std::fclose};
  if (!file) return std::nullopt;
  auto contents = nlohmann::json::parse(detail::read_all(file.get()), nullptr, false);
  if (contents.is_discarded()) return std::nullopt;
  return contents;
}

}  // namespace conformance
