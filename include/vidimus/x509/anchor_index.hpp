// SPDX-License-Identifier: Apache-2.0
// Finds trust anchors by name and by certificate, however many there are: made once for a set, and then only read.
#pragma once

#include <vidimus/x509/name_hash.hpp>
#include <vidimus/x509/trust_anchor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace vidimus::detail {

class AnchorIndex {
 public:
  using Hash = std::uint64_t (*)(Name const&);

  /// Of anchors that stay where they are as long as the index is used.
  explicit AnchorIndex(std::span<TrustAnchor const> anchors, Hash hash = &name_hash);

  /// Those of this name (RFC 5280, 7.1), in the order in which they were given. Does not allocate.
  [[nodiscard]] auto named(Name const& name) const -> std::span<TrustAnchor const* const>;
  /// The first one that is this certificate, or null. Does not allocate.
  [[nodiscard]] auto find(Certificate const& certificate) const -> TrustAnchor const*;

 private:
  struct Row {
    std::uint64_t hash;
    std::size_t first, count;  // of `by_name_`
  };
  struct Ending {
    std::uint64_t end_of_der;
    TrustAnchor const* anchor;
  };

  void add_names_of(std::uint64_t hash, std::vector<TrustAnchor const*> anchors);
  /// The last octets, a part of the signature, differ in all but copies.
  static auto end_of(Certificate const& certificate) -> std::uint64_t {
    NameHash hash;
    hash.add(certificate.der().last(8));
    return hash.value();
  }

  Hash hash_;
  std::vector<TrustAnchor const*> by_name_;  // those of one name stand together
  std::vector<Row> rows_;                    // one for each name, ascending by hash
  std::vector<Ending> endings_;              // one for each anchor, ascending
};

inline AnchorIndex::AnchorIndex(std::span<TrustAnchor const> anchors, Hash hash_of_name) : hash_{hash_of_name} {
  struct Hashed {
    std::uint64_t hash;
    TrustAnchor const* anchor;
  };
  std::vector<Hashed> all;
  for (auto const& anchor : anchors) {
    all.push_back({hash_(anchor.name()), &anchor});
    endings_.push_back({end_of(anchor.certificate()), &anchor});
  }
  // as they were given, where the rest is equal: they stand one after another in memory
  std::ranges::sort(all, {}, [](Hashed const& one) { return std::pair{one.hash, one.anchor}; });
  std::ranges::sort(endings_, {}, [](Ending const& one) { return std::pair{one.end_of_der, one.anchor}; });
  for (auto first = all.begin(); first != all.end();) {
    auto const hash = first->hash;
    std::vector<TrustAnchor const*> same_hash;
    for (; first != all.end() && first->hash == hash; ++first) same_hash.push_back(first->anchor);
    add_names_of(hash, std::move(same_hash));
  }
}

inline void AnchorIndex::add_names_of(std::uint64_t hash, std::vector<TrustAnchor const*> anchors) {
  while (!anchors.empty()) {
    auto const first = by_name_.size();
    auto const& name = anchors.front()->name();
    std::vector<TrustAnchor const*> others;
    for (auto const* const anchor : anchors) (same_name(anchor->name(), name) ? by_name_ : others).push_back(anchor);
    rows_.push_back({hash, first, by_name_.size() - first});
    anchors = std::move(others);
  }
}

inline auto AnchorIndex::named(Name const& name) const -> std::span<TrustAnchor const* const> {
  for (auto const& row : std::ranges::equal_range(rows_, hash_(name), {}, &Row::hash))
    if (same_name(by_name_[row.first]->name(), name)) return std::span{by_name_}.subspan(row.first, row.count);
  return {};
}

inline auto AnchorIndex::find(Certificate const& certificate) const -> TrustAnchor const* {
  for (auto const& ending : std::ranges::equal_range(endings_, end_of(certificate), {}, &Ending::end_of_der))
    if (ending.anchor->certificate() == certificate) return ending.anchor;
  return nullptr;
}

}  // namespace vidimus::detail
