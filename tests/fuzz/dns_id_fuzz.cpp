// SPDX-License-Identifier: Apache-2.0
// Reference identifiers and presented ones on any text. The input is the reference, a NUL, and what is presented. What
// matches is compared with RFC 9525, 6.3 written down once more, label by label.
#include <vidimus/peer_name/dns_id.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;

namespace {

auto labels_of(std::string_view name) -> std::vector<std::string> {
  std::vector<std::string> labels(1);
  for (char const c : name) {
    if (c == '.') {
      labels.emplace_back();
    } else {
      labels.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return labels;
}

auto matches_by_labels(std::string_view presented, std::string_view reference) -> bool {
  auto const ours = labels_of(reference);
  auto theirs = labels_of(presented);
  if (ours.size() != theirs.size()) return false;
  if (theirs[0] == "*" && theirs.size() > 1) theirs[0] = ours[0];
  return ours == theirs;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const input = text_of_input(data, size);
  auto const text = input.substr(0, input.find('\0'));
  auto const presented = text.size() == input.size() ? std::string_view{} : input.substr(text.size() + 1);

  auto const name = detail::without_final_dot(text);
  auto const [mistake, offset] = detail::check_dns_name(name);
  auto const filter = DnsId<dynamic>::parse(text);
  require(filter.has_value() == (mistake == DnsNameMistake::none));
  require(offset <= name.size());
  if (!filter) {
    require_same_mistake(filter.error(), Errc::dns_name_malformed, mistake, offset);
    return 0;
  }

  std::string reference{name};
  for (auto& letter : reference) letter = detail::lower(letter);
  require(filter->describe() == "DNS-ID " + reference);
  require(detail::dns_name_matches(name, reference));
  require(detail::dns_name_matches(presented, reference) == matches_by_labels(presented, reference));
  return 0;
}
