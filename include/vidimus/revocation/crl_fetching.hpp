// SPDX-License-Identifier: Apache-2.0
// Where a CRL checker's CRLs come from: an option, in the type.
#pragma once

#include <vidimus/revocation/fetched_crls.hpp>

#include <memory>
#include <string>

namespace vidimus {

namespace detail {
struct CrlFetchingOption {};
}  // namespace detail

/// The store alone; nothing is ever fetched. The default.
struct FromStore {
  using option = detail::CrlFetchingOption;
  static constexpr bool fetches = false;
  [[nodiscard]] static auto describe() -> std::string { return {}; }

  struct Memory {};
  static auto memory() -> Memory { return {}; }
};

/// The store first. Where it has no current CRL, the http locations among the certificate's distribution points (RFC 5280,
/// 4.2.1.13) are fetched, and delta CRLs from where freshestCRL says (5.2.6). What was fetched is read and verified once,
/// and used until its nextUpdate; at most `FetchedCrls::crls_limit` CRLs are kept. When to use: where nothing else brings
/// the CRLs, and the locations can be reached.
struct FromDistributionPoints {
  using option = detail::CrlFetchingOption;
  static constexpr bool fetches = true;
  [[nodiscard]] static auto describe() -> std::string { return ", fetched from their distribution points"; }

  using Memory = std::shared_ptr<detail::FetchedCrls>;
  static auto memory() -> Memory { return std::make_shared<detail::FetchedCrls>(); }
};

}  // namespace vidimus
