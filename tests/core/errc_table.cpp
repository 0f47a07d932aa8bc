// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/errc_table.hpp>

#include <set>
#include <string>

using namespace vidimus;

TEST_CASE("every error has a name of its own, a sentence without a full stop, and an alert that exists", "[core]") {
  std::set<std::string_view> names;
  for (auto const& row : errc_table) {
    INFO(row.name);
    CHECK(names.insert(row.name).second);
    CHECK_FALSE(row.sentence.empty());
    CHECK(row.sentence.back() != '.');
    CHECK_FALSE(name_of(row.alert).empty());
    CHECK((row.alert != Alert::close_notify || row.code == Errc::secret_key_reset_due));  // it ends in good order
  }
}

TEST_CASE("rows stand in the order of the stages", "[core]") {
  for (std::size_t i = 1; i < errc_table.size(); ++i) CHECK(errc_table[i - 1].stage <= errc_table[i].stage);
}

TEST_CASE("a row is found by its code", "[core]") {
  STATIC_REQUIRE(name_of(Errc::certificate_revoked) == "certificate_revoked");
  STATIC_REQUIRE(stage_of(Errc::certificate_revoked) == Stage::revocation);
  STATIC_REQUIRE(alert_of(Errc::certificate_revoked) == Alert::certificate_revoked);
  STATIC_REQUIRE(!is_transient(Errc::certificate_revoked));
  STATIC_REQUIRE(is_transient(Errc::timed_out));
}

TEST_CASE("an Errc is a std::error_code with the table's sentence", "[core]") {
  std::error_code const code = Errc::certificate_expired;
  CHECK(code == Errc::certificate_expired);
  CHECK(code != Errc::certificate_revoked);
  CHECK(std::string{code.category().name()} == "vidimus");
  CHECK(code.message() == "the certificate has expired");
  CHECK(error_category().message(0) == "unknown error");
  CHECK(error_category().message(100000) == "unknown error");
}
