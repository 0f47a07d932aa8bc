// SPDX-License-Identifier: Apache-2.0
// URIs and patterns on any text. The input is the reference, a NUL, and what is presented. What is below a path is compared
// with the rules written down once more, by unescaping and segment by segment.
#include <vidimus/peer_name/uri_id.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto in_small_letters(std::string_view text) -> std::string {
  std::string small{text};
  for (auto& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return small;
}

// Whatever follows the prefix must be the same path to a reader that unescapes first and to one that does not.
void require_one_reading(std::string_view below) {
  require(!below.empty() && below.find_first_of("?#*\\") == below.npos);
  std::string unescaped;
  for (std::size_t i = 0; i != below.size(); ++i) {
    if (below[i] != '%') {
      unescaped += below[i];
      continue;
    }
    require(i + 2 < below.size());
    unescaped += static_cast<char>(std::strtol(std::string{below.substr(i + 1, 2)}.c_str(), nullptr, 16));
    i += 2;
  }
  std::string const path = '/' + unescaped + '/';
  for (auto const odd : {"//", "/./", "/../", "/.;", "/..;", "/;", "%", "\\"}) require(path.find(odd) == path.npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const input = text_of_input(data, size);
  auto const text = input.substr(0, input.find('\0'));
  auto const presented = text.size() == input.size() ? std::string_view{} : input.substr(text.size() + 1);

  auto const [mistake, offset] = detail::check_uri(text);
  auto const filter = UriId<dynamic>::parse(text);
  require(filter.has_value() == (mistake == UriMistake::none));
  require(offset <= text.size());
  if (!filter) {
    require_same_mistake(filter.error(), Errc::uri_malformed, mistake, offset);
    return 0;
  }
  require(filter->describe() == "URI " + std::string{text});

  bool const is_match = detail::uri_matches(presented, text);
  if (!text.ends_with("/*")) {
    require(detail::uri_matches(text, text));
    if (is_match) require(in_small_letters(presented) == in_small_letters(text));
    return 0;
  }
  auto const prefix = text.substr(0, text.size() - 1);
  require(!detail::uri_matches(prefix, text));
  require(!detail::uri_matches(text, text));
  require(detail::uri_matches(std::string{prefix} + "a", text));
  if (!is_match) return 0;
  require(presented.size() > prefix.size());
  require(in_small_letters(presented.substr(0, prefix.size())) == in_small_letters(prefix));
  require_one_reading(presented.substr(prefix.size()));
  return 0;
}
