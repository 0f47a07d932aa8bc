// SPDX-License-Identifier: Apache-2.0
// The DER reader over anything: every element lies within the input, and reading ends.
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

void read_all(der::Reader reader, unsigned depth) {
  while (auto const element = reader.read_any()) {
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
