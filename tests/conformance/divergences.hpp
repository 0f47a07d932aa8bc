// SPDX-License-Identifier: Apache-2.0
// Cases on which the library differs from a suite on purpose, each with its reason and the clause that it rests on, from a
// file `{"divergences": [{"id": …, "reason": …, "clause": …}]}`. They count as disagreements all the same; a run fails on any
// other, and on one of these that is no longer a disagreement.
#pragma once

#include "input.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace conformance {

class Divergences {
 public:
  /// Of a file's contents; `mistake` says why there are none.
  static auto parse(nlohmann::json const& file, std::string& mistake) -> std::optional<Divergences> {
    if (!file.is_object() || file.size() != 1 || !file.contains("divergences") || !file.at("divergences").is_array())
      return mistake = "is not {\"divergences\": [...]}", std::nullopt;
    Divergences all;
    for (auto const& entry : file.at("divergences")) {
      mistake = mistake_of(entry);
      if (mistake.empty() && !all.add(entry)) mistake = "lists " + entry.at("id").get<std::string>() + " twice";
      if (!mistake.empty()) return std::nullopt;
    }
    return all;
  }
  static auto read(std::string const& path, std::string& mistake) -> std::optional<Divergences> {
    auto const file = read_json(path);
    if (!file) return mistake = "cannot be read, or is no JSON", std::nullopt;
    return parse(*file, mistake);
  }

  /// The reason and its clause, or nothing for a case on which there is to be no difference.
  [[nodiscard]] auto find(std::string const& id) const -> std::string {
    auto const known = reasons_.find(id);
    return known == reasons_.end() ? std::string{} : known->second;
  }

 private:
  static constexpr std::array<std::string_view, 3> fields{"id", "reason", "clause"};

  static auto mistake_of(nlohmann::json const& entry) -> std::string {
    if (!entry.is_object()) return "has an entry that is no object";
    for (auto const& [name, value] : entry.items()) {
      if (std::ranges::find(fields, name) == fields.end()) return "has an unknown field, " + name;
      if (!value.is_string() || value.get<std::string>().empty()) return "has an empty " + name;
    }
    for (auto const name : fields)
      if (!entry.contains(name)) return "has an entry without " + std::string{name} + ": " + entry.dump();
    return {};
  }
  auto add(nlohmann::json const& entry) -> bool {
    auto reason = entry.at("reason").get<std::string>() + " [" + entry.at("clause").get<std::string>() + ']';
    return reasons_.emplace(entry.at("id").get<std::string>(), std::move(reason)).second;
  }

  std::map<std::string, std::string> reasons_;
};

}  // namespace conformance
