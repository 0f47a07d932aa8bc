// SPDX-License-Identifier: Apache-2.0
// What a checker has to go by when it is asked: the CRLs at hand, what was fetched, who may have signed, and its options as
// values, so that what uses them is compiled once.
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/revocation/crl_locator.hpp>
#include <vidimus/revocation/crl_set.hpp>
#include <vidimus/revocation/crl_time.hpp>
#include <vidimus/revocation/fetched_crls.hpp>
#include <vidimus/x509/certificate.hpp>

#include <span>

namespace vidimus::detail {

struct CrlSources {
  CrlSet const& set;
  std::span<Certificate const> signers{};  ///< of CRLs, beside the path's certificates; not trusted
  CrlTiming timing{};
  bool asks_about_signers = true;  ///< their own status counts too
  FetchedCrls* fetched = nullptr;  ///< null: only the set counts
  Evidence const* evidence = nullptr;
  CrlLocator locator{};
};

}  // namespace vidimus::detail
