// SPDX-License-Identifier: Apache-2.0
// A DER writer for examples and tests: elements, PEM, distinguished names and general names.
//
//   sequence(integer(1), oid("2.5.4.3"), boolean(true))
#pragma once

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace small_ca {

using Bytes = std::vector<std::byte>;
using Time = std::chrono::sys_seconds;

namespace der {

inline auto append(Bytes& to, std::span<std::byte const> part) -> void {
  to.insert(to.end(), part.begin(), part.end());
}
inline auto bytes(std::string_view text) -> Bytes {
  auto const view = std::as_bytes(std::span{text});
  return {view.begin(), view.end()};
}

template <class... Parts>
auto element(unsigned tag, Parts const&... parts) -> Bytes {
  Bytes contents;
  (append(contents, parts), ...);
  Bytes encoded{std::byte(tag)};
  auto const length = contents.size();
  unsigned octets = 0;
  while (length >> (8 * octets) != 0) ++octets;
  if (length >= 128) encoded.push_back(std::byte(0x80 | octets));
  if (length < 128)
    encoded.push_back(std::byte(length));
  else
    while (octets-- != 0) encoded.push_back(std::byte(length >> (8 * octets) & 0xff));
  append(encoded, contents);
  return encoded;
}
template <class... Parts>
auto sequence(Parts const&... parts) -> Bytes {
  return element(0x30, parts...);
}
template <class... Parts>
auto octet_string(Parts const&... parts) -> Bytes {
  return element(0x04, parts...);
}

inline auto concatenation(std::vector<Bytes> const& parts) -> Bytes {
  Bytes all;
  for (auto const& part : parts) append(all, part);
  return all;
}
/// SET OF: the elements in ascending order (X.690, 11.6).
inline auto set_of(std::vector<Bytes> elements) -> Bytes {
  // not by <=>, of which GCC 12 says at -O3 that it reads too far
  std::ranges::sort(elements,
                    [](Bytes const& a, Bytes const& b) { return std::ranges::lexicographical_compare(a, b); });
  return element(0x31, concatenation(elements));
}
inline auto boolean(bool value) -> Bytes { return {std::byte{1}, std::byte{1}, std::byte(value ? 0xff : 0)}; }
inline auto null() -> Bytes { return {std::byte{5}, std::byte{0}}; }

/// A non-negative INTEGER from its big-endian magnitude.
inline auto integer(std::span<std::byte const> magnitude, unsigned tag = 0x02) -> Bytes {
  while (magnitude.size() > 1 && magnitude.front() == std::byte{0}) magnitude = magnitude.subspan(1);
  bool const sign = magnitude.empty() || (magnitude.front() & std::byte{0x80}) != std::byte{0};
  return element(tag, Bytes(sign ? 1 : 0), magnitude);
}
inline auto integer(std::uint64_t value, unsigned tag = 0x02) -> Bytes {
  Bytes magnitude;
  for (int shift = 56; shift >= 0; shift -= 8) magnitude.push_back(std::byte(value >> shift & 0xff));
  return integer(magnitude, tag);
}
inline auto bit_string(std::span<std::byte const> octets) -> Bytes { return element(0x03, Bytes(1), octets); }

/// A BIT STRING with named bits: bit 0 is the first; no trailing zero bits (X.690, 11.2.2).
inline auto named_bits(std::uint32_t bits, unsigned tag = 0x03) -> Bytes {
  if (bits == 0) return element(tag, Bytes(1));
  unsigned last = 31;
  while ((bits >> last & 1) == 0) --last;
  Bytes octets(last / 8 + 1);
  for (unsigned bit = 0; bit <= last; ++bit)
    if ((bits >> bit & 1) != 0) octets[bit / 8] |= std::byte(0x80 >> bit % 8);
  return element(tag, Bytes{std::byte(7 - last % 8)}, octets);
}

/// An OBJECT IDENTIFIER from its dotted form.
inline auto oid(std::string_view dotted, unsigned tag = 0x06) -> Bytes {
  std::vector<std::uint64_t> arcs{0};
  for (char const c : dotted) {
    if (c == '.')
      arcs.push_back(0);
    else
      arcs.back() = arcs.back() * 10 + static_cast<std::uint64_t>(c - '0');
  }
  arcs.at(1) += 40 * arcs[0];
  Bytes contents;
  for (std::size_t i = 1; i != arcs.size(); ++i) {
    unsigned groups = 1;
    while (arcs[i] >> (7 * groups) != 0) ++groups;
    while (groups-- != 0) contents.push_back(std::byte((arcs[i] >> (7 * groups) & 0x7f) | (groups != 0 ? 0x80 : 0)));
  }
  return element(tag, contents);
}

inline auto generalized_time(Time time, char const* format = "%Y%m%d%H%M%SZ", unsigned tag = 0x18) -> Bytes {
  std::time_t const seconds = time.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return element(tag, bytes({text.data(), std::strftime(text.data(), text.size(), format, &parts)}));
}
/// UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5280, 4.1.2.5).
inline auto time(Time moment) -> Bytes {
  using namespace std::chrono;
  bool const is_utc_time = moment >= sys_days{year{1950} / 1 / 1} && moment < sys_days{year{2050} / 1 / 1};
  return is_utc_time ? generalized_time(moment, "%y%m%d%H%M%SZ", 0x17) : generalized_time(moment);
}

}  // namespace der

/// RFC 7468.
inline auto to_pem(std::string_view label, std::span<std::byte const> encoding) -> std::string {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text = "-----BEGIN " + std::string{label} + "-----\n";
  for (std::size_t at = 0; at < encoding.size(); at += 3) {
    auto const octet = [&](std::size_t i) {
      return at + i < encoding.size() ? std::to_integer<unsigned>(encoding[at + i]) : 0U;
    };
    auto const group = octet(0) << 16 | octet(1) << 8 | octet(2);
    for (std::size_t i = 0; i != 4; ++i) text += at + i > encoding.size() ? '=' : digits[group >> (18 - 6 * i) & 63];
    if (at % 48 == 45 || at + 3 >= encoding.size()) text += '\n';
  }
  return text + "-----END " + std::string{label} + "-----\n";
}

// ---- names ----------------------------------------------------------------------------------------------------------

/// A distinguished name from its text, most specific first as in RFC 4514: "CN=QM2,OU=Payments,O=Acme". Encoded from the
/// other end, O first. `+` joins the parts of one RDN; a backslash takes the meaning from the character after it.
inline auto name(std::string_view text) -> Bytes {
  static std::map<std::string, std::string, std::less<>> const types{{"CN", "2.5.4.3"},
                                                                     {"SN", "2.5.4.4"},
                                                                     {"SERIALNUMBER", "2.5.4.5"},
                                                                     {"C", "2.5.4.6"},
                                                                     {"L", "2.5.4.7"},
                                                                     {"ST", "2.5.4.8"},
                                                                     {"STREET", "2.5.4.9"},
                                                                     {"O", "2.5.4.10"},
                                                                     {"OU", "2.5.4.11"},
                                                                     {"T", "2.5.4.12"},
                                                                     {"PC", "2.5.4.17"},
                                                                     {"GN", "2.5.4.42"},
                                                                     {"DNQ", "2.5.4.46"},
                                                                     {"UID", "0.9.2342.19200300.100.1.1"},
                                                                     {"DC", "0.9.2342.19200300.100.1.25"},
                                                                     {"E", "1.2.840.113549.1.9.1"},
                                                                     {"UNSTRUCTUREDNAME", "1.2.840.113549.1.9.2"}};
  if (text.empty()) return der::sequence();
  std::vector<std::vector<Bytes>> names(1);
  std::string type, value;
  bool in_type = true;
  auto const end_attribute = [&] {
    auto const known = types.find(type);
    if (in_type || known == types.end()) throw std::invalid_argument{"not an attribute of a name: " + type};
    unsigned const tag = type == "C" || type == "SERIALNUMBER" || type == "DNQ" ? 0x13  // PrintableString
                         : type == "DC" || type == "E"                          ? 0x16  // IA5String
                                                                                : 0x0c;                          // UTF8String
    names.back().push_back(der::sequence(der::oid(known->second), der::element(tag, der::bytes(value))));
    type.clear(), value.clear(), in_type = true;
  };
  for (std::size_t i = 0; i != text.size(); ++i) {
    if (in_type && text[i] == '=')
      in_type = false;
    else if (in_type)
      type += text[i];
    else if (text[i] == '\\' && i + 1 != text.size())
      value += text[++i];
    else if (text[i] == '+')
      end_attribute();
    else if (text[i] == ',')
      end_attribute(), names.emplace_back();
    else
      value += text[i];
  }
  end_attribute();
  Bytes encoded;
  for (auto rdn = names.rbegin(); rdn != names.rend(); ++rdn) der::append(encoded, der::set_of(*rdn));
  return der::sequence(encoded);
}

/// A GeneralName (RFC 5280, 4.2.1.6) from "DNS:…", "IP:…", "URI:…", "EMAIL:…" or "DN:CN=…".
inline auto general_name(std::string_view text) -> Bytes {
  auto const colon = std::min(text.find(':'), text.size());
  auto const kind = text.substr(0, colon);
  std::string const value{text.substr(std::min(colon + 1, text.size()))};
  if (kind == "EMAIL") return der::element(0x81, der::bytes(value));
  if (kind == "DNS") return der::element(0x82, der::bytes(value));
  if (kind == "DN") return der::element(0xa4, name(value));
  if (kind == "URI") return der::element(0x86, der::bytes(value));
  Bytes address(16);
  if (kind == "IP" && inet_pton(AF_INET6, value.c_str(), address.data()) == 1) return der::element(0x87, address);
  address.resize(4);
  if (kind == "IP" && inet_pton(AF_INET, value.c_str(), address.data()) == 1) return der::element(0x87, address);
  throw std::invalid_argument{"not a general name: " + std::string{text}};
}
inline auto general_names(std::vector<std::string> const& texts) -> Bytes {
  Bytes all;
  for (auto const& text : texts) der::append(all, general_name(text));
  return all;
}

}  // namespace small_ca
