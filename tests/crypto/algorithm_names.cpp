// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/algorithm_names.hpp>

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace vidimus;

TEST_CASE("a known algorithm is told by name and number, another by number", "[crypto]") {
  CHECK(detail::named(der::make_oid<"1.2.840.113549.1.1.5">()) == "sha1WithRSAEncryption (1.2.840.113549.1.1.5)");
  CHECK(detail::named(der::make_oid<"1.3.6.1.4.1.99999">()) == "1.3.6.1.4.1.99999");
}

TEST_CASE("no algorithm stands in the table twice", "[crypto]") {
  std::set<std::string_view> ids, names;
  for (auto const& row : detail::algorithm_names) {
    CHECK(ids.insert(row.id).second);
    CHECK(names.insert(row.name).second);
  }
}
