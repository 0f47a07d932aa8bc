// SPDX-License-Identifier: Apache-2.0
// SPIFFE IDs on any text. The input is the trust domain, a NUL, the path, a NUL, and what is presented. What matches is
// compared with the wanted ID put together as text, segment by segment.
#include <vidimus/peer_name/spiffe_id.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto is_spiffe_path(std::string_view path) -> bool {
  constexpr std::string_view allowed = "/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";
  auto const closed = std::string{path} + '/';
  for (auto const odd : {"//", "/./", "/../"})
    if (closed.find(odd) != closed.npos) return false;
  return path.size() > 1 && path[0] == '/' && path.find_first_not_of(allowed) == path.npos;
}

auto matches_by_text(std::string_view presented, std::string_view domain, std::string_view path) -> bool {
  auto const start = "spiffe://" + std::string{domain};
  if (presented.size() > 2048 || presented.substr(0, start.size()) != start) return false;
  auto const rest = presented.substr(start.size());
  if (!is_spiffe_path(rest)) return false;
  return path.back() == '*' ? rest.substr(0, path.size() - 1) == path.substr(0, path.size() - 1) : rest == path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto input = text_of_input(data, size);
  auto const domain = cut(input);
  auto const path = cut(input);

  auto const [mistake, offset] = detail::check_spiffe(domain, path);
  auto const filter = SpiffeId<dynamic>::parse(domain, path);
  require(filter.has_value() == (mistake == SpiffeMistake::none));
  if (!filter) {
    require_same_mistake(filter.error(), Errc::uri_malformed, mistake, offset);
    return 0;
  }

  auto const wanted = "spiffe://" + std::string{domain} + std::string{path};
  require(filter->describe() == "SPIFFE ID " + wanted);
  bool const is_pattern = path.back() == '*';
  require(detail::spiffe_matches(wanted, domain, path) == !is_pattern);
  if (is_pattern) require(detail::spiffe_matches(wanted.substr(0, wanted.size() - 1) + 'a', domain, path));
  require(detail::spiffe_matches(input, domain, path) == matches_by_text(input, domain, path));
  return 0;
}
