// SPDX-License-Identifier: Apache-2.0
// Revocation checkers in a policy file: an object with one key, which is the checker's kind. That there is none is said too.
//
//   {"first_conclusive": [{"ocsp": {…}}, {"crl": {…}}]}        {"danger_no_revocation": true}
#pragma once

#include <vidimus/adapters/json_crl.hpp>
#include <vidimus/adapters/json_ocsp.hpp>
#include <vidimus/adapters/json_value.hpp>
#include <vidimus/revocation/any_revocation_checker.hpp>
#include <vidimus/revocation/compose.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/revocation/unknown.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Of checkers that are joined.
inline constexpr std::size_t json_checkers_limit = 4;

using CrlStores = std::vector<CrlStore>;

[[nodiscard]] auto read_revocation(PolicyValue const& value, CrlStores& stores) -> Result<AnyRevocationChecker>;

template <template <class...> class Join>
[[nodiscard]] auto join_checkers(std::vector<AnyRevocationChecker> const& parts) -> AnyRevocationChecker {
  using Any = AnyRevocationChecker;
  switch (parts.size()) {
    case 1: return Any{Join<Any>{parts[0]}};
    case 2: return Any{Join<Any, Any>{parts[0], parts[1]}};
    case 3: return Any{Join<Any, Any, Any>{parts[0], parts[1], parts[2]}};
    default: return Any{Join<Any, Any, Any, Any>{parts[0], parts[1], parts[2], parts[3]}};
  }
}

template <template <class...> class Join>
[[nodiscard]] auto read_checkers(PolicyValue const& value, CrlStores& stores) -> Result<AnyRevocationChecker> {
  auto const items = value.items(1, json_checkers_limit);
  if (!items) return refuse(items.error());
  std::vector<AnyRevocationChecker> parts;
  for (auto const& item : *items) {
    auto part = read_revocation(item, stores);
    if (!part) return part;
    parts.push_back(*std::move(part));
  }
  return join_checkers<Join>(parts);
}

template <template <class> class Around>
[[nodiscard]] auto read_around_checker(PolicyValue const& value, CrlStores& stores) -> Result<AnyRevocationChecker> {
  auto part = read_revocation(value, stores);
  if (!part) return part;
  return AnyRevocationChecker{Around<AnyRevocationChecker>{*std::move(part)}};
}

[[nodiscard]] inline auto read_no_revocation(PolicyValue const& value, CrlStores&) -> Result<AnyRevocationChecker> {
  if (auto checked = value.only_true(); !checked) return refuse(std::move(checked.error()));
  return AnyRevocationChecker{danger::NoRevocation{}};
}

using ReadChecker = auto (*)(PolicyValue const&, CrlStores&) -> Result<AnyRevocationChecker>;

inline constexpr std::array<std::pair<std::string_view, ReadChecker>, 7> checker_kinds{{
    {"crl", &read_crl_checker},
    {"ocsp", [](PolicyValue const& value, CrlStores&) { return read_ocsp_checker(value); }},
    {"all_of", &read_checkers<AllOf>},
    {"first_conclusive", &read_checkers<FirstConclusive>},
    {"warn_unknown", &read_around_checker<WarnUnknown>},
    {"danger_allow_unknown", &read_around_checker<danger::AllowUnknown>},
    {"danger_no_revocation", &read_no_revocation},
}};
inline constexpr auto checker_keys = [] {
  std::array<std::string_view, checker_kinds.size()> keys{};
  std::ranges::transform(checker_kinds, keys.begin(), [](auto const& kind) { return kind.first; });
  return keys;
}();
inline constexpr PolicyObject revocation_object{"revocation", PolicyObject::Needs::exactly_one, checker_keys};

/// Errors: `policy_file_refused` and those of `CrlStore`, each with its place. Adds the stores that checkers use to `stores`.
[[nodiscard]] inline auto read_revocation(PolicyValue const& value, CrlStores& stores) -> Result<AnyRevocationChecker> {
  auto const chosen = value.choice(revocation_object);
  if (!chosen) return refuse(chosen.error());
  return checker_kinds[chosen->index].second(chosen->value, stores);
}

}  // namespace vidimus::detail
