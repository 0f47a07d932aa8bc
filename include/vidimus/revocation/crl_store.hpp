// SPDX-License-Identifier: Apache-2.0
// The CRLs at hand, read from memory, files or directories, and shared by every channel that checks against them. What is
// broken, or larger than its limit, is refused when it is read, by the name of its file; nothing is left out silently.
//
//   auto crls = vidimus::CrlStore::from_directory("/etc/acme/crls");
//   vidimus::Endpoint const endpoint{…, vidimus::CrlChecker<>{*crls}, …};
//   crls->reload();  // every endpoint that has a copy sees it
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/crl_files.hpp>
#include <vidimus/x509/intermediates.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// Copies are the same store: what one reloads all have. Thread-safe.
class CrlStore {
 public:
  static constexpr std::size_t file_limit = detail::CrlSource::file_limit;
  static constexpr std::size_t total_limit = detail::CrlSource::total_limit;
  using Crl = CrlSet::Crl;

  /// No CRL at all: every status is unknown.
  CrlStore() : CrlStore{std::vector<Crl>{}, {}, {}} {}

  /// CRLs that the program has read already.
  [[nodiscard]] static auto from_crls(std::vector<CertificateList> crls) -> CrlStore {
    std::vector<Crl> all;
    for (auto& crl : crls) all.push_back(std::make_shared<detail::SignedCrl const>(std::move(crl)));
    return CrlStore{std::move(all), {}, {}};
  }
  /// Every `X509 CRL` of a PEM text, or the one CRL of a DER encoding. Errors: `crl_malformed`, `pem_malformed`,
  /// `pem_nothing_found`.
  [[nodiscard]] static auto from_bytes(ByteView pem_or_der) -> Result<CrlStore> {
    auto crls = detail::read_crls(pem_or_der);
    if (!crls) return refuse(std::move(crls.error()));
    return CrlStore{*std::move(crls), {}, {}};
  }
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<CrlStore> { return from_bytes(bytes_of(text)); }
  /// Every CRL of a file, PEM or DER. Errors: those of `from_bytes`, `file_unreadable`, `file_too_large`; all name the
  /// file.
  [[nodiscard]] static auto from_file(std::string path, FileAccess access = FileAccess::read) -> Result<CrlStore> {
    return from_source(detail::CrlSource::file(std::move(path), access));
  }
  /// Every CRL of every regular file in a directory, not below it and none hidden by a dot. One that cannot be read refuses
  /// the whole set.
  [[nodiscard]] static auto from_directory(std::string path, FileAccess access = FileAccess::read) -> Result<CrlStore> {
    return from_source(detail::CrlSource::directory(std::move(path), access));
  }

  /// Another store, with the CRLs, the files and the signers of both; what is known of signatures is shared.
  [[nodiscard]] auto joined_with(CrlStore const& more) const -> CrlStore;
  /// Another store, with certificates that CRLs may be signed with and peers do not present. They are not trusted: each
  /// needs a path to the trust anchor of the certificate that is asked about.
  [[nodiscard]] auto with_signers(Intermediates const& signers) const -> CrlStore {
    return joined_with(CrlStore{{}, {}, {signers.all().begin(), signers.all().end()}});
  }

  /// Reads the files and directories again, where they have changed, and puts the new set in place of the old one at once:
  /// who is asking already goes on with the old one. Where something cannot be read the old set stays. Errors: those of
  /// `from_file`.
  auto reload() -> Result<void>;
  /// Whether the files are others than those that were read last.
  [[nodiscard]] auto is_outdated() const -> bool {
    std::lock_guard const reading{state_->reading};
    return std::ranges::any_of(state_->sources, &detail::CrlSource::has_changed);
  }

  /// The CRLs as they are now; they stay so.
  [[nodiscard]] auto crls() const -> std::shared_ptr<CrlSet const> {
    std::lock_guard const lock{state_->mutex};
    return state_->set;
  }
  [[nodiscard]] auto signers() const -> std::span<Certificate const> { return state_->signers; }
  [[nodiscard]] auto is_empty() const -> bool { return size() == 0; }
  /// How many CRLs there are.
  [[nodiscard]] auto size() const -> std::size_t { return crls()->all().size(); }

 private:
  struct State {
    std::vector<Crl> const given;
    std::vector<Certificate> const signers;
    std::mutex mutable reading;              // held while files are read
    std::vector<detail::CrlSource> sources;  // guarded by `reading`
    std::mutex mutable mutex;                // held for a moment
    std::shared_ptr<CrlSet const> set;       // guarded by `mutex`
  };

  /// The sources have been read.
  CrlStore(std::vector<Crl> given, std::vector<detail::CrlSource> sources, std::vector<Certificate> signers)
      : state_{new State{std::move(given), std::move(signers), {}, std::move(sources), {}, {}}} {
    state_->set = set_of(state_->given, state_->sources);
  }

  static auto from_source(detail::CrlSource source) -> Result<CrlStore> {
    if (auto read = source.read(); !read) return refuse(std::move(read.error()));
    return CrlStore{{}, {std::move(source)}, {}};
  }
  static auto set_of(std::vector<Crl> all, std::vector<detail::CrlSource> const& sources)
      -> std::shared_ptr<CrlSet const> {
    for (auto const& source : sources)
      for (auto const& file : source.files()) all.insert(all.end(), file.crls.begin(), file.crls.end());
    return std::make_shared<CrlSet const>(std::move(all));
  }

  std::shared_ptr<State> state_;
};

inline auto CrlStore::joined_with(CrlStore const& more) const -> CrlStore {
  std::vector<Crl> given;
  std::vector<detail::CrlSource> sources;
  std::vector<Certificate> signers;
  for (auto const* const state : {state_.get(), more.state_.get()}) {
    std::lock_guard const reading{state->reading};
    given.insert(given.end(), state->given.begin(), state->given.end());
    sources.insert(sources.end(), state->sources.begin(), state->sources.end());
    signers.insert(signers.end(), state->signers.begin(), state->signers.end());
  }
  return CrlStore{std::move(given), std::move(sources), std::move(signers)};
}

inline auto CrlStore::reload() -> Result<void> {
  std::lock_guard const reading{state_->reading};
  auto sources = state_->sources;
  for (auto& source : sources)
    if (auto read = source.read(); !read) return read;
  auto set = set_of(state_->given, sources);
  state_->sources = std::move(sources);
  std::lock_guard const lock{state_->mutex};
  state_->set.swap(set);
  return {};
}

}  // namespace vidimus
