// SPDX-License-Identifier: Apache-2.0
// E-mail addresses on any text. The input is the reference, a NUL, and what is presented. What an address is, and what matches,
// is compared with RFC 5321's Dot-string and RFC 5280, 7.5 written down once more.
#include <vidimus/peer_name/email_id.hpp>

#include <algorithm>
#include <string>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto is_dot_string(std::string_view local) -> bool {
  constexpr std::string_view allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.";
  auto const between_dots = '.' + std::string{local} + '.';
  return local.size() <= 64 && local.find_first_not_of(allowed) == local.npos &&
         between_dots.find("..") == between_dots.npos;
}

auto with_small_host(std::string_view address) -> std::string {
  std::string small{address};
  for (auto i = std::min(small.rfind('@'), small.size()); i != small.size(); ++i)
    if (small[i] >= 'A' && small[i] <= 'Z') small[i] = static_cast<char>(small[i] + 32);
  return small;
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto presented = text_of_input(data, size);
  auto const address = cut(presented);
  auto const [mistake, offset] = detail::check_email_address(address);
  auto const filter = EmailId<dynamic>::parse(address);
  require(filter.has_value() == (mistake == EmailAddressMistake::none));
  require(offset <= address.size());

  auto const at = address.rfind('@');
  bool const has_host =
      at != address.npos && detail::check_dns_name(address.substr(at + 1)).mistake == DnsNameMistake::none;
  require(filter.has_value() == (has_host && is_dot_string(address.substr(0, at))));
  if (!filter) {
    require_same_mistake(filter.error(), Errc::email_address_malformed, mistake, offset);
    return 0;
  }
  require(filter->describe() == "e-mail address " + std::string{address});
  require(detail::is_same_email_address(address, address));
  require(detail::is_same_email_address(with_small_host(address), address));
  bool const is_same = with_small_host(presented) == with_small_host(address);
  require(detail::is_same_email_address(presented, address) == is_same);
  return 0;
}
