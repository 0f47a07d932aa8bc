// SPDX-License-Identifier: Apache-2.0
// DNS names as reference identifiers (RFC 9525, 2): labels of letters, digits and hyphens, at most 63 octets each and 253
// together (RFC 1034, 3.5; RFC 1123, 2.1); no wildcard (RFC 9525, 6.3), no IP address, internationalised names as A-labels
// (RFC 9525, 6.3). One dot at the end, which says that the name is absolute, is dropped. And how presented ones compare.
#pragma once

#include <vidimus/core/config.hpp>
#include <vidimus/peer_name/letter_case.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace vidimus {

/// What can be wrong with a reference identifier. The compiler prints the name; `text_of` has the words.
enum class DnsNameMistake : unsigned char {
  none,
  empty,
  too_long,
  wildcard,
  ip_address,
  not_ascii,
  character_not_allowed,
  label_empty,
  label_too_long,
  hyphen_at_label_end,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(DnsNameMistake mistake) -> std::string_view {
  switch (mistake) {
    case DnsNameMistake::none: return "no mistake";
    case DnsNameMistake::empty: return "no name";
    case DnsNameMistake::too_long: return "more than 253 octets";
    case DnsNameMistake::wildcard: return "a wildcard, which only a certificate may have";
    case DnsNameMistake::ip_address: return "an IP address or a port, which a DNS name is not";
    case DnsNameMistake::not_ascii: return "a character that is not ASCII: write the A-label, xn--…";
    case DnsNameMistake::character_not_allowed: return "a character that is no letter, digit or hyphen";
    case DnsNameMistake::label_empty: return "an empty label";
    case DnsNameMistake::label_too_long: return "a label of more than 63 octets";
    case DnsNameMistake::hyphen_at_label_end: return "a hyphen at the start or the end of a label";
  }
  return {};
}

namespace detail {

inline constexpr std::size_t longest_dns_name = 253;
inline constexpr std::size_t longest_dns_label = 63;

struct DnsNameError {
  DnsNameMistake mistake = DnsNameMistake::none;
  std::size_t offset = 0;
};

constexpr auto without_final_dot(std::string_view name) -> std::string_view {
  return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

constexpr auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
constexpr auto is_letter_digit_hyphen(char c) -> bool {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-';
}

constexpr auto check_dns_character(char c) -> DnsNameMistake {
  if (is_letter_digit_hyphen(c)) return DnsNameMistake::none;
  if (c == '*') return DnsNameMistake::wildcard;
  if (c == ':' || c == '[' || c == ']') return DnsNameMistake::ip_address;
  return static_cast<unsigned char>(c) >= 0x80 ? DnsNameMistake::not_ascii : DnsNameMistake::character_not_allowed;
}

constexpr auto check_dns_label(std::string_view label, std::size_t at) -> DnsNameError {
  for (std::size_t i = 0; i != label.size(); ++i)
    if (auto const mistake = check_dns_character(label[i]); mistake != DnsNameMistake::none) return {mistake, at + i};
  if (label.empty()) return {DnsNameMistake::label_empty, at};
  if (label.size() > longest_dns_label) return {DnsNameMistake::label_too_long, at};
  if (label.front() == '-') return {DnsNameMistake::hyphen_at_label_end, at};
  if (label.back() == '-') return {DnsNameMistake::hyphen_at_label_end, at + label.size() - 1};
  return {};
}

/// Whether a text, without its final dot, is a reference identifier.
constexpr auto check_dns_name(std::string_view name) -> DnsNameError {
  if (name.empty()) return {DnsNameMistake::empty, 0};
  if (name.size() > longest_dns_name) return {DnsNameMistake::too_long, longest_dns_name};
  for (std::size_t at = 0;;) {
    auto const end = (std::min)(name.find('.', at), name.size());
    auto const label = name.substr(at, end - at);
    if (auto const error = check_dns_label(label, at); error.mistake != DnsNameMistake::none) return error;
    if (end == name.size()) {  // no top-level domain is a number, so this is 10.0.0.1 or one of its short forms
      bool const is_number = std::ranges::all_of(label, is_digit);
      return is_number ? DnsNameError{DnsNameMistake::ip_address, at} : DnsNameError{};
    }
    at = end + 1;
  }
}

/// Equal but for the case of ASCII letters (RFC 4343). `reference` is in small letters, as most presented names are.
constexpr auto is_same_dns_name(std::string_view presented, std::string_view reference) -> bool {
  return presented == reference || is_lower_case_of(reference, presented);
}

/// Whether a presented identifier names the reference (RFC 9525, 6.3). `reference` is accepted by `check_dns_name` and in
/// small letters, so whatever equals it, or what its wildcard leaves of it, is well-formed too: a presented identifier with
/// an empty label, a final dot, a NUL or a second asterisk matches nothing.
[[gnu::always_inline]] constexpr auto dns_name_matches(std::string_view presented, std::string_view reference) -> bool {
  if (!presented.starts_with("*.")) return is_same_dns_name(presented, reference);
  auto const dot = reference.find('.');  // the wildcard is one whole label, the left-most one
  if (dot == std::string_view::npos) return false;
  presented.remove_prefix(1);
  reference.remove_prefix(dot);
  return is_same_dns_name(presented, reference);
}

}  // namespace detail

}  // namespace vidimus
