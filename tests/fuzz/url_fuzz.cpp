// SPDX-License-Identifier: Apache-2.0
// URLs, and references to be resolved: the input is a URL, a line feed and a reference. What is read is written so that it
// is read again as the same, and holds nothing that could end a line of a request.
#include <vidimus/adapters/ldap_url.hpp>
#include <vidimus/transport/url.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace vidimus;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(Url const& url) {
  auto const text = url.to_text();
  for (char const c : text) require(c > ' ' && c < '\x7f');
  require(url.path.starts_with('/') && (url.query.empty() || url.query.starts_with('?')));
  require(!url.host.empty() && url.host.find('@') == std::string::npos && !url.scheme.empty());
  if (text.size() > Url::most_octets) return;  // an address may be written longer than it was
  auto const again = Url::parse(text);
  require(again && again->to_text() == text && again->host == url.host && again->port == url.port);
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const input = text_of(std::as_bytes(std::span{data, size}));
  auto const end = input.find('\n');
  auto const url = Url::parse(input.substr(0, end));
  auto const directory = LdapUrl::parse(input.substr(0, end));
  if (directory)
    require(url && url->scheme == "ldap" && !directory->dn.empty() && directory->dn.find('\0') == std::string::npos);
  if (!url) return 0;
  check(*url);
  if (end == input.npos) return 0;
  auto const target = url->resolve(input.substr(end + 1));
  if (target) check(*target);
  return 0;
}
