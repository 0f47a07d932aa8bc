// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_number.hpp>

#include <catch2/catch_test_macros.hpp>

#include <initializer_list>
#include <string>

namespace {

auto read(vidimus::Buffer const& encoding) -> vidimus::der::DerResult<vidimus::CrlNumber> {
  vidimus::der::Reader reader{encoding};
  return vidimus::CrlNumber::read(reader);
}
auto bytes(std::initializer_list<unsigned> octets) -> vidimus::Buffer {
  vidimus::Buffer all;
  for (auto const octet : octets) all.push_back(static_cast<std::byte>(octet));
  return all;
}
auto of_size(std::size_t size, unsigned first) -> vidimus::Buffer {
  auto encoding = bytes({0x02, static_cast<unsigned>(size), first});
  encoding.resize(2 + size, std::byte{0xff});
  return encoding;
}

}  // namespace

TEST_CASE("CRL numbers are written in decimal", "[revocation]") {
  CHECK(read(bytes({2, 1, 0}))->to_text() == "0");
  CHECK(read(bytes({2, 2, 0x12, 0x67}))->to_text() == "4711");
  CHECK(read(bytes({2, 2, 0, 0xff}))->to_text() == "255");
  auto const largest = of_size(21, 0);  // 2^160 - 1
  CHECK(read(largest)->to_text() == "1461501637330902918203684832716283019655932542975");
}

TEST_CASE("CRL numbers compare as numbers", "[revocation]") {
  auto const small = bytes({2, 1, 0x7f}), middle = bytes({2, 2, 0, 0x80}), large = bytes({2, 2, 1, 0});
  CHECK(*read(small) < *read(middle));
  CHECK(*read(middle) < *read(large));
  CHECK(*read(large) == *read(large));
  CHECK(*read(small) != *read(large));
}

TEST_CASE("A CRL number is not negative and has at most 20 octets", "[revocation]") {
  auto const rule = [](vidimus::Buffer const& encoding) { return read(encoding).error().rule; };
  CHECK(read(of_size(20, 0x7f)).has_value());
  CHECK(rule(bytes({2, 1, 0xff})) == vidimus::Errc::der_integer_out_of_range);
  CHECK(rule(of_size(21, 1)) == vidimus::Errc::der_integer_out_of_range);
  CHECK(rule(of_size(22, 0)) == vidimus::Errc::der_integer_out_of_range);
  CHECK(rule(bytes({2, 2, 0, 1})) == vidimus::Errc::der_bad_integer);
  CHECK(rule(bytes({4, 1, 1})) == vidimus::Errc::der_unexpected_tag);
}
