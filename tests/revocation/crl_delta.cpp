// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_delta.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <string>

namespace {

using small_ca::CrlProfile;
using test::SmallCa;

auto root() -> SmallCa const& {
  static SmallCa const root{"CN=Acme Root"};
  return root;
}
auto continues(CrlProfile const& delta, CrlProfile const& complete) -> bool {
  return vidimus::detail::continues(test::read_crl(root().crl(delta)), test::read_crl(root().crl(complete)));
}
auto continues(std::uint64_t base, std::uint64_t number, std::uint64_t complete) -> bool {
  return continues({.number = number, .delta_base = base}, {.number = complete});
}
auto const without_key = std::string{small_ca::oid::authority_key_identifier};

}  // namespace

TEST_CASE("A delta CRL continues a complete one that is not older than its base and older than itself",
          "[revocation]") {
  CHECK(continues(5, 8, 5));
  CHECK(continues(5, 8, 7));
  CHECK(!continues(5, 8, 4));
  CHECK(!continues(5, 8, 8));
  CHECK(!continues(5, 8, 9));
}

TEST_CASE("Without numbers nothing is continued", "[revocation]") {
  CHECK(!continues({.number = 8, .delta_base = 5}, {.number = 5, .omit = {small_ca::oid::crl_number}}));
  CHECK(!continues({.number = 8, .delta_base = 5, .omit = {small_ca::oid::crl_number}}, {.number = 5}));
}

TEST_CASE("A delta CRL and the complete one have the same scope, key and issuer", "[revocation]") {
  auto const user = test::scope(test::flag(1)), authorities = test::scope(test::flag(2));
  CrlProfile const complete{.number = 5, .extra = {user}};
  CHECK(continues({.number = 8, .delta_base = 5, .extra = {user}}, complete));
  CHECK(!continues({.number = 8, .delta_base = 5, .extra = {authorities}}, complete));
  CHECK(!continues({.number = 8, .delta_base = 5}, complete));
  CHECK(!continues({.number = 8, .delta_base = 5, .extra = {user}}, {.number = 5}));

  CHECK(continues({.number = 8, .delta_base = 5, .omit = {without_key}}, {.number = 5, .omit = {without_key}}));
  CHECK(!continues({.number = 8, .delta_base = 5, .omit = {without_key}}, {.number = 5}));
  auto const other_key = small_ca::Key::generate(small_ca::KeyKind::ec_p256);
  CHECK(!continues({.number = 8, .delta_base = 5, .key = other_key}, {.number = 5}));
  CHECK(!continues({.number = 8, .delta_base = 5, .issuer = "CN=Other"}, {.number = 5}));
}
