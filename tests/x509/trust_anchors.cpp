// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/trust_anchors.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {

auto certificate(std::string_view subject) -> Certificate {
  Parts parts;
  parts.subject = small_ca::name(subject);
  auto parsed = Certificate::parse(parts.encoding());
  REQUIRE(parsed);
  return *std::move(parsed);
}
auto subjects(TrustAnchors const& anchors) -> std::vector<std::string> {
  std::vector<std::string> names;
  for (auto const& anchor : anchors.all()) names.push_back(anchor.name().to_text());
  return names;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a set of anchors keeps their order", "[x509]") {
  auto const anchors = TrustAnchors::from_certificates({certificate("CN=b"), certificate("CN=a")});
  CHECK(subjects(anchors) == Texts{"CN=b", "CN=a"});
  CHECK_FALSE(anchors.is_empty());
  CHECK(TrustAnchors::from_certificates({}).is_empty());
}

TEST_CASE("a set finds its anchors by name and by certificate", "[x509]") {
  auto const anchors = TrustAnchors::from_certificates({certificate("CN=b"), certificate("CN=a")});
  auto const name = small_ca::name("CN=A");
  REQUIRE(anchors.named(Name{name}).size() == 1);
  CHECK(anchors.named(Name{name}).front() == &anchors.all()[1]);
  CHECK(anchors.find(certificate("CN=b")) == &anchors.all()[0]);
  CHECK(anchors.find(certificate("CN=c")) == nullptr);
}

TEST_CASE("what a copy found is good as long as any copy lives", "[x509]") {
  auto const name = small_ca::name("CN=a");
  auto const copy = [&] {
    auto const first = TrustAnchors::from_certificates({certificate("CN=a")});
    return TrustAnchors{first};
  }();
  CHECK(copy.named(Name{name}).front()->name().to_text() == "CN=a");
}

TEST_CASE("two sets are joined, and found in as one", "[x509]") {
  auto const one = TrustAnchors::from_certificates({certificate("CN=a"), certificate("CN=b")});
  auto const joined = one.joined_with(TrustAnchors::from_certificates({certificate("CN=A")}));
  CHECK(subjects(joined) == Texts{"CN=a", "CN=b", "CN=A"});
  auto const name = small_ca::name("CN=a");
  CHECK(joined.named(Name{name}).size() == 2);
  CHECK(one.named(Name{name}).size() == 1);
}
