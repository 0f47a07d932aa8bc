// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_extensions.hpp>

#include "unsigned_crl.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

using vidimus::Errc;

auto visit_all(std::vector<test::Bytes> const& extensions, std::vector<std::string>& seen) {
  static test::Bytes list;
  list = test::der::concatenation(extensions);
  return vidimus::detail::for_each_extension(
      vidimus::der::Reader{list}, "here", [&](vidimus::Extension const& extension) -> vidimus::detail::CrlResult<void> {
        seen.push_back(extension.id.to_text());
        return {};
      });
}
auto numbered(unsigned count) -> std::vector<test::Bytes> {
  std::vector<test::Bytes> extensions;
  for (unsigned i = 0; i != count; ++i)
    extensions.push_back(test::extension("1.2.3." + std::to_string(i), test::der::null()));
  return extensions;
}

}  // namespace

TEST_CASE("Extensions are visited in order, and none at all is fine", "[revocation]") {
  std::vector<std::string> seen;
  CHECK(visit_all({}, seen).has_value());
  CHECK(visit_all(numbered(3), seen).has_value());
  CHECK(seen == std::vector<std::string>{"1.2.3.0", "1.2.3.1", "1.2.3.2"});
}

TEST_CASE("An extension that occurs twice is refused where it stands the second time", "[revocation]") {
  std::vector<std::string> seen;
  auto twice = numbered(2);
  twice.push_back(twice[0]);
  auto const fault = visit_all(twice, seen).error();
  CHECK(fault.error.rule == Errc::duplicate_extension);
  CHECK(fault.error.offset == twice[0].size() + twice[1].size());
  CHECK(seen.size() == 2);
}

TEST_CASE("More extensions than anybody needs are refused", "[revocation]") {
  std::vector<std::string> seen;
  CHECK(visit_all(numbered(32), seen).has_value());
  CHECK(visit_all(numbered(33), seen).error().error.rule == Errc::der_length_too_large);
}

TEST_CASE("A malformed extension is refused in the name of the list", "[revocation]") {
  std::vector<std::string> seen;
  auto const fault = visit_all({test::raw({0x30, 1, 6})}, seen).error();
  CHECK(fault.field == "here");
  CHECK(fault.error.rule == Errc::der_truncated);
}
