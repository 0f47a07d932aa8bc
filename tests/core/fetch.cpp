// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/fetch.hpp>
#include <vidimus/core/proven_edges.hpp>

using namespace vidimus;

TEST_CASE("evidence is found by the key of its request", "[core]") {
  Evidence evidence;
  CHECK(evidence.find("GET http://a") == nullptr);
  evidence.add({{"GET http://a", "http://a"}, Buffer{std::byte{1}}});
  evidence.add({{"GET http://b", "http://b"}, {}, Finding{Errc::fetch_failed}});
  REQUIRE(evidence.find("GET http://a") != nullptr);
  CHECK(evidence.find("GET http://a")->response.size() == 1);
  CHECK(evidence.find("GET http://b")->failure->code == Errc::fetch_failed);
  CHECK(evidence.find("GET http://c") == nullptr);
}

TEST_CASE("an edge has a direction", "[core]") {
  ProvenEdges edges;
  edges.add({0, 1});
  CHECK(edges.contains({0, 1}));
  CHECK_FALSE(edges.contains({1, 0}));
  CHECK(edges.size() == 1);
}
