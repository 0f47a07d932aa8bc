// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/attribute_key.hpp>

#include <catch2/catch_test_macros.hpp>

#include <utility>

using namespace vidimus;
using detail::attribute_key;

static_assert(attribute_key("CN") == AttributeKey::cn);

TEST_CASE("every key of IBM MQ's table is known, with its aliases", "[peer_name]") {
  std::pair<std::string_view, AttributeKey> const rows[]{
      {"SERIALNUMBER", AttributeKey::serial_number},
      {"MAIL", AttributeKey::mail},
      {"E", AttributeKey::mail},
      {"UID", AttributeKey::uid},
      {"USERID", AttributeKey::uid},
      {"CN", AttributeKey::cn},
      {"T", AttributeKey::t},
      {"OU", AttributeKey::ou},
      {"DC", AttributeKey::dc},
      {"O", AttributeKey::o},
      {"STREET", AttributeKey::street},
      {"L", AttributeKey::l},
      {"ST", AttributeKey::st},
      {"SP", AttributeKey::st},
      {"S", AttributeKey::st},
      {"PC", AttributeKey::pc},
      {"C", AttributeKey::c},
      {"UNSTRUCTUREDNAME", AttributeKey::unstructured_name},
      {"UNSTRUCTUREDADDRESS", AttributeKey::unstructured_address},
      {"DNQ", AttributeKey::dnq},
  };
  CHECK(std::size(rows) == detail::attribute_key_names.size());
  for (auto const& [name, key] : rows) {
    INFO(name);
    CHECK(attribute_key(name) == key);
  }
}

TEST_CASE("keys are upper case, but one in lower case is recognised for the message", "[peer_name]") {
  CHECK_FALSE(attribute_key("cn"));
  CHECK_FALSE(attribute_key("Cn"));
  CHECK(detail::resembles_attribute_key("cn"));
  CHECK(detail::resembles_attribute_key("UserId"));
  CHECK_FALSE(detail::resembles_attribute_key("GN"));
  CHECK_FALSE(detail::resembles_attribute_key(""));
}

TEST_CASE("attributes of other names are not filtered", "[peer_name]") {
  for (auto const* const name : {"GN", "SN", "EMAILADDRESS", "DNQUALIFIER", "", "CN ", "2.5.4.3"})
    CHECK_FALSE(attribute_key(name));
}

TEST_CASE("a key is printed by its first name and only OU and DC have an order", "[peer_name]") {
  for (auto const& row : detail::attribute_key_names) {
    CHECK(attribute_key(name_of(row.key)) == row.key);
    CHECK(is_ordered(row.key) == (row.name == "OU" || row.name == "DC"));
  }
  CHECK(name_of(AttributeKey::mail) == "MAIL");
  CHECK(name_of(AttributeKey::st) == "ST");
}
