// SPDX-License-Identifier: Apache-2.0
// CRLs that are fetched from where a certificate or another CRL says: those that came, and those to ask for.
#pragma once

#include <vidimus/revocation/crl_effort.hpp>
#include <vidimus/revocation/crl_sources.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Of one question. Nothing is wanted and nothing found where the checker does not fetch.
class CrlLocations {
 public:
  using Crl = CrlSet::Crl;

  CrlLocations(CrlSources const& sources, CrlEffort& effort) : sources_{sources}, effort_{effort} {}

  /// What was fetched from a location, for this peer or an earlier one. Calls `fail(finding)` where an answer is none.
  template <class Fail>
  [[nodiscard]] auto fetched(std::string const& url, Fail fail) -> std::vector<SignedCrl const*> {
    std::vector<SignedCrl const*> crls;
    if (sources_.fetched == nullptr) return crls;
    if (auto crl = sources_.fetched->find(url)) crls.push_back(keep(url, std::move(crl)));
    auto const* const answer = answer_from(url);
    if (answer == nullptr) return crls;
    if (answer->failure) return fail(*answer->failure), crls;
    auto crl = sources_.fetched->take(url, answer->response);
    if (!crl) return fail(crl.error().decisive()), crls;
    crls.push_back(keep(url, *std::move(crl)));
    return crls;
  }

  /// Asks for the first location that has not been tried yet: they are ways to the same CRL.
  void want(std::vector<std::string> const& urls) {
    if (sources_.fetched == nullptr) return;
    for (auto const& url : urls) {
      if (!effort_.spend_location()) return;
      if (answer_from(url) == nullptr) return effort_.want(url);
    }
  }

  /// Its signature was verified: others may use it.
  void prove(SignedCrl const& crl) const {
    for (auto const& [url, kept] : kept_)
      if (kept.get() == &crl) sources_.fetched->prove(url, kept);
  }

 private:
  [[nodiscard]] auto answer_from(std::string const& url) const -> FetchAnswer const* {
    return sources_.evidence != nullptr ? sources_.evidence->find(CrlEffort::key_of(url)) : nullptr;
  }
  /// As long as the question lasts.
  auto keep(std::string const& url, Crl crl) -> SignedCrl const* {
    auto const* const kept = crl.get();
    if (std::ranges::find(kept_, crl, &Kept::crl) == kept_.end()) kept_.push_back({url, std::move(crl)});
    return kept;
  }

  struct Kept {
    std::string url;
    Crl crl;
  };
  CrlSources const& sources_;
  CrlEffort& effort_;
  std::vector<Kept> kept_;
};

}  // namespace vidimus::detail
