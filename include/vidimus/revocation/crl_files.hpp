// SPDX-License-Identifier: Apache-2.0
// The CRLs of files and directories, and how they are read again: what has not changed since is not read twice.
#pragma once

#include <vidimus/core/mapped_file.hpp>
#include <vidimus/revocation/crl_set.hpp>
#include <vidimus/x509/pem.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// How the octets of a CRL's file are held.
enum class FileAccess : unsigned char {
  read,  ///< in memory
  /// Where they are, in the file, unless it is small; for large CRLs in DER, whose files are replaced by renaming and never
  /// rewritten.
  mapped,
};

namespace detail {

/// Every `X509 CRL` of a PEM text, or the one CRL of a DER encoding, which is then held by `owner`; without an owner the
/// octets are copied.
[[nodiscard]] inline auto read_crls(ByteView pem_or_der, std::shared_ptr<void const> owner = {})
    -> Result<std::vector<CrlSet::Crl>> {
  std::vector<CrlSet::Crl> crls;
  auto const add = [&](Result<CertificateList> list) -> Result<void> {
    if (!list) return refuse(std::move(list.error()));
    crls.push_back(std::make_shared<SignedCrl const>(*std::move(list)));
    return {};
  };
  if (!pem_or_der.empty() && pem_or_der.front() == std::byte{0x30}) {
    auto added = add(owner ? CertificateList::parse(std::move(owner), pem_or_der) : CertificateList::parse(pem_or_der));
    if (!added) return refuse(std::move(added.error()));
    return crls;
  }
  auto blocks = parse_pem(text_of(pem_or_der), "X509 CRL");
  if (!blocks) return refuse(std::move(blocks.error()));
  for (auto& block : *blocks)
    if (auto added = add(CertificateList::parse(std::move(block))); !added) return refuse(std::move(added.error()));
  return crls;
}

/// One file as it was read.
struct CrlFile {
  std::string path;
  FileIdentity identity;
  bool is_settled;  ///< it was not changed just before it was read, so that no later change can look the same
  std::vector<CrlSet::Crl> crls;
};

/// A file or a directory that CRLs come from.
class CrlSource {
 public:
  /// Octets of one file: a CRL of some seven million entries.
  static constexpr std::size_t file_limit = std::size_t{256} << 20U;
  /// Octets of all CRLs of a directory.
  static constexpr std::size_t total_limit = std::size_t{1} << 30U;

  static auto file(std::string path, FileAccess access) -> CrlSource { return {std::move(path), access, false}; }
  static auto directory(std::string path, FileAccess access) -> CrlSource { return {std::move(path), access, true}; }

  /// Reads everything again that has changed. What was read before stays where this fails. Errors name the file.
  [[nodiscard]] auto read() -> Result<void> {
    auto paths = list();
    if (!paths) return refuse(std::move(paths.error()));
    std::vector<CrlFile> files;
    std::size_t octets = 0;
    for (auto const& path : *paths) {
      auto file = read(path);
      if (!file) return refuse(std::move(file.error().about(path)));
      for (auto const& crl : file->crls) octets += crl->list().der().size();
      if (octets > total_limit)
        return refuse(Finding{Errc::file_too_large, OverLimit{"octets of CRLs", total_limit, octets}, {}, path_});
      files.push_back(*std::move(file));
    }
    files_ = std::move(files);
    return {};
  }

  /// Whether the files are others than those that were read.
  [[nodiscard]] auto has_changed() const -> bool {
    auto const paths = list();
    if (!paths || paths->size() != files_.size()) return true;
    for (std::size_t i = 0; i != files_.size(); ++i) {
      auto const identity = file_identity((*paths)[i]);
      if (!identity || (*paths)[i] != files_[i].path || *identity != files_[i].identity) return true;
    }
    return std::ranges::any_of(files_, [](CrlFile const& file) { return !file.is_settled; });
  }

  [[nodiscard]] auto files() const -> std::vector<CrlFile> const& { return files_; }

 private:
  CrlSource(std::string path, FileAccess access, bool is_directory)
      : path_{std::move(path)}, access_{access}, is_directory_{is_directory} {}

  [[nodiscard]] auto list() const -> Result<std::vector<std::string>> {
    if (is_directory_) return regular_files(path_);
    return std::vector{path_};
  }

  [[nodiscard]] auto read(std::string const& path) const -> Result<CrlFile> {
    auto const identity = file_identity(path);  // before the contents: a change in between shows the next time
    if (!identity) return refuse(identity.error());
    for (auto const& file : files_)
      if (file.path == path && file.identity == *identity && file.is_settled) return file;
    constexpr std::size_t worth_mapping = 262'144;
    bool const is_mapped = access_ == FileAccess::mapped && identity->size >= worth_mapping;
    auto crls = is_mapped ? read_mapped(path) : read_whole(path);
    if (!crls) return refuse(std::move(crls.error()));
    return CrlFile{path, *identity, is_settled(*identity), *std::move(crls)};
  }
  static auto read_whole(std::string const& path) -> Result<std::vector<CrlSet::Crl>> {
    auto bytes = read_file(path, file_limit);
    if (!bytes) return refuse(std::move(bytes.error()));
    auto const owner = std::make_shared<Buffer const>(*std::move(bytes));
    return read_crls(*owner, owner);
  }
  static auto read_mapped(std::string const& path) -> Result<std::vector<CrlSet::Crl>> {
    auto const mapped = MappedFile::open(path, file_limit);
    if (!mapped) return refuse(mapped.error());
    return read_crls((*mapped)->bytes(), *mapped);
  }
  /// File systems tell the time in ticks: two changes within one look like one. What was changed is what cannot be set, so
  /// a time in the future is another clock's, and does not last either.
  static auto is_settled(FileIdentity const& identity) -> bool {
    using namespace std::chrono;
    constexpr nanoseconds tick = 2s;  // FAT's, the longest there is
    auto const now = duration_cast<nanoseconds>(system_clock::now().time_since_epoch());
    return abs(now - nanoseconds{identity.changed}) > tick;
  }

  std::string path_;
  FileAccess access_;
  bool is_directory_;
  std::vector<CrlFile> files_;
};

}  // namespace detail

}  // namespace vidimus
