// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/spec_reader.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using detail::Admission;
using detail::read_specs;

namespace {

auto suites(std::string_view text, Admission admission = Admission::strong_only) -> std::vector<std::uint16_t> {
  auto const reading = read_specs(text, admission);
  REQUIRE(reading.mistake == SslCiphMistake::none);
  auto const list = reading.list.suites();
  return {list.begin(), list.end()};
}

std::vector<std::uint16_t> const tls13{0x1302, 0x1301, 0x1303, 0x1304};
std::vector<std::uint16_t> const tls12{0xC02C, 0xC030, 0xC02B, 0xC02F};

auto joined(std::vector<std::uint16_t> first, std::vector<std::uint16_t> const& second) -> std::vector<std::uint16_t> {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

TEST_CASE("the five aliases stand for MQ's CipherSpecs with forward secrecy and authenticated encryption",
          "[cipher_spec]") {
  CHECK(suites("ANY") == joined(tls13, tls12));
  CHECK(suites("ANY_TLS12") == tls12);
  CHECK(suites("ANY_TLS12_OR_HIGHER") == joined(tls13, tls12));
  CHECK(suites("ANY_TLS13") == tls13);
  CHECK(suites("ANY_TLS13_OR_HIGHER") == tls13);
}

TEST_CASE("no alias offers a weak suite, wherever it stands", "[cipher_spec]") {
  for (auto const admission : {Admission::strong_only, Admission::weak_too})
    for (auto const& alias : detail::cipher_spec_aliases)
      for (auto const code_point : suites(alias.name, admission)) CHECK_FALSE(find_suite(code_point)->is_weak());
}

TEST_CASE("the bounds of an alias are those of IBM MQ", "[cipher_spec]") {
  for (auto const& alias : detail::cipher_spec_aliases) {
    INFO(alias.name);
    auto const list = read_specs(alias.name, Admission::strong_only).list;
    CHECK(list.minimum() == alias.minimum);
    CHECK(list.maximum() == alias.maximum);
  }
}

TEST_CASE("MQ's and IANA's name of a suite mean the same", "[cipher_spec]") {
  CHECK(suites("ECDHE_RSA_AES_256_GCM_SHA384") == std::vector<std::uint16_t>{0xC030});
  CHECK(suites("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384") == std::vector<std::uint16_t>{0xC030});
  CHECK(suites("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256") == std::vector<std::uint16_t>{0xCCA9});
}

TEST_CASE("every suite can be named, the weak ones only where they are admitted", "[cipher_spec]") {
  for (auto const& suite : cipher_suites) {
    INFO(suite.iana_name);
    CHECK(suites(suite.iana_name, Admission::weak_too) == std::vector<std::uint16_t>{suite.code_point});
    auto const expected = suite.is_weak() ? SslCiphMistake::suite_is_weak : SslCiphMistake::none;
    CHECK(read_specs(suite.iana_name, Admission::strong_only).mistake == expected);
    if (!suite.mq_name.empty()) CHECK(read_specs(suite.mq_name, Admission::strong_only).mistake == expected);
  }
}

TEST_CASE("a list is in the order of preference and spaces around its commas do not matter", "[cipher_spec]") {
  CHECK(suites("TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384") == std::vector<std::uint16_t>{0x1301, 0x1302});
  CHECK(suites("  TLS_AES_128_GCM_SHA256 ,  TLS_AES_256_GCM_SHA384  ") == std::vector<std::uint16_t>{0x1301, 0x1302});
  CHECK(suites("ECDHE_RSA_AES_128_GCM_SHA256,TLS_AES_128_GCM_SHA256") == std::vector<std::uint16_t>{0x1301, 0xC02F});
  CHECK(suites("TLS_CHACHA20_POLY1305_SHA256,ANY_TLS13") == std::vector<std::uint16_t>{0x1303, 0x1302, 0x1301, 0x1304});
}

TEST_CASE("a mistake is told with the name and where it stands", "[cipher_spec]") {
  struct Row {
    std::string_view text;
    SslCiphMistake mistake;
    std::size_t offset;
    std::string_view name;
  };
  Row const rows[]{
      {"", SslCiphMistake::name_missing, 0, ""},
      {"   ", SslCiphMistake::name_missing, 3, ""},
      {",ANY", SslCiphMistake::name_missing, 0, ""},
      {"ANY,", SslCiphMistake::name_missing, 4, ""},
      {"ANY,,ANY_TLS13", SslCiphMistake::name_missing, 4, ""},
      {"any", SslCiphMistake::name_unknown, 0, "any"},
      {"ANY_TLS11", SslCiphMistake::name_unknown, 0, "ANY_TLS11"},
      {"ANY_TLS13 , NULL_SHA ", SslCiphMistake::name_unknown, 12, "NULL_SHA"},
      {"ANY ANY_TLS13", SslCiphMistake::name_unknown, 0, "ANY ANY_TLS13"},
      {"0x1301", SslCiphMistake::name_unknown, 0, "0x1301"},
      {"ANY,TLS_RSA_WITH_AES_128_CBC_SHA256", SslCiphMistake::suite_is_weak, 4, "TLS_RSA_WITH_AES_128_CBC_SHA256"},
      {"TLS_AES_128_CCM_8_SHA256", SslCiphMistake::suite_is_weak, 0, "TLS_AES_128_CCM_8_SHA256"},
  };
  for (auto const& row : rows) {
    INFO(row.text);
    auto const reading = read_specs(row.text, Admission::strong_only);
    CHECK(reading.mistake == row.mistake);
    CHECK(reading.offset == row.offset);
    CHECK(reading.name == row.name);
  }
}

TEST_CASE("the nearest name is proposed for a misspelt one", "[cipher_spec]") {
  CHECK(detail::nearest_spec_name("ANY_TLS_13") == "ANY_TLS13");
  CHECK(detail::nearest_spec_name("any_tls12_or_higher") == "ANY_TLS12_OR_HIGHER");
  CHECK(detail::nearest_spec_name("ECDHE-RSA-AES256-GCM-SHA384") == "ECDHE_RSA_AES_256_GCM_SHA384");
  CHECK(detail::nearest_spec_name("TLS_AES_265_GCM_SHA384") == "TLS_AES_256_GCM_SHA384");
  CHECK_FALSE(detail::nearest_spec_name(std::string(10'000, 'A')).empty());
}

TEST_CASE("two names differ by what lies between their common beginning and end", "[cipher_spec]") {
  CHECK(detail::difference("", "") == 0);
  CHECK(detail::difference("", "abc") == 3);
  CHECK(detail::difference("abc", "abc") == 0);
  CHECK(detail::difference("abc", "aXc") == 2);
  CHECK(detail::difference("a-B", "A_b") == 0);
  CHECK(detail::difference("aaa", "aa") == 1);
}
