// SPDX-License-Identifier: Apache-2.0
// The DER reader over anything: every element lies within the input, and reading ends. A cursor sees what the reader accepts,
// and over what it refuses stays within the input too.
#include <vidimus/der/cursor.hpp>
#include <vidimus/der/oid.hpp>
#include <vidimus/der/string.hpp>
#include <vidimus/der/time.hpp>
#include <vidimus/der/values.hpp>

#include <cstdint>
#include <cstdlib>

namespace {

using namespace vidimus;

void read_values(der::Element const& element) {
  (void)der::to_boolean(element);
  (void)der::to_unsigned(element);
  (void)der::to_named_bits(element);
  (void)der::check_string(element);
  (void)der::to_utf8(element.tag, element.contents);
  if (auto const oid = der::to_oid(element)) (void)oid->to_text();
  der::Reader reader{element.full, element.offset};
  (void)der::read_time(reader);
}

void walk_to_the_end(der::Cursor cursor, ByteView within) {
  auto const* at = within.data();
  while (!cursor.is_at_end()) {
    auto const element = cursor.take_any();
    if (element.full.empty()) continue;
    bool const is_next = element.full.data() == at && element.contents.size() < element.full.size();
    at += element.full.size();
    if (!is_next || at > within.data() + within.size()) std::abort();
  }
}

void read_all(der::Reader reader, unsigned depth) {
  der::Cursor cursor{reader.rest()};
  walk_to_the_end(cursor, reader.rest());
  while (auto const element = reader.read_any()) {
    auto const again = cursor.take(element->tag);
    if (again.full.data() != element->full.data() || again.full.size() != element->full.size()) std::abort();
    if (again.contents.data() != element->contents.data()) std::abort();
    if (element->full.size() < 2 || element->contents.size() >= element->full.size()) std::abort();
    read_values(*element);
    if (depth != 0) read_all(der::Reader{*element}, depth - 1);
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  read_all(der::Reader{std::as_bytes(std::span{data, size})}, 16);
  return 0;
}
