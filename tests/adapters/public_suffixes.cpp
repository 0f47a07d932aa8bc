// SPDX-License-Identifier: Apache-2.0
#include <vidimus/adapters/public_suffixes.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace vidimus;

static_assert(RegistrySuffixes::is_public_suffix("com"));

namespace {

auto is_suffix(std::string_view domain) -> bool { return RegistrySuffixes::is_public_suffix(domain); }
auto is_private(std::string_view domain) -> bool {
  return !is_suffix(domain) && ListedSuffixes::is_public_suffix(domain);
}

/// `domain:label,label` of every entry.
auto entries(std::string_view list) -> std::vector<std::string_view> {
  std::vector<std::string_view> all;
  for (; !list.empty(); list.remove_prefix(all.back().size() + 1)) all.push_back(list.substr(0, list.find(';')));
  return all;
}

}  // namespace

TEST_CASE("one label is a public suffix, listed or not", "[adapters]") {
  for (auto const* const domain : {"com", "example", "xn--fiqs8s", ""}) CHECK(is_suffix(domain));
}

TEST_CASE("domains of registries are public suffixes, and those below them are not", "[adapters]") {
  for (auto const* const domain : {"co.uk", "com.br", "aisai.aichi.jp", "xn--55qx5d.cn", "k12.ak.us"})
    CHECK(is_suffix(domain));
  for (auto const* const domain : {"example.com", "acme.co.uk", "a.aisai.aichi.jp", "uk.co", "o.uk", "aaco.uk"})
    CHECK_FALSE(ListedSuffixes::is_public_suffix(domain));
}

TEST_CASE("a wildcard rule stands for every label and an exception takes one out", "[adapters]") {
  CHECK(is_suffix("acme.ck"));
  CHECK_FALSE(is_suffix("www.ck"));
  CHECK_FALSE(is_suffix("kobe.jp"));
  CHECK(is_suffix("acme.kobe.jp"));
  CHECK_FALSE(is_suffix("city.kobe.jp"));
  CHECK_FALSE(is_suffix("b.acme.kobe.jp"));
}

TEST_CASE("domains whose owners hand out names below them are told apart", "[adapters]") {
  for (auto const* const domain : {"s3.amazonaws.com", "github.io", "acme.elb.amazonaws.com"})
    CHECK(is_private(domain));
  CHECK_FALSE(is_private("elb.amazonaws.com"));
}

TEST_CASE("every entry of the lists is found again", "[adapters]") {
  for (auto const list : {detail::public_suffixes_registries, detail::public_suffixes_private}) {
    auto const all = entries(list);
    REQUIRE(all.size() > 100);
    for (auto const entry : all) {
      auto const colon = entry.find(':');
      INFO(entry);
      REQUIRE(detail::labels_below(entry.substr(0, colon), list) == entry.substr(colon + 1));
    }
    CHECK(detail::labels_below("", list).empty());
    CHECK(detail::labels_below("zzzz", list).empty());
  }
}

TEST_CASE("a label is found only whole", "[adapters]") {
  CHECK(detail::has_label("ab,cd,!ef", "", "ab"));
  CHECK(detail::has_label("ab,cd,!ef", "", "cd"));
  CHECK(detail::has_label("ab,cd,!ef", "!", "ef"));
  CHECK_FALSE(detail::has_label("ab,cd,!ef", "", "b,c"));
  CHECK_FALSE(detail::has_label("ab,cd,!ef", "", "a"));
  CHECK_FALSE(detail::has_label("ab,cd,!ef", "!", "cd"));
  CHECK_FALSE(detail::has_label("", "", "a"));
}
