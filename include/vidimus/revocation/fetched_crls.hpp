// SPDX-License-Identifier: Apache-2.0
// CRLs that were fetched, by location: read once, and kept for those who ask next. What is kept for others has been proven
// to be its issuer's, so that a stranger's answer from the network lasts no longer than the handshake that got it.
#pragma once

#include <vidimus/revocation/crl_set.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Thread-safe; shared by the copies of a checker.
class FetchedCrls {
 public:
  using Crl = CrlSet::Crl;
  static constexpr std::size_t crls_limit = 64;
  /// Octets of all CRLs; one that is larger alone displaces all others.
  static constexpr std::size_t octets_limit = std::size_t{256} << 20U;

  /// The CRL of an answer, which is read unless it is known. Errors: those of `CertificateList::parse`, with the location.
  [[nodiscard]] auto take(std::string const& url, ByteView answer) -> Result<Crl> {
    std::lock_guard const reading{reading_};  // whoever waits here for the same answer finds it read
    if (auto known = find_same(url, answer)) return known;
    auto list = CertificateList::parse(answer);
    if (!list) return refuse(std::move(list.error().about(url)));
    auto crl = std::make_shared<SignedCrl const>(*std::move(list));
    std::lock_guard const lock{mutex_};
    std::erase_if(entries_, [&](Entry const& entry) { return entry.url == url && !entry.is_proven; });
    insert({url, crl, false, 0});
    return crl;
  }

  /// The proven one of this location; null: none.
  [[nodiscard]] auto find(std::string_view url) -> Crl {
    std::lock_guard const lock{mutex_};
    for (auto& entry : entries_)
      if (entry.is_proven && entry.url == url) return use(entry);
    return nullptr;
  }

  /// Keeps a CRL of this location, whose signature was verified, for others; the newest of them only: an older one that is
  /// sent again does not take its place.
  void prove(std::string const& url, Crl const& crl) {
    std::lock_guard const lock{mutex_};
    for (auto const& entry : entries_)
      if (entry.is_proven && entry.url == url && !is_newer(crl->list(), entry.crl->list())) return;
    std::erase_if(entries_,
                  [&](Entry const& entry) { return entry.url == url && (entry.is_proven || entry.crl == crl); });
    insert({url, crl, true, 0});
  }

  /// How many CRLs are kept.
  [[nodiscard]] auto size() const -> std::size_t {
    std::lock_guard const lock{mutex_};
    return entries_.size();
  }

 private:
  struct Entry {
    std::string url;
    Crl crl;
    bool is_proven;
    std::uint64_t last_use;
  };

  [[nodiscard]] auto find_same(std::string const& url, ByteView answer) -> Crl {
    std::lock_guard const lock{mutex_};
    for (auto& entry : entries_)
      if (entry.url == url && same_bytes(entry.crl->list().der(), answer)) return use(entry);
    return nullptr;
  }
  auto use(Entry& entry) -> Crl {
    entry.last_use = ++uses_;
    return entry.crl;
  }
  void insert(Entry entry) {
    entry.last_use = ++uses_;
    entries_.push_back(std::move(entry));
    while (entries_.size() > 1 && (entries_.size() > crls_limit || octets() > octets_limit))
      entries_.erase(std::ranges::min_element(entries_, {}, &Entry::last_use));
  }
  [[nodiscard]] auto octets() const -> std::size_t {
    std::size_t all = 0;
    for (auto const& entry : entries_) all += entry.crl->list().der().size();
    return all;
  }

  std::mutex reading_;
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
  std::uint64_t uses_ = 0;
};

}  // namespace vidimus::detail
