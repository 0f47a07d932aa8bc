// SPDX-License-Identifier: Apache-2.0
// Pins on any texts, with a NUL between them. What is a pin is compared with what the reader of base64 in PEM files makes of it.
#include <vidimus/peer_name/spki_pins.hpp>
#include <vidimus/x509/base64.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto digest_of(std::string_view text) -> std::optional<Buffer> {
  if (!text.starts_with("sha256/")) return std::nullopt;
  auto octets = decode_base64(text.substr(7));
  if (octets && octets->size() != 32) octets.reset();
  return octets;
}

void require_one_reading(std::string_view text, detail::SpkiPin const& pin) {
  auto const digest = digest_of(text);
  require(digest.has_value() == (pin.mistake == SpkiPinMistake::none));
  require(pin.offset <= text.size());
  if (!digest) return;
  require(same_bytes(*digest, pin.digest));
  require(detail::spki_pin_text(pin.digest) == text);
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto input = text_of_input(data, size);
  std::vector<std::string_view> texts;
  while (!input.empty() && texts.size() != 8) texts.push_back(cut(input));
  std::set<std::string_view> distinct;
  std::string described;
  std::optional<detail::SpkiPin> wrong;
  for (auto const text : texts) {
    auto const pin = detail::read_spki_pin(text);
    require_one_reading(text, pin);
    if (pin.mistake != SpkiPinMistake::none && !wrong) wrong = pin;
    distinct.insert(text);
    described.append(described.empty() ? "public key " : " or ").append(text);
  }
  auto const filter = SpkiPins<dynamic>::parse(texts);
  require(filter.has_value() == (!wrong && texts.size() > 1 && distinct.size() == texts.size()));
  if (wrong) require_same_mistake(filter.error(), Errc::spki_pin_malformed, wrong->mistake, wrong->offset);
  if (filter) require(filter->describe() == described);
  return 0;
}
