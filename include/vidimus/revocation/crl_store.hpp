// SPDX-License-Identifier: Apache-2.0
// The CRLs at hand: an immutable set, read from memory, a file or a directory, and shared by every channel that checks
// against it. What is broken, or larger than its limit, is refused when it is read, by the name of its file; nothing is
// left out silently.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/revocation/signed_crl.hpp>
#include <vidimus/x509/name_match.hpp>
#include <vidimus/x509/pem.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// Copies share the set; thread-safe.
class CrlStore {
 public:
  /// Octets of one file: a CRL of five million entries.
  static constexpr std::size_t file_limit = std::size_t{256} << 20U;
  /// Octets of all CRLs of a directory.
  static constexpr std::size_t total_limit = std::size_t{1} << 30U;

  /// No CRL at all: every status is unknown.
  CrlStore() : issuers_{std::make_shared<std::vector<Issuer> const>()} {}

  /// CRLs that the program has read already.
  [[nodiscard]] static auto from_crls(std::vector<CertificateList> crls) -> CrlStore {
    std::vector<Crl> all;
    for (auto& crl : crls) all.push_back(std::make_shared<detail::SignedCrl const>(std::move(crl)));
    return CrlStore{std::move(all)};
  }
  /// Every `X509 CRL` of a PEM text, or the one CRL of a DER encoding. Errors: `crl_malformed`, `pem_malformed`,
  /// `pem_nothing_found`.
  [[nodiscard]] static auto from_bytes(ByteView pem_or_der) -> Result<CrlStore> {
    auto crls = read(pem_or_der);
    if (!crls) return refuse(std::move(crls.error()));
    return from_crls(*std::move(crls));
  }
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<CrlStore> { return from_bytes(bytes_of(text)); }
  /// Every CRL of a file, PEM or DER. Errors: those of `from_bytes`, `file_unreadable`, `file_too_large`; all name the
  /// file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<CrlStore>;
  /// Every CRL of every regular file in a directory, not below it. One that cannot be read refuses the whole set.
  [[nodiscard]] static auto from_directory(std::string const& path) -> Result<CrlStore>;

  /// Both sets as one; what is known of signatures is shared.
  [[nodiscard]] auto joined_with(CrlStore const& more) const -> CrlStore {
    auto all = everything();
    for (auto& crl : more.everything()) all.push_back(std::move(crl));
    return CrlStore{std::move(all)};
  }

  [[nodiscard]] auto is_empty() const -> bool { return issuers_->empty(); }
  /// How many CRLs there are.
  [[nodiscard]] auto size() const -> std::size_t { return everything().size(); }

  using Crl = std::shared_ptr<detail::SignedCrl const>;
  /// The CRLs with this issuer (RFC 5280, 7.1 says which names are the same), the newest first.
  [[nodiscard]] auto issued_by(Name const& name) const -> std::span<Crl const> {
    for (auto const& issuer : *issuers_)
      if (same_name(issuer.crls.front()->list().issuer(), name)) return issuer.crls;
    return {};
  }

 private:
  struct Issuer {
    std::vector<Crl> crls;  // never empty
  };

  explicit CrlStore(std::vector<Crl> crls);

  static auto read(ByteView pem_or_der) -> Result<std::vector<CertificateList>>;
  static auto is_newer(Crl const& a, Crl const& b) -> bool;

  [[nodiscard]] auto everything() const -> std::vector<Crl> {
    std::vector<Crl> all;
    for (auto const& issuer : *issuers_) all.insert(all.end(), issuer.crls.begin(), issuer.crls.end());
    return all;
  }

  std::shared_ptr<std::vector<Issuer> const> issuers_;
};

inline CrlStore::CrlStore(std::vector<Crl> crls) {
  auto issuers = std::make_shared<std::vector<Issuer>>();
  std::ranges::sort(crls, is_newer);
  for (auto& crl : crls) {
    auto const at = std::ranges::find_if(*issuers, [&](Issuer const& issuer) {
      return same_name(issuer.crls.front()->list().issuer(), crl->list().issuer());
    });
    auto& issuer = at == issuers->end() ? issuers->emplace_back() : *at;
    issuer.crls.push_back(std::move(crl));
  }
  issuers_ = std::move(issuers);
}

inline auto CrlStore::is_newer(Crl const& a, Crl const& b) -> bool {
  auto const age_of = [](CertificateList const& list) { return std::pair{list.this_update(), list.crl_number()}; };
  auto const age_of_a = age_of(a->list()), age_of_b = age_of(b->list());
  if (age_of_a != age_of_b) return age_of_a > age_of_b;
  // of one age: an order that does not depend on the order in which they came
  return std::ranges::lexicographical_compare(a->list().der(), b->list().der());
}

inline auto CrlStore::read(ByteView pem_or_der) -> Result<std::vector<CertificateList>> {
  std::vector<Buffer> encodings;
  if (!pem_or_der.empty() && pem_or_der.front() == std::byte{0x30}) {
    encodings.emplace_back(pem_or_der.begin(), pem_or_der.end());
  } else {
    auto blocks = parse_pem(text_of(pem_or_der), "X509 CRL");
    if (!blocks) return refuse(std::move(blocks.error()));
    encodings = *std::move(blocks);
  }
  std::vector<CertificateList> crls;
  for (auto& encoding : encodings) {
    auto crl = CertificateList::parse(std::move(encoding));
    if (!crl) return refuse(std::move(crl.error()));
    crls.push_back(*std::move(crl));
  }
  return crls;
}

inline auto CrlStore::from_file(std::string const& path) -> Result<CrlStore> {
  auto bytes = read_file(path, file_limit);
  if (!bytes) return refuse(std::move(bytes.error()));
  auto store = from_bytes(*bytes);
  if (!store) return refuse(std::move(store.error().about(path)));
  return store;
}

inline auto CrlStore::from_directory(std::string const& path) -> Result<CrlStore> {
  auto files = detail::regular_files(path);
  if (!files) return refuse(std::move(files.error()));
  std::vector<Crl> all;
  std::size_t octets = 0;
  for (auto const& file : *files) {
    auto some = from_file(file);
    if (!some) return refuse(std::move(some.error()));
    for (auto& crl : some->everything()) octets += crl->list().der().size(), all.push_back(std::move(crl));
    if (octets > total_limit)
      return refuse(Finding{Errc::file_too_large, OverLimit{"octets of CRLs", total_limit, octets}, {}, path});
  }
  return CrlStore{std::move(all)};
}

}  // namespace vidimus
