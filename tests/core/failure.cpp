// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/failure.hpp>

#include <type_traits>

using namespace vidimus;

TEST_CASE("the first finding decides", "[core]") {
  Failure failure{Finding{Errc::certificate_revoked}};
  failure.add({Errc::crl_stale});
  CHECK(failure.code() == Errc::certificate_revoked);
  CHECK(failure.stage() == Stage::revocation);
  CHECK_FALSE(failure.is_transient());
  CHECK(failure.findings().size() == 2);
}

TEST_CASE("a failure keeps what the two ends told each other", "[core]") {
  Failure failure{Finding{Errc::certificate_revoked}};
  CHECK_FALSE(failure.alert_sent());
  failure.sent(Alert::certificate_revoked).received(Alert::close_notify).during(Occasion::handshake);
  CHECK(failure.alert_sent() == Alert::certificate_revoked);
  CHECK(failure.alert_received() == Alert::close_notify);
  CHECK(failure.occasion() == Occasion::handshake);
}

TEST_CASE("a subject and a depth are said of the findings that have none", "[core]") {
  Failure failure{Finding{Errc::certificate_malformed, {}, 1, "CN=QM1"}};
  failure.add({Errc::der_truncated}).about("a.pem").at_depth(3);
  CHECK(failure.findings()[0].subject == "CN=QM1");
  CHECK(failure.findings()[0].depth == 1U);
  CHECK(failure.findings()[1].subject == "a.pem");
  CHECK(failure.findings()[1].depth == 3U);
}

TEST_CASE("a result is a value or a failure, never made from an error code alone", "[core]") {
  Result<int> const refused = refuse(Errc::issuer_unknown, Mismatch{"CN=Root", {"CN=Other"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::issuer_unknown);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Errc, Failure>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Failure, bool>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<Failure>);
}
