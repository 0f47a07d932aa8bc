// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_effort.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <utility>

using test::SmallCa;
using vidimus::Errc;
using vidimus::detail::CrlEffort;

TEST_CASE("Effort ends at its bounds", "[revocation]") {
  CrlEffort effort;
  for (std::size_t i = 0; i != CrlEffort::crls; ++i) CHECK(!effort.spend_crl());
  CHECK(effort.spend_crl().value().code == Errc::budget_exceeded);
  for (std::size_t i = 0; i != CrlEffort::signers; ++i) CHECK(!effort.spend_signer());
  CHECK(std::get<vidimus::OverLimit>(effort.spend_signer().value().detail).limit == CrlEffort::signers);
  for (std::size_t i = 0; i != CrlEffort::locations; ++i) CHECK(effort.spend_location());
  CHECK(!effort.spend_location());
}

TEST_CASE("A certificate is asked about as long as the question lasts", "[revocation]") {
  auto const one = test::read_certificate(SmallCa{"CN=One"}), two = test::read_certificate(SmallCa{"CN=Two"});
  CrlEffort effort;
  {
    CrlEffort::Question const question{effort, one};
    CHECK(effort.is_asked(one));
    CHECK(!effort.is_asked(two));
    CHECK(!effort.is_too_deep());
  }
  CHECK(!effort.is_asked(one));
  effort.found_good(two);
  CHECK(effort.is_good(two));
  CHECK(!effort.is_good(one));
}

TEST_CASE("A location is wanted once, by the key that every checker gives it", "[revocation]") {
  CrlEffort effort;
  effort.want("http://crl.example/1.crl");
  effort.want("http://crl.example/1.crl");
  auto const wanted = std::move(effort).wanted();
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].key == "GET http://crl.example/1.crl");
  CHECK(wanted[0].url == "http://crl.example/1.crl");
  CHECK(wanted[0].body.empty());
}
