// SPDX-License-Identifier: Apache-2.0
// Where a CRL checker's CRLs come from: an option, in the type.
#pragma once

#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/url_scheme.hpp>
#include <vidimus/revocation/crl_locator.hpp>
#include <vidimus/revocation/fetched_crls.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace vidimus {

namespace detail {

struct CrlFetchingOption {};

[[nodiscard]] constexpr auto is_crl_scheme(std::string_view scheme) -> bool {
  return scheme == "http" || scheme == "https" || scheme == "ldap" || scheme == "ldaps";
}

}  // namespace detail

/// The store alone; nothing is ever fetched. The default.
struct FromStore {
  using option = detail::CrlFetchingOption;
  static constexpr bool fetches = false;
  [[nodiscard]] static auto describe() -> std::string { return {}; }

  struct Memory {};
  static auto memory() -> Memory { return {}; }
  struct Origin {};
  [[nodiscard]] static constexpr auto locator(Origin const&) -> detail::CrlLocator { return {}; }
};

/// The store first. Where it has no current CRL, the locations of these schemes among the certificate's distribution points
/// (RFC 5280, 4.2.1.13) are fetched, and delta CRLs from where freshestCRL says (5.2.6). What was fetched is read and verified
/// once, and used until its nextUpdate; at most `FetchedCrls::crls_limit` CRLs are kept. The channel's Fetcher must speak the
/// schemes: what it does not is refused, and the CRL is `crl_unreachable`. When to use: where nothing else brings the CRLs,
/// and the locations can be reached.
///
///   FromDistributionPointsBy<"http", "ldap">        with FirstFetcher<HttpFetcher<>, LdapFetcher<>>
template <FixedString... Schemes>
struct FromDistributionPointsBy {
  using option = detail::CrlFetchingOption;
  static constexpr bool fetches = true;
  [[nodiscard]] static auto describe() -> std::string {
    std::string schemes;
    ((schemes += (schemes.empty() ? "" : " or ") + std::string{Schemes.view()}), ...);
    return ", fetched from their distribution points by " + schemes;
  }

  using Memory = std::shared_ptr<detail::FetchedCrls>;
  static auto memory() -> Memory { return std::make_shared<detail::FetchedCrls>(); }
  struct Origin {};
  [[nodiscard]] static constexpr auto locator(Origin const&) -> detail::CrlLocator {
    return detail::CrlLocator{
        [](std::string_view url) { return (detail::has_scheme_and_host(url, Schemes.view()) || ...); }};
  }

  // the last, so that what is missing is not told as well
  static_assert(
      sizeof...(Schemes) != 0 && (detail::is_crl_scheme(Schemes.view()) && ...),
      "vidimus: CRLs are fetched by at least one of \"http\", \"https\", \"ldap\" and \"ldaps\", in small letters");
};

/// By http alone, which every Fetcher speaks.
using FromDistributionPoints = FromDistributionPointsBy<"http">;

/// A directory that has the CRLs: `ldap.acme.example`, or with its port.
struct CrlDirectory {
  std::string host_and_port;
};

/// The store first, then the entries of the issuers in a directory that the program names (`CrlDirectory`); no location that a
/// certificate or a CRL names is ever asked. When to use: where the company's directory has the CRLs of all authorities, as
/// IBM MQ's AUTHINFO of type CRLLDAP expects it. The channel's Fetcher must speak ldap.
struct FromDirectory {
  using option = detail::CrlFetchingOption;
  static constexpr bool fetches = true;
  [[nodiscard]] static auto describe() -> std::string { return ", fetched from a directory"; }

  using Memory = std::shared_ptr<detail::FetchedCrls>;
  static auto memory() -> Memory { return std::make_shared<detail::FetchedCrls>(); }
  using Origin = CrlDirectory;
  [[nodiscard]] static auto locator(CrlDirectory const& directory) -> detail::CrlLocator {
    return detail::CrlLocator{std::string_view{directory.host_and_port}};
  }
};

}  // namespace vidimus
