// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_set.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::SmallCa;
using vidimus::CrlSet;
using Texts = std::vector<std::string>;

auto set_of(std::vector<test::Bytes> const& crls) -> CrlSet {
  std::vector<CrlSet::Crl> all;
  for (auto const& crl : crls) all.push_back(std::make_shared<vidimus::detail::SignedCrl const>(test::read_crl(crl)));
  return CrlSet{std::move(all)};
}
auto issued_by(CrlSet const& set, std::string const& name) -> Texts {
  Texts texts;
  auto const der = small_ca::name(name);
  for (auto const& crl : set.issued_by(vidimus::Name{der})) texts.push_back(crl->list().to_text());
  return texts;
}

}  // namespace

TEST_CASE("An empty set has no CRLs", "[revocation]") {
  CHECK(CrlSet{}.all().empty());
  CHECK(issued_by(CrlSet{}, "CN=Acme Root").empty());
}

TEST_CASE("An issuer's CRLs are found by a name that is the same by RFC 5280, the newest first", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"}, other{"CN=Other,O=Acme"};
  auto const now = small_ca::now();
  std::vector<test::Bytes> crls;
  for (auto const& [age, number] : {std::pair{3h, 8U}, {1h, 9U}, {2h, 7U}, {1h, 10U}})
    crls.push_back(root.crl({.this_update = now - age, .number = number}));
  crls.push_back(other.crl({.number = 3}));
  crls.push_back(root.crl({.this_update = now - 4h, .number = 6, .issuer = "CN=ACME  root,O=acme"}));
  auto const set = set_of(crls);
  Texts const newest_first{"CRL 10 of CN=Acme Root,O=Acme", "CRL 9 of CN=Acme Root,O=Acme",
                           "CRL 7 of CN=Acme Root,O=Acme", "CRL 8 of CN=Acme Root,O=Acme",
                           "CRL 6 of CN=ACME  root,O=acme"};
  CHECK(issued_by(set, "CN=Acme Root,O=Acme") == newest_first);
  CHECK(issued_by(set, "CN=ACME  root,O=acme") == newest_first);
  CHECK(issued_by(set, "CN=Other,O=Acme") == Texts{"CRL 3 of CN=Other,O=Acme"});
  CHECK(issued_by(set, "CN=Acme,O=Acme").empty());
  CHECK(set.all().size() == 6);
}

TEST_CASE("Many issuers are told apart", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  std::vector<test::Bytes> crls;
  for (unsigned i = 0; i != 300; ++i) crls.push_back(root.crl({.number = i, .issuer = "CN=" + std::to_string(i)}));
  auto const set = set_of(crls);
  for (unsigned i = 0; i != 300; ++i) {
    auto const number = std::to_string(i);
    CHECK(issued_by(set, "CN=" + number) == Texts{"CRL " + number + " of CN=" + number});
  }
}
