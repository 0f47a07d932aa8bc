// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/tag.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus::der;

static_assert(octet_of(context(3)) == 0xa3);
static_assert(octet_of(context(6, Form::primitive)) == 0x86);
static_assert(is_constructed(Tag::sequence) && !is_constructed(Tag::octet_string));
static_assert(is_universal(Tag::set) && !is_universal(context(1)));

TEST_CASE("a tag is its identifier octet", "[der]") {
  CHECK(number_of(Tag::sequence) == 16);
  CHECK(number_of(context(30)) == 30);
  CHECK(context(0) != context(0, Form::primitive));
}
