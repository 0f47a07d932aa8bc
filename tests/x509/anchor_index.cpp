// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/anchor_index.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {

auto anchor(std::string_view subject, unsigned serial_number = 1) -> TrustAnchor {
  Parts parts;
  parts.subject = small_ca::name(subject);
  parts.serial_number = write::integer(serial_number);
  auto certificate = Certificate::parse(parts.encoding());
  REQUIRE(certificate);
  return TrustAnchor{*std::move(certificate)};
}
auto same_for_all(Name const&) -> std::uint64_t { return 7; }

/// Where those of a name stand among `anchors`.
auto positions(detail::AnchorIndex const& index, std::vector<TrustAnchor> const& anchors, std::string_view name)
    -> std::vector<std::ptrdiff_t> {
  std::vector<std::ptrdiff_t> found;
  for (auto const* one : index.named(Name{small_ca::name(name)})) found.push_back(one - anchors.data());
  return found;
}
using Positions = std::vector<std::ptrdiff_t>;

}  // namespace

TEST_CASE("anchors are found by name, in the order given", "[x509]") {
  std::vector<TrustAnchor> const anchors{anchor("CN=b,O=Acme"), anchor("CN=a"), anchor("CN=B,O=ACME", 2),
                                         anchor("CN=c"), anchor("CN=a", 3)};
  for (auto const hash : {detail::AnchorIndex::Hash{&detail::name_hash}, &same_for_all}) {
    detail::AnchorIndex const index{anchors, hash};
    CHECK(positions(index, anchors, "CN=b,O=acme") == Positions{0, 2});
    CHECK(positions(index, anchors, "CN=A") == Positions{1, 4});
    CHECK(positions(index, anchors, "CN=c") == Positions{3});
    CHECK(positions(index, anchors, "CN=d").empty());
    CHECK(positions(index, anchors, "").empty());
  }
}

TEST_CASE("an anchor is found by its certificate", "[x509]") {
  // the signatures are the same, so only all octets tell them apart
  std::vector<TrustAnchor> const anchors{anchor("CN=a", 1), anchor("CN=a", 2), anchor("CN=a", 3), anchor("CN=a", 2)};
  detail::AnchorIndex const index{anchors};
  CHECK(index.find(anchor("CN=a", 2).certificate()) == &anchors[1]);
  CHECK(index.find(anchor("CN=a", 3).certificate()) == &anchors[2]);
  CHECK(index.find(anchor("CN=a", 4).certificate()) == nullptr);
  CHECK(index.find(anchor("CN=b", 1).certificate()) == nullptr);
}

TEST_CASE("without anchors none is found", "[x509]") {
  detail::AnchorIndex const index{{}};
  CHECK(index.named(Name{small_ca::name("CN=a")}).empty());
  CHECK(index.find(anchor("CN=a").certificate()) == nullptr);
}
