// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/attribute_type.hpp>

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string_view>

using namespace vidimus;

static_assert(short_name_of(oid::common_name) == "CN");
static_assert(short_name_of(oid::key_usage).empty());

TEST_CASE("attribute types have the names of RFC 4514, each once", "[x509]") {
  CHECK(short_name_of(oid::domain_component) == "DC");
  CHECK(short_name_of(oid::user_id) == "UID");
  CHECK(short_name_of(oid::street_address) == "STREET");
  std::set<std::string_view> names;
  for (auto const& row : attribute_types) names.insert(row.short_name);
  CHECK(names.size() == attribute_types.size());
}
