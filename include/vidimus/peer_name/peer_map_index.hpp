// SPDX-License-Identifier: Apache-2.0
// Which rules of a PeerMap a peer could match, without trying each. A rule is found by one of its values: by the whole of it,
// or by what stands beside its wildcards. Of a rule's values that one is taken which it shares with the fewest others.
// Rules whose values all are `*` are tried for every peer.
//
// The keys of the tables are the administrator's, so a peer cannot choose what falls together in them.
#pragma once

#include <vidimus/peer_name/dn_filter.hpp>
#include <vidimus/peer_name/dn_filter_precedence.hpp>
#include <vidimus/peer_name/dn_values.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vidimus::detail {

/// Rules by the values that they want of one attribute, all with the same wildcards and, if they have any, of the same size.
class PeerMapTable {
 public:
  explicit PeerMapTable(DnFilterPart const& part)
      : key_{part.key}, place_{part.place}, spaces_{part.spaces}, open_{part.open}, size_{size_of(part)} {}

  [[nodiscard]] auto is_for(DnFilterPart const& part) const -> bool {
    return key_ == part.key && place_ == part.place && spaces_ == part.spaces && open_.start == part.open.start &&
           open_.end == part.open.end && size_ == size_of(part);
  }
  void add(std::string_view literal, std::uint32_t rank) { ranks_[literal].push_back(rank); }
  [[nodiscard]] auto count(std::string_view literal) const -> std::size_t { return ranks_.at(literal).size(); }

  using Ranks = std::vector<std::uint32_t>;

  /// Adds the rules whose value matches the peer's: those of one value of theirs together, each once or more often.
  void find(DnValues const& peer, std::vector<Ranks const*>& found) const {
    auto const value = peer.text(key_, place_, spaces_);
    if (!value || value->size() < size_) return;
    if (!open_.start && !open_.end) return find(*value, found);
    auto const last = value->size() - size_;
    if (!open_.start) return find(value->substr(0, size_), found);
    for (auto at = open_.end ? std::size_t{0} : last; at <= last; ++at) find(value->substr(at, size_), found);
  }

 private:
  [[nodiscard]] static auto size_of(DnFilterPart const& part) -> std::size_t {
    return part.open.start || part.open.end ? part.literal_size : 0;
  }
  void find(std::string_view piece, std::vector<Ranks const*>& found) const {
    auto const ranks = ranks_.find(piece);
    if (ranks != ranks_.end()) found.push_back(&ranks->second);
  }

  AttributeKey key_;
  std::uint16_t place_;
  Spaces spaces_;
  OpenEnds open_;
  std::size_t size_;  // of what stands beside the wildcards
  std::unordered_map<std::string_view, Ranks> ranks_;
};

class PeerMapTables {
 public:
  /// The filter that the literal is a view of must outlive the tables.
  void add(DnFilterView filter, DnFilterPart const& part, std::uint32_t rank) {
    auto table = std::find_if(tables_.begin(), tables_.end(), [&](auto const& it) { return it.is_for(part); });
    if (table == tables_.end()) table = tables_.insert(table, PeerMapTable{part});
    table->add(filter.literal_of(part), rank);
  }
  /// Only of a part that was added.
  [[nodiscard]] auto count(DnFilterView filter, DnFilterPart const& part) const -> std::size_t {
    auto const table = std::find_if(tables_.begin(), tables_.end(), [&](auto const& it) { return it.is_for(part); });
    return table->count(filter.literal_of(part));
  }
  /// In ascending order, each once if it was added once.
  [[nodiscard]] auto find(DnValues const& peer) const -> std::vector<std::uint32_t> {
    std::vector<PeerMapTable::Ranks const*> lists;
    for (auto const& table : tables_) table.find(peer, lists);
    std::sort(lists.begin(), lists.end(), std::less<>{});
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
    PeerMapTable::Ranks found;
    for (auto const* const list : lists) found.insert(found.end(), list->begin(), list->end());
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::vector<PeerMapTable> tables_;
};

class PeerMapIndex {
 public:
  PeerMapIndex() = default;
  /// Of subjects' filters, each known by its rank. They must outlive the index.
  explicit PeerMapIndex(std::vector<DnFilterView> const& filters) {
    PeerMapTables all;
    for (std::size_t rank = 0; rank != filters.size(); ++rank)
      for (auto const& part : filters[rank].parts)
        if (wildcards_of(part) != any_value) all.add(filters[rank], part, static_cast<std::uint32_t>(rank));
    for (std::size_t rank = 0; rank != filters.size(); ++rank)
      put(all, filters[rank], static_cast<std::uint32_t>(rank));
  }

  /// The ranks of all rules that the peer could match, and of some others, in ascending order.
  [[nodiscard]] auto candidates(DnValues const& peer) const -> std::vector<std::uint32_t> {
    auto const found = tables_.find(peer);
    std::vector<std::uint32_t> all;
    all.reserve(found.size() + scanned_.size());
    std::merge(found.begin(), found.end(), scanned_.begin(), scanned_.end(), std::back_inserter(all));
    return all;
  }

 private:
  void put(PeerMapTables const& all, DnFilterView filter, std::uint32_t rank) {
    DnFilterPart const* rarest = nullptr;
    std::size_t fewest = 0;
    for (auto const& part : filter.parts) {
      if (wildcards_of(part) == any_value) continue;
      auto const count = all.count(filter, part);
      if (rarest != nullptr && count >= fewest) continue;
      rarest = &part;
      fewest = count;
    }
    if (rarest == nullptr) return scanned_.push_back(rank);
    tables_.add(filter, *rarest, rank);
  }

  PeerMapTables tables_;
  std::vector<std::uint32_t> scanned_;
};

}  // namespace vidimus::detail
