// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/attribute_oid.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace vidimus;
using detail::attribute_key;

static_assert(attribute_key(oid::common_name) == AttributeKey::cn);

TEST_CASE("every key but SERIALNUMBER has an attribute type", "[peer_name]") {
  for (auto const& row : detail::attribute_key_names) {
    INFO(row.name);
    bool const has_type =
        std::ranges::any_of(detail::attribute_oids, [&](auto const& type) { return type.key == row.key; });
    CHECK(has_type == (row.key != AttributeKey::serial_number));
  }
}

TEST_CASE("attribute types are told apart", "[peer_name]") {
  for (auto const& type : detail::attribute_oids) CHECK(attribute_key(type.oid) == type.key);
  CHECK(attribute_key(der::make_oid<"0.9.2342.19200300.100.1.3">()) == AttributeKey::mail);
  CHECK(attribute_key(der::make_oid<"1.2.840.113549.1.9.1">()) == AttributeKey::mail);
  CHECK_FALSE(attribute_key(oid::serial_number));  // of X.520, which MQ's SERIALNUMBER is not
  CHECK_FALSE(attribute_key(oid::given_name));
  CHECK_FALSE(attribute_key(der::Oid{}));
}
