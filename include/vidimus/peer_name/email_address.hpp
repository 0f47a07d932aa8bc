// SPDX-License-Identifier: Apache-2.0
// E-mail addresses as reference identifiers: a Dot-string, `@` and a host name (RFC 5321, 4.1.2), which is what rfc822Names
// are in use. Quoted local parts, address literals and addresses beyond ASCII (RFC 9598) are none.
#pragma once

#include <vidimus/peer_name/dns_name.hpp>

#include <cstddef>
#include <string_view>

namespace vidimus {

/// What can be wrong with an address. The compiler prints the name; `text_of` has the words.
enum class EmailAddressMistake : unsigned char {
  none,
  at_sign_missing,
  local_part_empty,
  local_part_too_long,
  dot_misplaced,
  not_ascii,
  character_not_allowed,
  host_malformed,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(EmailAddressMistake mistake) -> std::string_view {
  switch (mistake) {
    case EmailAddressMistake::none: return "no mistake";
    case EmailAddressMistake::at_sign_missing: return "no @ between a local part and a host";
    case EmailAddressMistake::local_part_empty: return "nothing before the @";
    case EmailAddressMistake::local_part_too_long: return "more than 64 octets before the @";
    case EmailAddressMistake::dot_misplaced:
      return "a dot at the start or the end of the local part, or beside another";
    case EmailAddressMistake::not_ascii: return "a character that is not ASCII";
    case EmailAddressMistake::character_not_allowed: return "a character that a local part does not have unquoted";
    case EmailAddressMistake::host_malformed: return "what comes after the @ is no host name";
  }
  return {};
}

namespace detail {

inline constexpr std::size_t longest_local_part = 64;  // RFC 5321, 4.5.3.1.1

struct EmailAddressError {
  EmailAddressMistake mistake = EmailAddressMistake::none;
  std::size_t offset = 0;
};

/// RFC 5322, 3.2.3: atext.
constexpr auto is_atom_character(char c) -> bool {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
  return is_letter_digit_hyphen(c) || others.find(c) != std::string_view::npos;
}

constexpr auto check_local_part(std::string_view local) -> EmailAddressError {
  if (local.empty()) return {EmailAddressMistake::local_part_empty, 0};
  if (local.size() > longest_local_part) return {EmailAddressMistake::local_part_too_long, longest_local_part};
  for (std::size_t i = 0; i != local.size(); ++i) {
    bool const is_first_or_last = i == 0 || i + 1 == local.size();
    if (local[i] == '.' && (is_first_or_last || local[i + 1] == '.')) return {EmailAddressMistake::dot_misplaced, i};
    if (local[i] == '.' || is_atom_character(local[i])) continue;
    bool const is_ascii = static_cast<unsigned char>(local[i]) < 0x80;
    return {is_ascii ? EmailAddressMistake::character_not_allowed : EmailAddressMistake::not_ascii, i};
  }
  return {};
}

/// Whether a text is a reference identifier.
constexpr auto check_email_address(std::string_view address) -> EmailAddressError {
  auto const at = address.rfind('@');
  if (at == std::string_view::npos) return {EmailAddressMistake::at_sign_missing, address.size()};
  auto const local = check_local_part(address.substr(0, at));
  if (local.mistake != EmailAddressMistake::none) return local;
  auto const host = check_dns_name(address.substr(at + 1));
  if (host.mistake == DnsNameMistake::none) return {};
  return {EmailAddressMistake::host_malformed, at + 1 + host.offset};
}

/// RFC 5280, 7.5: the local part is the same to the letter, the host but for the case of ASCII letters. `reference` is
/// accepted by `check_email_address`, so what equals it is well-formed too.
constexpr auto is_same_email_address(std::string_view presented, std::string_view reference) -> bool {
  auto const at = reference.rfind('@');
  if (presented.size() != reference.size() || presented.substr(0, at + 1) != reference.substr(0, at + 1)) return false;
  for (auto i = at + 1; i != reference.size(); ++i)
    if (lower(presented[i]) != lower(reference[i])) return false;
  return true;
}

}  // namespace detail

}  // namespace vidimus
