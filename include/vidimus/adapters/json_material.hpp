// SPDX-License-Identifier: Apache-2.0
// Files and directories that a policy file names: `[{"file": "root.crl"}, {"directory": "/etc/acme/crls"}]`. Names are
// relative to the folder that the program runs in.
#pragma once

#include <vidimus/adapters/json_value.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::size_t json_sources_limit = 256;

inline constexpr std::array<std::string_view, 2> source_keys{"file", "directory"};
inline constexpr PolicyObject source_object{"source", PolicyObject::Needs::exactly_one, source_keys};

/// What `Material::from_file` or `from_directory` makes of one of them, with their errors.
template <class Material>
[[nodiscard]] auto read_source(PolicyValue const& value) -> Result<Material> {
  auto const chosen = value.choice(source_object);
  if (!chosen) return refuse(chosen.error());
  auto const name = chosen->value.text();
  if (!name) return refuse(name.error());
  auto material = chosen->index == 0 ? Material::from_file(*name) : Material::from_directory(*name);
  if (!material) return chosen->value.refuse_for(material.error());
  return material;
}

template <class Material>
[[nodiscard]] auto read_sources(PolicyValue const& value) -> Result<std::vector<Material>> {
  auto const items = value.items(0, json_sources_limit);
  if (!items) return refuse(items.error());
  std::vector<Material> all;
  for (auto const& item : *items) {
    auto material = read_source<Material>(item);
    if (!material) return refuse(std::move(material.error()));
    all.push_back(*std::move(material));
  }
  return all;
}

}  // namespace vidimus::detail
