// SPDX-License-Identifier: Apache-2.0
// An encoding as a tree, and for each of its elements the forms that BER has and DER has not.
#pragma once

#include "parts.hpp"

#include <functional>
#include <string>
#include <vector>

namespace der_forms {

using namespace x509_tests;
using vidimus::Errc;

/// An element as it is written: its identifier, and its contents as octets or as elements.
struct Node {
  std::size_t at = 0;  ///< where it stood
  unsigned tag = 0;
  Bytes contents{};
  std::vector<Node> children{};
  bool is_whole = false;  ///< `contents` is all of the encoding
};

inline auto length_of(Bytes const& der, std::size_t at, std::size_t& header) -> std::size_t {
  auto const octet = [&](std::size_t i) { return std::to_integer<std::size_t>(der.at(i)); };
  header = 2;
  if (octet(at + 1) < 0x80) return octet(at + 1);
  std::size_t length = 0;
  for (std::size_t i = 0; i != (octet(at + 1) & 0x7f); ++i) length = length << 8U | octet(at + 2 + i), ++header;
  return length;
}

inline auto read_nodes(Bytes const& der, std::size_t at, std::size_t end) -> std::vector<Node> {
  std::vector<Node> nodes;
  while (at != end) {
    std::size_t header = 0;
    auto const length = length_of(der, at, header);
    Node node{.at = at, .tag = std::to_integer<unsigned>(der.at(at))};
    auto const from = at + header;
    at = from + length;
    bool const is_value = node.tag == 0x04 && !nodes.empty() && nodes.front().tag == 0x06;  // extnValue
    if ((node.tag & 0x20U) != 0 || is_value) node.children = read_nodes(der, from, at);
    if (node.children.empty())
      node.contents = {der.begin() + static_cast<std::ptrdiff_t>(from), der.begin() + static_cast<std::ptrdiff_t>(at)};
    nodes.push_back(std::move(node));
  }
  return nodes;
}

inline auto header_of(unsigned tag, std::size_t length) -> Bytes {
  auto header = write::element(tag, Bytes(length));
  header.resize(header.size() - length);
  return header;
}

/// Appends the encoding; `found` is where `wanted` starts in it.
inline void encode(Node const& node, Node const* wanted, Bytes& to, std::size_t& found) {
  if (node.is_whole) {
    if (&node == wanted) found = to.size();
    return write::append(to, node.contents);
  }
  Bytes contents = node.contents;
  std::size_t inside = std::string::npos;
  for (auto const& child : node.children) encode(child, wanted, contents, inside);
  auto const header = header_of(node.tag, contents.size());
  if (&node == wanted) found = to.size();
  if (inside != std::string::npos) found = to.size() + header.size() + inside;
  write::append(to, header), write::append(to, contents);
}
inline auto encoded(Node const& node) -> Bytes {
  Bytes der;
  std::size_t ignored = 0;
  encode(node, nullptr, der, ignored);
  return der;
}

inline void each(Node& node, std::function<void(Node&)> const& visit) {
  visit(node);
  for (auto& child : node.children) each(child, visit);
}

/// Another form of an element, and what it must be refused for.
struct Form {
  std::string name;
  Bytes encoding;
  std::vector<Errc> rules;
  std::size_t offset = 0;  ///< of the fault, from the start of `encoding`
};

inline auto behind(char const* hexadecimal, Bytes const& contents) -> Bytes {
  return write::concatenation({hex(hexadecimal), contents});
}

// extension_malformed: what follows cannot follow in a value of this extension, as DER or not.
inline auto or_out_of_place(Errc rule) -> std::vector<Errc> {
  return {rule, Errc::der_unexpected_tag, Errc::der_trailing_data, Errc::extension_malformed};
}

// What is wrong with the frame of an element, whatever it contains.
inline auto forms_of_frame(Node const& node) -> std::vector<Form> {
  auto const whole = encoded(node);
  auto const length = [&] {
    std::size_t header = 0;
    return length_of(whole, 0, header);
  }();
  Bytes const contents{whole.end() - static_cast<std::ptrdiff_t>(length), whole.end()};
  auto const with_length = [&](Bytes const& octets) {
    return write::concatenation({Bytes{std::byte(node.tag)}, octets, contents});
  };
  auto const big_endian = [&](unsigned octets) {
    Bytes number{std::byte(0x80 | octets)};
    for (auto i = octets; i-- != 0;) number.push_back(std::byte(i < 8 ? length >> (8 * i) & 0xff : 0));
    return number;
  };
  unsigned const needed = length < 0x80 ? 0 : length < 0x100 ? 1 : 2;
  std::vector<Form> forms;
  for (auto octets = needed + 1; octets != 5; ++octets)
    forms.push_back({"a length of " + std::to_string(octets) + " octets",
                     with_length(big_endian(octets)),
                     {Errc::der_non_minimal_length}});
  forms.push_back({"a length of 5 octets", with_length(big_endian(5)), {Errc::der_length_too_large}});
  forms.push_back({"an indefinite length",
                   write::concatenation({with_length(hex("80")), hex("0000")}),
                   {Errc::der_indefinite_length}});
  forms.push_back({"a length beyond the end", with_length(hex("827fff")), {Errc::der_truncated}});
  auto long_tag = whole;
  long_tag[0] |= std::byte{0x1f};
  long_tag.insert(long_tag.begin() + 1, std::byte(node.tag & 0x1f));
  forms.push_back({"a tag of two octets", long_tag, or_out_of_place(Errc::der_long_tag)});
  auto other_form = whole;
  other_form[0] ^= std::byte{0x20};
  forms.push_back({"the other form", other_form, or_out_of_place(Errc::der_unexpected_tag)});
  return forms;
}

// What is wrong with a value of a type; `node` has its identifier or one that replaces it.
inline auto forms_of_contents(Node const& node, unsigned type) -> std::vector<Form> {
  std::vector<Form> forms;
  auto const add = [&](char const* name, Bytes const& contents, Errc rule) {
    forms.push_back({name, write::element(node.tag, contents), {rule}});
  };
  auto const& contents = node.contents;
  switch (type) {
    case 0x01:
      add("BOOLEAN 01", hex("01"), Errc::der_bad_boolean);
      add("an empty BOOLEAN", {}, Errc::der_bad_boolean);
      add("a BOOLEAN of two octets", hex("ffff"), Errc::der_bad_boolean);
      add("FALSE, the default", hex("00"), Errc::der_default_encoded);
      break;
    case 0x02:
      add("an INTEGER with 00 in front", behind("00", contents), Errc::der_bad_integer);
      add("an INTEGER with FF in front", behind("ff80", contents), Errc::der_bad_integer);
      add("an empty INTEGER", {}, Errc::der_bad_integer);
      break;
    case 0x03:
      add("a BIT STRING of no octet", {}, Errc::der_bad_bit_string);
      add("unused bits of nothing", hex("01"), Errc::der_bad_bit_string);
      add("eight unused bits", hex("0800"), Errc::der_bad_bit_string);
      add("unused bits that are set", hex("0781"), Errc::der_bad_bit_string);
      add("255 unused bits", hex("ff00"), Errc::der_bad_bit_string);
      break;
    case 0x05: add("a NULL with contents", hex("00"), Errc::der_bad_null); break;
    case 0x06:
      add("an empty OID", {}, Errc::der_bad_oid);
      add("an arc with 80 in front", behind("80", contents), Errc::der_bad_oid);
      add("a later arc with 80 in front", behind("2a80", contents), Errc::der_bad_oid);
      add("an arc that does not end", write::concatenation({contents, hex("81")}), Errc::der_bad_oid);
      break;
    case 0x0c:
      for (auto const* const odd : {"c3", "80", "c080", "e08080", "f0808080", "eda080", "edbfbf", "f4908080", "ff"})
        add(odd, behind(odd, contents), Errc::der_bad_string);
      break;
    case 0x13:
      for (auto const* const odd : {"00", "2a", "40", "5f", "80", "26"})
        add(odd, behind(odd, contents), Errc::der_bad_string);
      break;
    case 0x16:
      for (auto const* const odd : {"00", "0a", "1b", "7f", "80", "c3bc"})
        add(odd, behind(odd, contents), Errc::der_bad_string);
      break;
    case 0x17:
      for (auto const* const odd :
           {"2601120800Z", "260112080000", "260112080000+0000", "260112080000.0Z", "260112080060Z", "20260112080000Z",
            "261312080000Z", "260112240000Z", "26011208000Z", ""})
        add(odd, write::bytes(odd), Errc::der_bad_time);
      break;
    case 0x18:
      for (auto const* const odd : {"205102030405Z", "20510203040506", "20510203040506+0000", "20510203040506.0Z",
                                    "20510203040506.5Z", "20510203040506,5Z", "20510229040506Z", "510203040506Z", ""})
        add(odd, write::bytes(odd), Errc::der_bad_time);
      break;
    default: break;
  }
  return forms;
}

// What follows the last thing in an element.
inline auto forms_with_something_after(Node const& node) -> std::vector<Form> {
  std::vector<Form> forms;
  if (node.children.empty()) return forms;
  for (auto const* const what : {"00", "0500", "0000"}) {
    Node longer = node;
    Node rest;
    rest.contents = hex(what), rest.is_whole = true;
    longer.children.push_back(rest);
    Bytes encoding;
    std::size_t offset = 0;
    encode(longer, &longer.children.back(), encoding, offset);
    forms.push_back({std::string{"something after the last element: "} + what, encoding,
                     or_out_of_place(Errc::der_truncated), offset});
  }
  return forms;
}

}  // namespace der_forms
