// SPDX-License-Identifier: Apache-2.0
// Serial numbers on any text. The input is the text, a NUL, and the contents of a presented INTEGER. The octets are compared
// with those that the hexadecimal digits alone make, and with the presented number's behind its zeros.
#include <vidimus/peer_name/certificate_serial.hpp>

#include <algorithm>
#include <string>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto without_zeros(ByteView octets) -> ByteView {
  while (!octets.empty() && octets[0] == std::byte{0}) octets = octets.subspan(1);
  return octets;
}

void require_digits(std::string_view text, ByteView magnitude) {
  std::string digits{text};
  std::erase(digits, ':');
  require(digits.size() % 2 == 0 && (text.size() == digits.size() || text.size() == digits.size() / 2 * 3 - 1));
  Buffer octets;
  for (std::size_t i = 0; i != digits.size(); i += 2)
    octets.push_back(static_cast<std::byte>(std::strtoul(digits.substr(i, 2).c_str(), nullptr, 16)));
  require(same_bytes(without_zeros(octets), magnitude));
}

void require_same_number(SerialNumber presented, ByteView magnitude) {
  bool const is_negative = !presented.contents().empty() && presented.contents()[0] >= std::byte{0x80};
  bool const is_same = !is_negative && same_bytes(without_zeros(presented.contents()), magnitude);
  require(detail::is_serial(presented, magnitude) == is_same);
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto input = text_of_input(data, size);
  auto const text = cut(input);
  auto const read = detail::read_serial(text);
  auto const filter = CertificateSerial<dynamic>::parse(text);
  require(filter.has_value() == (read.mistake == SerialMistake::none));
  require(read.offset <= text.size());
  if (!filter) {
    require_same_mistake(filter.error(), Errc::certificate_serial_malformed, read.mistake, read.offset);
    return 0;
  }
  require(!read.view().empty() && read.view().size() <= 20 && read.view()[0] != std::byte{0});
  require_digits(text, read.view());
  auto const written = to_hex(read.view(), ":");
  require(filter->describe() == "serial number " + written);
  require(same_bytes(detail::read_serial(written).view(), read.view()));

  Buffer positive{std::byte{0}};
  positive.insert(positive.end(), read.view().begin(), read.view().end());
  require(detail::is_serial(SerialNumber{ByteView{positive}}, read.view()));
  der::Reader reader{bytes_of(input)};
  if (auto const presented = SerialNumber::read(reader)) require_same_number(*presented, read.view());
  return 0;
}
