// SPDX-License-Identifier: Apache-2.0
// LDAP's StartTLS (RFC 4511, 4.14): an extended operation, and its result.
#pragma once

#include "wire.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace probe {

inline constexpr std::size_t ldap_message_limit = 4096;

/// LDAPMessage {1, ExtendedRequest {requestName 1.3.6.1.4.1.1466.20037}}.
inline constexpr std::string_view start_tls_request =
    "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
    "1.3.6.1.4.1.1466.20037";

/// Octets of a length after its first one: BER with definite lengths (RFC 4511, 5.1).
inline auto ber_length(std::string_view octets) -> std::size_t {
  std::size_t length = 0;
  for (char const c : octets) length = length << 8U | static_cast<unsigned char>(c);
  return length;
}

/// Takes an element with this tag from the front: its contents, or nothing.
inline auto take_element(std::string_view& from, char tag) -> std::optional<std::string_view> {
  if (from.size() < 2 || from[0] != tag) return std::nullopt;
  auto const first = static_cast<unsigned char>(from[1]);
  std::size_t const more = first < 0x80 ? 0 : first & 0x7fU;
  if (first == 0x80 || more > 4 || from.size() < 2 + more) return std::nullopt;
  auto const length = more == 0 ? first : ber_length(from.substr(2, more));
  from.remove_prefix(2 + more);
  if (length > from.size()) return std::nullopt;
  auto const contents = from.substr(0, length);
  from.remove_prefix(length);
  return contents;
}

/// The contents of the LDAPMessage.
template <class T>
auto ldap_message(Wire<T>& wire) -> Upgrade<std::string> {
  auto const begin = wire.octets(2);
  if (!begin) return begin;
  auto const first = static_cast<unsigned char>((*begin)[1]);
  if ((*begin)[0] != '\x30' || first == 0x80 || first > 0x84)
    return not_upgraded("this is no LDAP: it answered " + in_quotes(*begin));
  auto const more = first < 0x80 ? Upgrade<std::string>{""} : wire.octets(first & 0x7fU);
  if (!more) return more;
  auto const length = first < 0x80 ? first : ber_length(*more);
  if (length > ldap_message_limit) return not_upgraded("this is no LDAP: its answer has more than 4096 octets");
  return wire.octets(length);
}

/// Nothing: success. Else why not.
inline auto start_tls_refusal(std::string_view message) -> std::optional<std::string> {
  std::string const none = "this is no answer to StartTLS: ";
  auto const number = take_element(message, '\x02');
  if (!number || *number != "\x01") return none + "another message number";
  auto response = take_element(message, '\x78');  // [APPLICATION 24] ExtendedResponse
  if (!response) return none + "no ExtendedResponse";
  auto const code = take_element(*response, '\x0a');
  auto const matched = take_element(*response, '\x04');
  auto const diagnostic = take_element(*response, '\x04');
  if (!code || code->size() != 1 || !matched || !diagnostic) return none + "no LDAPResult";
  if (*code == std::string_view{"\0", 1}) return std::nullopt;
  auto const number_of = std::to_string(static_cast<unsigned>(static_cast<unsigned char>(code->front())));
  return "the LDAP server refused StartTLS: result " + number_of + ", " + in_quotes(*diagnostic);
}

template <class T>
auto upgrade_ldap(Wire<T>& wire) -> Upgrade<void> {
  if (auto sent = wire.send(start_tls_request); !sent) return sent;
  auto const message = ldap_message(wire);
  if (!message) return tl::unexpected<NotUpgraded>{message.error()};
  if (auto refusal = start_tls_refusal(*message)) return not_upgraded(*std::move(refusal));
  return {};
}

}  // namespace probe
