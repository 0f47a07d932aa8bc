// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/element_range.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/take.hpp>
#include <range/v3/view/transform.hpp>

#include <ranges>

using namespace vidimus;
using namespace x509_tests;

namespace {

static_assert(std::forward_iterator<detail::ElementIterator<KeyPurpose>>);
static_assert(ranges::forward_iterator<detail::ElementIterator<KeyPurpose>>);
static_assert(std::ranges::forward_range<ExtendedKeyUsage> && std::ranges::common_range<ExtendedKeyUsage>);
static_assert(ranges::forward_range<CrlDistributionPoints const>);

auto const two = hex("3008 06022a03 06022a04");

}  // namespace

TEST_CASE("a list is walked as often as one likes", "[x509]") {
  auto const list = decoded<ExtendedKeyUsage>(two);
  CHECK(list.count() == 2);
  CHECK(list.count() == 2);
  CHECK(!list.is_empty());
  auto at = list.begin();
  auto const first = at++;
  CHECK((*first).to_text() == "1.2.3");
  CHECK((*at).to_text() == "1.2.4");
  CHECK(first == list.begin());
  CHECK(++at == list.end());
  CHECK(first != at);
}

TEST_CASE("a list composes with range-v3's views", "[x509]") {
  auto const list = decoded<ExtendedKeyUsage>(two);
  auto const texts = list | ranges::views::transform([](vidimus::der::Oid oid) { return oid.to_text(); }) |
                     ranges::views::take(1) | ranges::to<std::vector>();
  CHECK(texts == std::vector<std::string>{"1.2.3"});
}

TEST_CASE("an empty list has neither elements nor a way to dereference one", "[x509]") {
  ExtendedKeyUsage const none;
  CHECK(none.is_empty());
  CHECK(none.begin() == none.end());
  CHECK(none.count() == 0);
}

TEST_CASE("a list is refused where an element is malformed or there is none", "[x509]") {
  CHECK(rule_of_value<ExtendedKeyUsage>(hex("3000")) == Errc::der_empty);
  CHECK(rule_of_value<ExtendedKeyUsage>(hex("3006 06022a03 0500")) == Errc::der_unexpected_tag);
  CHECK(rule_of_value<ExtendedKeyUsage>(hex("3005 06022a03 06")) == Errc::der_truncated);
}
