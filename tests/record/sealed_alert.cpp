// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/sealed_alert.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_vectors.hpp"

using vidimus::Alert;
using vidimus::Refusal;
using vidimus::TrafficSecret;

TEST_CASE("a sealed alert is the record that another implementation makes of it", "[record]") {
  for (auto const& vector : record_test::vectors()) {
    Refusal const refusal{static_cast<Alert>(vector.alert[1]), TrafficSecret{vector.suite, vector.secret},
                          vector.sequence};
    auto const record = vidimus::alert_record(refusal);
    REQUIRE(record);
    CHECK(vidimus::to_hex(*record) == vidimus::to_hex(vector.record));
  }
}

TEST_CASE("an alert before any keys goes in plaintext", "[record]") {
  CHECK(vidimus::to_hex(*vidimus::alert_record({Alert::certificate_revoked})) == "1503030002022C");
  CHECK(vidimus::to_hex(*vidimus::alert_record({Alert::close_notify})) == "15030300020100");
}

TEST_CASE("an alert under a secret that no suite has is refused and never sent in plaintext", "[record]") {
  auto const record = vidimus::alert_record({Alert::certificate_revoked, TrafficSecret{}});
  REQUIRE_FALSE(record);
  CHECK(record.error().code() == vidimus::Errc::record_failed);
}
