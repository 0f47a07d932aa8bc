// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/known_extensions.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace vidimus;
using namespace x509_tests;

static_assert(detail::known_extension(oid::key_usage)->name == "keyUsage");
static_assert(detail::known_extension(oid::common_name) == nullptr);

TEST_CASE("every extension of RFC 5280, 4.2 is read", "[x509]") {
  for (auto const id :
       {oid::authority_key_identifier, oid::subject_key_identifier, oid::key_usage, oid::certificate_policies,
        oid::policy_mappings, oid::subject_alt_name, oid::issuer_alt_name, oid::subject_directory_attributes,
        oid::basic_constraints, oid::name_constraints, oid::policy_constraints, oid::extended_key_usage,
        oid::crl_distribution_points, oid::inhibit_any_policy, oid::freshest_crl, oid::authority_info_access,
        oid::subject_info_access})
    CHECK(detail::known_extension(id) != nullptr);
  std::set<std::string> names;
  for (auto const& row : detail::known_extensions) names.insert(std::string{row.name});
  CHECK(names.size() == detail::known_extensions.size());
}

TEST_CASE("an extension is found by its whole identifier", "[x509]") {
  for (auto const& row : detail::known_extensions) {
    CHECK(detail::known_extension(row.id) == &row);
    auto const octets = row.id.contents();
    CHECK(detail::known_extension(vidimus::der::Oid{octets.first(octets.size() - 1)}) == nullptr);
    for (std::size_t at = 0; at != octets.size(); ++at) {
      Bytes other{octets.begin(), octets.end()};
      other[at] ^= std::byte{0x40};
      CHECK(detail::known_extension(vidimus::der::Oid{other}) == nullptr);
    }
  }
  CHECK(detail::known_extension(vidimus::der::make_oid<"2.5.29.1">()) == nullptr);
  CHECK(detail::known_extension(vidimus::der::make_oid<"2.5.29.127">()) == nullptr);
  CHECK(detail::known_extension({}) == nullptr);
}

TEST_CASE("each known extension is refused when it comes twice", "[x509]") {
  auto const stranger = extension("1.2.3", hex("0500"));
  CHECK(wrong_with(with_extensions({stranger, extension("1.2.4", hex("0500")), stranger}).encoding())->code ==
        Errc::duplicate_extension);
  auto const usage = extension("2.5.29.15", hex("03020780")), constraints = extension("2.5.29.19", hex("3000"));
  CHECK(!wrong_with(with_extensions({usage, stranger, constraints}).encoding()));
  CHECK(wrong_with(with_extensions({usage, constraints, usage}).encoding())->code == Errc::duplicate_extension);
  CHECK(wrong_with(with_extensions({stranger, constraints, constraints}).encoding())->code ==
        Errc::duplicate_extension);
}

TEST_CASE("each known extension is refused when it is empty or no DER at all", "[x509]") {
  for (auto const& row : detail::known_extensions) {
    INFO(row.name);
    for (auto const* value : {"", "00", "ff", "3080", "05"}) {
      auto const wrong = wrong_with(with_extensions({extension(row.id.to_text(), hex(value))}).encoding());
      REQUIRE(wrong);
      CHECK(wrong->code == Errc::extension_malformed);
      CHECK(wrong->what == row.name);
    }
  }
}

TEST_CASE("an extension is named, or dotted where it has no name here", "[x509]") {
  CHECK(name_of_extension(oid::basic_constraints) == "basicConstraints");
  CHECK(name_of_extension(vidimus::der::make_oid<"1.2.3">()) == "1.2.3");
}
