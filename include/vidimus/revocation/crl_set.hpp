// SPDX-License-Identifier: Apache-2.0
// CRLs by their issuer: an immutable set, made once and then only read.
#pragma once

#include <vidimus/revocation/signed_crl.hpp>
#include <vidimus/x509/name_hash.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

/// The later of two; of one age, an order that does not depend on the order in which they came.
[[nodiscard]] inline auto is_newer(CertificateList const& a, CertificateList const& b) -> bool {
  auto const age_of = [](CertificateList const& list) { return std::pair{list.this_update(), list.crl_number()}; };
  auto const age_of_a = age_of(a), age_of_b = age_of(b);
  if (age_of_a != age_of_b) return age_of_a > age_of_b;
  return std::ranges::lexicographical_compare(a.der(), b.der());
}

}  // namespace detail

/// Thread-safe. What it gives out is good as long as the set lives.
class CrlSet {
 public:
  using Crl = std::shared_ptr<detail::SignedCrl const>;

  CrlSet() = default;
  explicit CrlSet(std::vector<Crl> crls);

  /// Those of one issuer stand together, the newest first.
  [[nodiscard]] auto all() const -> std::span<Crl const> { return crls_; }
  /// Those with this issuer (RFC 5280, 7.1 says which names are the same), the newest first. It takes no longer for more
  /// issuers, and does not allocate.
  [[nodiscard]] auto issued_by(Name const& name) const -> std::span<Crl const> {
    for (auto const& row : std::ranges::equal_range(rows_, detail::name_hash(name), {}, &Row::hash))
      if (same_name(crls_[row.first]->list().issuer(), name)) return all().subspan(row.first, row.count);
    return {};
  }

 private:
  struct Row {
    std::uint64_t hash;
    std::size_t first, count;
  };
  void add(std::uint64_t hash, std::vector<Crl> of_one_hash);

  std::vector<Crl> crls_;
  std::vector<Row> rows_;  // one for each issuer, ascending by hash
};

inline CrlSet::CrlSet(std::vector<Crl> crls) {
  std::vector<std::pair<std::uint64_t, Crl>> all;
  all.reserve(crls.size());
  for (auto& crl : crls) all.emplace_back(detail::name_hash(crl->list().issuer()), std::move(crl));
  std::ranges::sort(all, [](auto const& a, auto const& b) {
    return a.first != b.first ? a.first < b.first : detail::is_newer(a.second->list(), b.second->list());
  });
  for (std::size_t at = 0; at != all.size();) {
    auto const hash = all[at].first;
    std::vector<Crl> of_one_hash;
    for (; at != all.size() && all[at].first == hash; ++at) of_one_hash.push_back(std::move(all[at].second));
    add(hash, std::move(of_one_hash));
  }
}

inline void CrlSet::add(std::uint64_t hash, std::vector<Crl> of_one_hash) {
  while (!of_one_hash.empty()) {
    auto const first = crls_.size();
    auto const& issuer = of_one_hash.front()->list().issuer();
    std::vector<Crl> others;
    for (auto const& crl : of_one_hash) (same_name(crl->list().issuer(), issuer) ? crls_ : others).push_back(crl);
    rows_.push_back({hash, first, crls_.size() - first});
    of_one_hash = std::move(others);
  }
}

}  // namespace vidimus
