// SPDX-License-Identifier: Apache-2.0
// Where CRLs that are not at hand are asked for: locations that certificates and CRLs name, of schemes that the checker's type
// names; or a directory of the program's own and nothing else, as IBM MQ's AUTHINFO of type CRLLDAP has it.
#pragma once

#include <vidimus/revocation/directory_url.hpp>
#include <vidimus/x509/certificate.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus::detail {

/// Views the directory's address.
class CrlLocator {
 public:
  using MayFetch = bool (*)(std::string_view url);
  static constexpr std::size_t urls_of_a_point = 4;

  /// Nowhere.
  constexpr CrlLocator() = default;
  explicit constexpr CrlLocator(MayFetch may_fetch) : may_fetch_{may_fetch} {}
  explicit constexpr CrlLocator(std::string_view directory) : directory_{directory} {}

  [[nodiscard]] constexpr auto has_directory() const -> bool { return directory_.has_value(); }

  /// A point's names that may be fetched: each is another way to the same CRL (RFC 5280, 4.2.1.13).
  [[nodiscard]] auto urls_of(DistributionPoint const& point) const -> std::vector<std::string> {
    std::vector<std::string> urls;
    if (may_fetch_ != nullptr && point.name && point.name->full_name)
      for (auto const name : *point.name->full_name)
        if (name.kind == GeneralNameKind::uri && may_fetch_(name.text()) && urls.size() != urls_of_a_point)
          urls.emplace_back(name.text());
    return urls;
  }

  /// Where the directory has CRLs of this issuer (RFC 4523, 3.2): those of authorities may stand apart (RFC 4523, 2.3).
  [[nodiscard]] auto urls_in_directory(Name const& issuer, Certificate const& certificate) const
      -> std::vector<std::string> {
    auto const constraints = certificate.basic_constraints();
    auto const dn = issuer.to_text();
    std::vector<std::string> urls;
    if (constraints && constraints->is_ca) urls.push_back(directory_url(*directory_, dn, "authorityRevocationList"));
    urls.push_back(directory_url(*directory_, dn, "certificateRevocationList"));
    return urls;
  }

 private:
  MayFetch may_fetch_ = nullptr;
  std::optional<std::string_view> directory_;
};

}  // namespace vidimus::detail
