// SPDX-License-Identifier: Apache-2.0
// Two names from anything: comparing them is symmetric, each is the same as itself, their texts have no control character, and
// going over one again shows what was read.
#include <vidimus/x509/name_match.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace vidimus;

void is_seen_again(Name const& name) {
  auto at = name.begin();
  std::size_t rdn = 0;
  for (auto rdns = detail::rdns_of(name); !rdns.is_at_end(); ++rdn)
    for (der::Reader attributes{detail::next_rdn(rdns)}; !attributes.is_at_end(); ++at) {
      auto const read = Attribute::read(attributes);
      if (!read || at == name.end() || (*at).rdn != rdn || (*at).string_tag != read->string_tag) std::abort();
      if (!((*at).type == read->type) || !same_bytes((*at).value, read->value)) std::abort();
      if ((*at).value_der.data() != read->value_der.data()) std::abort();
    }
  if (at != name.end()) std::abort();
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  der::Reader reader{std::as_bytes(std::span{data, size})};
  auto const first = Name::read(reader);
  if (!first) return 0;
  is_seen_again(*first);
  auto const second = Name::read(reader).value_or(*first);
  if (!same_name(*first, *first)) std::abort();
  if (same_name(*first, second) != same_name(second, *first)) std::abort();
  if (same_name(*first, second) && !(is_within(*first, second) && is_within(second, *first))) std::abort();
  auto const text = first->to_text();
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) std::abort();
  return 0;
}
