// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/host_name.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus::detail;

static_assert(is_host_name("example.com") && is_host_name("a") && is_host_name("_dmarc.xn--bcher-kva.example"));
static_assert(!is_host_name("") && !is_host_name(".") && !is_host_name(".example.com") &&
              !is_host_name("example.com."));
static_assert(!is_host_name("a..b") && !is_host_name("*.example.com") && !is_host_name("a b") && !is_host_name("a/b"));
static_assert(is_below("a.example.com", "example.com") && is_below("A.B.Example.Com", "example.com"));
static_assert(!is_below("example.com", "example.com") && !is_below("notexample.com", "example.com"));
static_assert(!is_below(".example.com", "example.com") && !is_below("com", "example.com"));
static_assert(is_at_or_below("EXAMPLE.com", "example.COM") && !is_at_or_below("example.org", "example.com"));
static_assert(looks_like_address("192.0.2.1") && looks_like_address("1") && !looks_like_address("1.example"));

TEST_CASE("a label has at most 63 characters and a name at most 253", "[path]") {
  std::string const label(63, 'a');
  CHECK(is_host_name(label + ".example"));
  CHECK_FALSE(is_host_name(label + "a.example"));
  auto const longest = label + '.' + label + '.' + label + '.' + std::string(61, 'b');
  CHECK(longest.size() == 253);
  CHECK(is_host_name(longest));
  CHECK_FALSE(is_host_name(longest + 'b'));
}

TEST_CASE("characters beyond ASCII are in no host name", "[path]") {
  for (int character = 128; character != 256; ++character)
    CHECK_FALSE(is_host_name(std::string{"a"} + static_cast<char>(character) + ".example"));
}
