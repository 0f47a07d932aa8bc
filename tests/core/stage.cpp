// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/stage.hpp>

using namespace vidimus;

TEST_CASE("a stage has its folder's name", "[core]") {
  STATIC_REQUIRE(name_of(Stage::core) == "core");
  STATIC_REQUIRE(name_of(Stage::peer_name) == "peer_name");
  STATIC_REQUIRE(name_of(Stage::message) == "message");
}

TEST_CASE("stages are ordered as bytes meet them", "[core]") {
  STATIC_REQUIRE(Stage::path < Stage::revocation);
  STATIC_REQUIRE(Stage::revocation < Stage::peer_name);
  STATIC_REQUIRE(Stage::peer_name < Stage::cipher_spec);
}
