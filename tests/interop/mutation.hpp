// SPDX-License-Identifier: Apache-2.0
// A change to a chain of certificates: one thing, after which each certificate is signed again with the right key.
#pragma once

#include "mutated_chain.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutated {

/// Which certificates of a chain it makes sense on; `chain`: on the whole, once.
enum class Where { every, authority, end_entity, chain };

struct Mutation {
  std::string kind;
  Where where;
  std::function<void(Chain&, std::size_t)> change;

  [[nodiscard]] auto fits(Chain const& chain, std::size_t at) const -> bool {
    switch (where) {
      case Where::every: return true;
      case Where::authority: return at != 0;
      case Where::end_entity: return at == 0;
      case Where::chain: return at + 1 == chain.links.size();
    }
    return false;
  }
  /// The chain with certificate `at` changed.
  [[nodiscard]] auto applied(Chain chain, std::size_t at) const -> Chain {
    change(chain, at);
    chain.kind += (chain.kind.empty() ? "" : " + ") + kind;
    return chain;
  }
};
using Mutations = std::vector<Mutation>;

inline auto hex(std::string_view digits) -> Bytes {
  Bytes octets;
  unsigned value = 0;
  bool half = false;
  for (char const c : digits) {
    if (c == ' ') continue;
    value = value << 4U | static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    if (half) octets.push_back(static_cast<std::byte>(value & 0xffU));
    half = !half;
  }
  return octets;
}

/// What `at` an element's header says: the octets of the header, and of the contents.
struct Extent {
  std::size_t header, contents;
};
inline auto extent_at(Bytes const& der, std::size_t at) -> Extent {
  auto const octet = [&](std::size_t i) { return std::to_integer<std::size_t>(der.at(i)); };
  auto const first = octet(at + 1);
  if (first < 0x80) return {2, first};
  Extent extent{2 + (first & 0x7fU), 0};
  for (std::size_t i = 2; i != extent.header; ++i) extent.contents = extent.contents << 8U | octet(at + i);
  return extent;
}
inline auto contents_of(Bytes const& element) -> Bytes {
  return {element.begin() + static_cast<std::ptrdiff_t>(extent_at(element, 0).header), element.end()};
}
/// The elements that follow one another, each whole.
inline auto elements_of(Bytes const& contents) -> std::vector<Bytes> {
  std::vector<Bytes> elements;
  for (std::size_t at = 0; at != contents.size();) {
    auto const extent = extent_at(contents, at);
    auto const from = contents.begin() + static_cast<std::ptrdiff_t>(at);
    elements.emplace_back(from, from + static_cast<std::ptrdiff_t>(extent.header + extent.contents));
    at += extent.header + extent.contents;
  }
  return elements;
}

/// Without an extension.
inline auto without(std::string const& oid) {
  return [oid](Chain& chain, std::size_t at) { chain.draft(at).erase(oid); };
}
/// With an extension, in the place of one with the same identifier.
inline auto with(small_ca::Extension const& extension) {
  return [extension](Chain& chain, std::size_t at) { chain.draft(at).set(extension); };
}
inline auto with_criticality(std::string const& oid, bool critical) {
  return [oid, critical](Chain& chain, std::size_t at) {
    if (auto* const extension = chain.draft(at).find(oid)) extension->critical = critical;
  };
}
/// With another value of an extension, in hexadecimal.
inline auto with_value(std::string const& oid, bool critical, char const* value) {
  return with({oid, critical, hex(value)});
}
inline auto with_field(Bytes Draft::* field, Bytes const& value) {
  return [field, value](Chain& chain, std::size_t at) { chain.draft(at).*field = value; };
}

}  // namespace mutated
