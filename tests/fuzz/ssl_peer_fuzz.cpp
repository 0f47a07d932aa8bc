// SPDX-License-Identifier: Apache-2.0
// SSLPEER's grammar on any text, and what it accepts on any name. The input is the filter, a NUL, and a DER Name.
#include <vidimus/peer_name/dn_filter_match.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

// As the compiler reads it: without a heap, in bounds that follow from the size of the text.
void read_as_the_compiler(std::string_view text, detail::DynamicDnFilter const& read) {
  static constexpr std::size_t most = 256;
  if (text.size() > most) return;
  detail::StaticDnFilter<most> const fixed{text, detail::DnOf::subject};
  require(fixed.error().mistake == read.error().mistake && fixed.error().offset == read.error().offset);
  require(fixed.literals() == read.view().literals && fixed.parts().size() == read.view().parts.size());
  // what one octet can become, and how few an attribute needs: the bounds of StaticDnFilter<Size>
  require(fixed.literals().size() <= 3 * text.size() && fixed.parts().size() <= text.size() / 4 + 1);
}

// Of one value, folded the long way.
void match_as_folded(detail::DnFilterView filter, detail::DnFilterPart const& part, Attribute const& attribute) {
  auto const outcome = detail::match_value(filter.literal_of(part), part, attribute);
  auto const value = attribute.to_utf8();
  require((outcome == detail::PartOutcome::ambiguous) == !value);
  if (!value || part.spaces == detail::Spaces::exact) return;
  bool const matches = detail::literal_matches(fold(*value), filter.literal_of(part), part.open);
  require(matches == (outcome == detail::PartOutcome::match));
}

void report(detail::DnFilterView filter, detail::DnFilterPart const& part, Name const& name) {
  detail::FilteredName const peer{name, SerialNumber{}};
  auto const outcome = detail::match_attribute(filter, part, name);
  auto const finding = detail::dn_finding(filter, part, outcome, peer);
  auto const& mismatch = std::get<Mismatch>(finding.detail);
  require(!mismatch.wanted.empty() && mismatch.presented.size() <= detail::most_presented + 1);
  for (auto const& text : mismatch.presented) require(!detail::first_unprintable(text).has_value());
}

void match(detail::DnFilterView filter, ByteView encoded_name) {
  auto const name = Name::parse(encoded_name);
  if (!name) return;
  for (auto const& part : filter.parts) {
    if (part.key == AttributeKey::serial_number) continue;
    for (auto const& attribute : name->attributes()) match_as_folded(filter, part, attribute);
    report(filter, part, *name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const input = text_of_input(data, size);
  auto const text = input.substr(0, input.find('\0'));
  auto const encoded_name = bytes_of(input.substr(std::min(text.size() + 1, input.size())));

  detail::DynamicDnFilter const read{text, detail::DnOf::subject};
  bool const is_accepted = read.error().mistake == DnFilterMistake::none;
  auto const filter = SslPeer<dynamic>::parse(text);
  require(filter.has_value() == is_accepted);
  if (!filter)
    require_same_mistake(filter.error(), Errc::ssl_peer_malformed, read.error().mistake, read.error().offset);
  require(!SslCertIssuer<dynamic>::parse(text).has_value() || is_accepted);
  require(is_accepted || read.error().offset <= text.size());
  read_as_the_compiler(text, read);
  if (is_accepted) match(read.view(), encoded_name);
  return 0;
}
