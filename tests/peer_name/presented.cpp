// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/presented.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using vidimus::detail::PresentedNames;

TEST_CASE("many names are counted, and the texts of the first are kept", "[peer_name]") {
  PresentedNames few;
  for (int i = 0; i != 32; ++i) few.add([i] { return std::to_string(i); });
  CHECK(std::move(few).texts().size() == 32);

  PresentedNames many;
  int made = 0;
  for (int i = 0; i != 1000; ++i) many.add([&] { return std::to_string(made++); });
  auto const texts = std::move(many).texts();
  REQUIRE(texts.size() == 33);
  CHECK(texts[0] == "0");
  CHECK(texts[31] == "31");
  CHECK(texts[32] == "and 968 more");
  CHECK(made == 32);
}

TEST_CASE("nothing presented is nothing listed", "[peer_name]") { CHECK(PresentedNames{}.texts().empty()); }
