// SPDX-License-Identifier: Apache-2.0
// Judging a distinguished name by a filter (IBM MQ, "Rules for SSLPEER values"; reading: the attributes as encoded, compared
// as RFC 5280, 7.1 does).
//
// Each attribute of the filter must be there and match; attributes that the filter does not name do not matter, nor does the
// order of different keys. OU and DC are levels of a hierarchy: the filter's are compared with the name's from the highest
// level down, and the name may go on below. The highest level is what is encoded first; a filter writes it first for OU and
// last for DC, as people do. Of every other key the name may have one value: if it has several, none matches, because nobody
// could say which is meant. For the same reason two OUs in one RDN, which is a set, and a value that is no text never match.
#pragma once

#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/attribute_oid.hpp>
#include <vidimus/peer_name/dn_filter.hpp>
#include <vidimus/peer_name/dn_value.hpp>
#include <vidimus/peer_name/presented.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// What is filtered: the name, and the serial number of the certificate that it is the subject of.
struct FilteredName {
  Name const& name;
  SerialNumber const& serial_number;
};

enum class PartOutcome : unsigned char { match, mismatch, ambiguous };

/// Of any value. Called where it is not plainly the literal.
[[nodiscard, gnu::noinline]] inline auto match_folded(std::string_view literal, DnFilterPart const& part, der::Tag tag,
                                                      ByteView octets) -> PartOutcome {
  DnValue const value{tag, octets, part.spaces};
  if (!value.text()) return PartOutcome::ambiguous;
  return literal_matches(*value.text(), literal, part.open) ? PartOutcome::match : PartOutcome::mismatch;
}

[[nodiscard, gnu::always_inline]] inline auto match_value(std::string_view literal, DnFilterPart const& part,
                                                          Attribute const& attribute) -> PartOutcome {
  if (part.is_plain && plainly_matches(attribute, literal, part.open)) return PartOutcome::match;
  return match_folded(literal, part, attribute.string_tag, attribute.value);
}

/// What a name has of one attribute of a filter, shown its attributes of that key from the highest level down.
class PartMatch {
 public:
  [[gnu::always_inline]] void show(std::string_view literal, DnFilterPart const& part, Attribute const& attribute) {
    bool const is_beside_another = count_ != 0 && (!is_ordered(part.key) || attribute.rdn == last_rdn_);
    if (count_ == part.place) outcome_ = match_value(literal, part, attribute);
    is_ambiguous_ = is_ambiguous_ || is_beside_another;
    last_rdn_ = attribute.rdn;
    ++count_;
  }
  [[nodiscard]] auto outcome() const -> PartOutcome { return is_ambiguous_ ? PartOutcome::ambiguous : outcome_; }

 private:
  std::size_t count_ = 0, last_rdn_ = 0;
  PartOutcome outcome_ = PartOutcome::mismatch;
  bool is_ambiguous_ = false;
};

[[nodiscard]] inline auto match_attribute(DnFilterView filter, DnFilterPart const& part, Name const& name)
    -> PartOutcome {
  PartMatch match;
  for (auto const& attribute : name.attributes())
    if (attribute_key(attribute.type) == part.key) match.show(filter.literal_of(part), part, attribute);
  return match.outcome();
}

[[nodiscard]] inline auto match_serial_number(std::string_view literal, DnFilterPart const& part,
                                              SerialNumber const& serial) -> PartOutcome {
  auto text = serial.to_hex(":");
  for (auto& letter : text) letter = lower(letter);
  return literal_matches(text, literal, part.open) ? PartOutcome::match : PartOutcome::mismatch;
}

[[nodiscard]] inline auto match_part(DnFilterView filter, DnFilterPart const& part, FilteredName const& peer)
    -> PartOutcome {
  return part.key == AttributeKey::serial_number
             ? match_serial_number(filter.literal_of(part), part, peer.serial_number)
             : match_attribute(filter, part, peer.name);
}

/// `OU=Sales as OU 2 from the top`.
[[nodiscard]] inline auto wanted_text(DnFilterView filter, DnFilterPart const& part) -> std::string {
  std::string text{filter.text_of(part)};
  if (!is_ordered(part.key)) return text;
  std::string const key{name_of(part.key)};
  return part.place == 0 ? text + " as the highest " + key
                         : text + " as " + key + ' ' + std::to_string(part.place + 1) + " from the top";
}

/// `OU=Sales`, escaped as RFC 4514 says; a value that is no text in hexadecimal (RFC 4514, 2.4).
[[nodiscard]] inline auto presented_text(AttributeKey key, Attribute const& attribute) -> std::string {
  bool const is_text = attribute.to_utf8().has_value();
  auto const shown = attribute.value_der.first((std::min)(attribute.value_der.size(), longest_shown));
  return std::string{name_of(key)} + '=' +
         (is_text ? escaped_attribute_value(attribute.string_tag, attribute.value, longest_shown)
                  : '#' + to_hex(shown));
}

/// The name's values of a key, highest level first; without one, the whole name.
[[nodiscard]] inline auto presented_values(AttributeKey key, FilteredName const& peer) -> std::vector<std::string> {
  PresentedNames presented;
  if (key == AttributeKey::serial_number)
    presented.add([&] { return "SERIALNUMBER=" + peer.serial_number.to_hex(":"); });
  bool has_any = key == AttributeKey::serial_number;
  for (auto const& attribute : peer.name.attributes()) {
    if (attribute_key(attribute.type) != key) continue;
    presented.add([&] { return presented_text(key, attribute); });
    has_any = true;
  }
  if (!has_any && !peer.name.is_empty()) presented.add([&] { return peer.name.to_text(); });
  return std::move(presented).texts();
}

[[nodiscard]] inline auto dn_finding(DnFilterView filter, DnFilterPart const& part, PartOutcome outcome,
                                     FilteredName const& peer) -> Finding {
  bool const is_nameless = part.key != AttributeKey::serial_number && peer.name.is_empty();
  auto const why = outcome == PartOutcome::ambiguous ? Errc::peer_name_ambiguous : Errc::peer_name_mismatch;
  auto const code = is_nameless ? Errc::peer_name_absent : why;
  return {code, Mismatch{wanted_text(filter, part), presented_values(part.key, peer)}};
}

/// Errors, each with the first attribute of the filter that failed and the name's values of its key: `peer_name_mismatch`;
/// `peer_name_ambiguous` if the name repeats it or its value is no text; `peer_name_absent` if the name is empty.
/// `certificate` is the end entity's, whose subject names the finding.
[[nodiscard]] inline auto judge_dn(DnFilterView filter, Name const& name, Certificate const& certificate) -> Verdict {
  auto const serial_number = certificate.serial_number();
  FilteredName const peer{name, serial_number};
  for (auto const& part : filter.parts) {
    auto const outcome = match_part(filter, part, peer);
    if (outcome == PartOutcome::match) continue;
    auto finding = dn_finding(filter, part, outcome, peer);
    return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
  }
  return Verdict::accepted(std::string{filter.text});
}

}  // namespace vidimus::detail
