// SPDX-License-Identifier: Apache-2.0
// Two names from anything: comparing them is symmetric, each is the same as itself, and their texts have no control character.
#include <vidimus/x509/name_match.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  using namespace vidimus;
  der::Reader reader{std::as_bytes(std::span{data, size})};
  auto const first = Name::read(reader);
  if (!first) return 0;
  auto const second = Name::read(reader).value_or(*first);
  if (!same_name(*first, *first)) std::abort();
  if (same_name(*first, second) != same_name(second, *first)) std::abort();
  if (same_name(*first, second) && !(is_within(*first, second) && is_within(second, *first))) std::abort();
  auto const text = first->to_text();
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) std::abort();
  return 0;
}
