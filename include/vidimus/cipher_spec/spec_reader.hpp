// SPDX-License-Identifier: Apache-2.0
// Reading what stands in SSLCIPH: aliases, IBM MQ names, IANA names, and lists of them. One constexpr reader serves the
// compiler and configuration files. Names are compared in the letter case of the registries; spaces around commas are ignored.
#pragma once

#include <vidimus/cipher_spec/suite_list.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vidimus {

/// What can be wrong with the text of an SSLCIPH. The compiler prints the name.
enum class SslCiphMistake : unsigned char { none, name_missing, name_unknown, suite_is_weak };

namespace detail {

/// An alias CipherSpec (IBM MQ, "Relationship between alias CipherSpec settings").
struct CipherSpecAlias {
  std::string_view name;
  ProtocolVersion minimum;
  ProtocolVersion maximum;
};
inline constexpr std::array<CipherSpecAlias, 5> cipher_spec_aliases{{
    {"ANY", ProtocolVersion::tls12, ProtocolVersion::tls13},
    {"ANY_TLS12", ProtocolVersion::tls12, ProtocolVersion::tls12},
    {"ANY_TLS12_OR_HIGHER", ProtocolVersion::tls12, ProtocolVersion::tls13},
    {"ANY_TLS13", ProtocolVersion::tls13, ProtocolVersion::tls13},
    {"ANY_TLS13_OR_HIGHER", ProtocolVersion::tls13, ProtocolVersion::tls13},
}};

enum class Admission : unsigned char { strong_only, weak_too };

struct SpecReading {
  SuiteList list{};
  SslCiphMistake mistake = SslCiphMistake::none;
  std::size_t offset = 0;   ///< of the name that is wrong
  std::string_view name{};  ///< that name; it lives in the text that was read
};

// An alias stands for MQ's CipherSpecs of its versions that are not weak.
constexpr auto add_alias(SuiteList& list, std::string_view name) -> bool {
  for (auto const& alias : cipher_spec_aliases) {
    if (alias.name != name) continue;
    for (auto const& suite : cipher_suites)
      if (!suite.is_weak() && !suite.mq_name.empty() && alias.minimum <= suite.protocol_version &&
          suite.protocol_version <= alias.maximum)
        list.add(suite);
    return true;
  }
  return false;
}

constexpr auto add_name(SuiteList& list, std::string_view name, Admission admission) -> SslCiphMistake {
  if (name.empty()) return SslCiphMistake::name_missing;
  if (add_alias(list, name)) return SslCiphMistake::none;
  auto const* const suite = find_suite(name);
  if (suite == nullptr) return SslCiphMistake::name_unknown;
  if (suite->is_weak() && admission == Admission::strong_only) return SslCiphMistake::suite_is_weak;
  list.add(*suite);
  return SslCiphMistake::none;
}

/// Reads a list; stops at the first mistake.
constexpr auto read_specs(std::string_view text, Admission admission) -> SpecReading {
  SpecReading reading;
  for (std::size_t at = 0;;) {
    auto const end = (std::min)(text.find(',', at), text.size());
    auto const first = (std::min)(text.find_first_not_of(' ', at), end);
    auto name = text.substr(first, end - first);
    while (name.ends_with(' ')) name.remove_suffix(1);
    reading.mistake = add_name(reading.list, name, admission);
    if (reading.mistake != SslCiphMistake::none) {
      reading.offset = first;
      reading.name = name;
      return reading;
    }
    if (end == text.size()) return reading;
    at = end + 1;
  }
}

/// How many characters of two names lie outside the beginning and the end that they share; letter case does not count, and
/// the hyphens of OpenSSL's names are taken for underscores.
constexpr auto difference(std::string_view a, std::string_view b) -> std::size_t {
  auto const is_same = [](char x, char y) {
    auto const plain = [](char c) {
      return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    };
    return plain(x) == plain(y);
  };
  while (!a.empty() && !b.empty() && is_same(a.front(), b.front())) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && is_same(a.back(), b.back())) a.remove_suffix(1), b.remove_suffix(1);
  return a.size() + b.size();
}

/// The name that a misspelt one is likeliest meant to be.
constexpr auto nearest_spec_name(std::string_view name) -> std::string_view {
  std::string_view nearest = cipher_spec_aliases[0].name;
  auto smallest = static_cast<std::size_t>(-1);
  auto const consider = [&](std::string_view candidate) {
    auto const distance = candidate.empty() ? smallest : difference(name, candidate);
    if (distance < smallest) nearest = candidate, smallest = distance;
  };
  for (auto const& alias : cipher_spec_aliases) consider(alias.name);
  for (auto const& suite : cipher_suites) consider(suite.mq_name), consider(suite.iana_name);
  return nearest;
}

}  // namespace detail

}  // namespace vidimus
