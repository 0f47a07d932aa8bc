// SPDX-License-Identifier: Apache-2.0
// IP addresses on any text, beside the C library's inet_pton.
#include <vidimus/peer_name/ip_id.hpp>

#include <arpa/inet.h>

#include <array>
#include <string>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto read_by_system(std::string_view text) -> Buffer {
  std::string const terminated{text};
  std::array<std::byte, 16> octets{};
  bool const has_colon = text.find(':') != text.npos;
  if (text.find('\0') != text.npos || ::inet_pton(has_colon ? AF_INET6 : AF_INET, terminated.c_str(), &octets) != 1)
    return {};
  return {octets.begin(), octets.begin() + (has_colon ? 16 : 4)};
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const text = text_of_input(data, size);
  auto const read = detail::read_ip_address(text);
  auto const octets = ByteView{read.octets}.first(read.size);
  auto const filter = IpId<dynamic>::parse(text);
  require(same_bytes(octets, read_by_system(text)));
  require(filter.has_value() == (read.mistake == IpAddressMistake::none));
  require(filter.has_value() != octets.empty() && read.offset <= text.size());
  if (!filter) {
    require_same_mistake(filter.error(), Errc::ip_address_malformed, read.mistake, read.offset);
    return 0;
  }
  auto const written = IpAddress{octets}.to_text();
  require(filter->describe() == "IP-ID " + written);
  require(same_bytes(read_by_system(written), octets));
  return 0;
}
