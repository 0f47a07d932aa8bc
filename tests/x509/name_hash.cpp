// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/name_hash.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace vidimus;
using namespace x509_tests;

namespace {

auto hash_of(std::string_view text) -> std::uint64_t { return detail::name_hash(Name{small_ca::name(text)}); }

}  // namespace

TEST_CASE("names that are the same have the same hash", "[x509]") {
  CHECK(hash_of("CN=QM2,O=Acme") == hash_of("CN=qm2,O=ACME"));
  CHECK(hash_of("CN=  QM   2  ,O=Acme") == hash_of("CN=qm 2,O=Acme"));
  CHECK(hash_of("CN=a+OU=b,O=c") == hash_of("OU=B+CN=A,O=c"));
  for (auto const* const file : {"name_bmp.der", "name_teletex.der", "name_universal.der"}) {
    auto const utf8 = Certificate::parse(data("name_utf8.der")), other = Certificate::parse(data(file));
    REQUIRE((utf8 && other));
    CHECK(detail::name_hash(utf8->subject()) == detail::name_hash(other->subject()));
  }
}

TEST_CASE("names that differ a little have different hashes", "[x509]") {
  std::set<std::uint64_t> hashes;
  auto const names = {"",          "CN=a",      "CN=b",        "O=a",           "CN=a,O=b",  "O=b,CN=a",
                      "CN=a,CN=a", "CN=a+OU=b", "CN=a,OU=b",   "CN=a+OU=c",     "CN=b+OU=a", "CN=QM 2,O=Acme",
                      "CN=QM2",    "CN=QM 2",   "CN=QM2,O=Ac", "CN=QM2,OU=Acme"};
  for (auto const* const name : names) hashes.insert(hash_of(name));
  CHECK(hashes.size() == names.size());
}
