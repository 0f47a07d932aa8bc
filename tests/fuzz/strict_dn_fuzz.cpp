// SPDX-License-Identifier: Apache-2.0
// SSLCERTI, and the strict reading of filters. The input is the filter, a NUL, and a DER Name. What an asterisk stands for is
// compared with every way to lay the literal over the value.
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/strict_ssl_peer.hpp>

#include <algorithm>
#include <set>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;
using detail::DnFilterPart;
using detail::DnFilterView;

namespace {

// As the compiler reads it: without a heap.
void read_as_the_compiler(std::string_view text, detail::DynamicDnFilter const& read) {
  static constexpr std::size_t most = 256;
  if (text.size() > most) return;
  detail::StaticDnFilter<most> const fixed{text, detail::DnOf::issuer};
  require(fixed.error().mistake == read.error().mistake && fixed.error().offset == read.error().offset);
  require(fixed.literals() == read.view().literals && fixed.parts().size() == read.view().parts.size());
}

// An issuer's filter is a subject's without SERIALNUMBER.
void read_for_an_issuer(std::string_view text, detail::DynamicDnFilter const& of_subject) {
  detail::DynamicDnFilter const read{text, detail::DnOf::issuer};
  read_as_the_compiler(text, read);
  auto const parsed = SslCertIssuer<dynamic>::parse(text);
  bool const has_serial =
      std::ranges::count(of_subject.view().parts, AttributeKey::serial_number, &DnFilterPart::key) != 0;
  require(parsed.has_value() == (of_subject.error().mistake == DnFilterMistake::none && !has_serial));
  if (!parsed)
    require_same_mistake(parsed.error(), Errc::ssl_peer_malformed, read.error().mistake, read.error().offset);
  if (parsed) require(parsed->describe() == "SSLCERTI " + std::string{text});
}

// Somewhere the literal lies over the value, with characters beyond each end that is open and none beyond one that is not.
auto lies_over(std::string_view value, DnFilterView filter, DnFilterPart const& part) -> bool {
  auto const literal = filter.literal_of(part);
  for (std::size_t i = 0; i + literal.size() <= value.size(); ++i) {
    bool const is_within_a_character = i != value.size() && (static_cast<unsigned char>(value[i]) & 0xC0U) == 0x80;
    if (is_within_a_character) continue;
    auto const behind = value.size() - literal.size() - i;
    bool const has_asterisks = (i != 0) == part.open.start && (behind != 0) == part.open.end;
    if (has_asterisks && value.substr(i, literal.size()) == literal) return true;
  }
  return false;
}

void match_strictly(DnFilterView filter, DnFilterPart const& part, Attribute const& attribute) {
  detail::DnValue const value{attribute, part.spaces};
  auto const literal = filter.literal_of(part);
  if (!value.text() || !detail::literal_matches(*value.text(), literal, part.open)) return;
  require(detail::asterisks_stand(*value.text(), literal, part.open) == lies_over(*value.text(), filter, part));
}

// What the strict reading accepts has each attribute once, or as often as the filter says.
void require_closed(DnFilterView filter, Name const& name) {
  std::multiset<AttributeKey> wanted, presented;
  for (auto const& part : filter.parts) wanted.insert(part.key);
  for (auto const& attribute : name.attributes())
    if (auto const key = detail::attribute_key(attribute.type)) presented.insert(*key);
  for (auto const key : presented)
    require(is_ordered(key) ? !wanted.contains(key) || wanted.count(key) == presented.count(key)
                            : presented.count(key) == 1);
}

void judge(DnFilterView filter, Name const& name) {
  SerialNumber const serial{bytes_of("\x53\xb1")};
  detail::FilteredName const peer{name, serial};
  bool all_match = true;
  for (auto const& part : filter.parts) {
    all_match = all_match && detail::match_part(filter, part, peer) == detail::PartOutcome::match;
    for (auto const& attribute : name.attributes()) match_strictly(filter, part, attribute);
  }
  if (!all_match) return;
  auto const finding = detail::strict_finding(filter, peer);
  if (!finding) return require_closed(filter, name);
  require(finding->code == Errc::peer_name_mismatch || finding->code == Errc::peer_name_ambiguous);
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto input = text_of_input(data, size);
  auto const text = cut(input);
  detail::DynamicDnFilter const read{text, detail::DnOf::subject};
  bool const is_accepted = read.error().mistake == DnFilterMistake::none;
  require(StrictSslPeer<dynamic>::parse(text).has_value() == is_accepted);
  read_for_an_issuer(text, read);
  if (!is_accepted) return 0;
  for (auto const& part : read.view().parts) require(part.literal_size != 0 || part.open.start || part.open.end);
  if (auto const name = Name::parse(bytes_of(input))) judge(read.view(), *name);
  return 0;
}
