// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/alert.hpp>

using namespace vidimus;

TEST_CASE("alerts have the names and numbers of RFC 8446, 6", "[core]") {
  STATIC_REQUIRE(name_of(Alert::certificate_revoked) == "certificate_revoked");
  CHECK(to_text(Alert::certificate_revoked) == "certificate_revoked(44)");
  CHECK(to_text(Alert::close_notify) == "close_notify(0)");
  CHECK(to_text(Alert::no_application_protocol) == "no_application_protocol(120)");
}

TEST_CASE("an alert that no RFC names keeps its number", "[core]") {
  CHECK(name_of(Alert{200}).empty());
  CHECK(to_text(Alert{200}) == "alert(200)");
}
