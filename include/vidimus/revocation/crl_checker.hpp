// SPDX-License-Identifier: Apache-2.0
// Step 5 of the job: revocation by CRLs (RFC 5280, 6.3). When to use: where the peers' authorities publish CRLs, and
// something keeps them up to date on this machine or they can be fetched from where the certificates say.
//
//   vidimus::CrlChecker<>{store}                                every certificate of the path, by the CRLs at hand
//   vidimus::CrlChecker<vidimus::EndEntityOnly>{store}          the end entity's certificate alone
//   vidimus::CrlChecker<vidimus::FromDistributionPoints>{}      by CRLs that are fetched
//   vidimus::CrlChecker<vidimus::FromDirectory>{vidimus::CrlDirectory{"ldap.acme.example"}}      from there alone
//   vidimus::CrlChecker<vidimus::GracePeriod<86400>>{store}     for a day after nextUpdate too
//
// Good: current, authentic CRLs cover it for all reasons and do not list it. Revoked: an authentic one lists it. Unknown:
// neither, and the finding says how far the best CRL came: `crl_not_found`, `delta_crl_without_base`,
// `crl_critical_extension_unknown`, `crl_out_of_scope`, `crl_unreachable`, `crl_signer_not_found`, `crl_signer_refused`,
// `crl_signer_revoked`, `crl_signer_status_unknown`, `unsupported_algorithm`, `crl_signature_mismatch`,
// `crl_not_yet_valid`, `crl_stale` or `budget_exceeded`.
#pragma once

#include <vidimus/revocation/concept.hpp>
#include <vidimus/revocation/crl_fetching.hpp>
#include <vidimus/revocation/crl_status.hpp>
#include <vidimus/revocation/crl_store.hpp>
#include <vidimus/revocation/depth.hpp>
#include <vidimus/revocation/stale.hpp>

#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

template <class Option, class... Options>
inline constexpr bool at_most_one = (std::size_t{IsOption<Options, Option>} + ... + 0) <= 1;

template <class P>
concept CrlOption = IsOption<P, DepthOption> || IsOption<P, StaleOption> || IsOption<P, MaximumAgeOption> ||
                    IsOption<P, CrlFetchingOption>;

}  // namespace detail

/// A RevocationChecker; thread-safe. Copies share the store, and what was fetched.
template <class... Options>
class CrlChecker {
  static_assert(
      (detail::CrlOption<Options> && ...),
      "vidimus: the options of CrlChecker are vidimus::WholeChain or vidimus::EndEntityOnly, "
      "vidimus::RefuseStale or vidimus::GracePeriod<seconds>, vidimus::AnyAge or vidimus::MaximumAge<seconds>, "
      "vidimus::FromStore, vidimus::FromDistributionPoints, vidimus::FromDistributionPointsBy<schemes> or "
      "vidimus::FromDirectory");
  static_assert(detail::at_most_one<detail::DepthOption, Options...> &&
                    detail::at_most_one<detail::StaleOption, Options...> &&
                    detail::at_most_one<detail::MaximumAgeOption, Options...> &&
                    detail::at_most_one<detail::CrlFetchingOption, Options...>,
                "vidimus: CrlChecker takes one option of a kind: two of them would contradict each other");
  using Depth = detail::chosen_option<detail::DepthOption, WholeChain, Options...>;
  using Stale = detail::chosen_option<detail::StaleOption, RefuseStale, Options...>;
  using Age = detail::chosen_option<detail::MaximumAgeOption, AnyAge, Options...>;
  using Fetching = detail::chosen_option<detail::CrlFetchingOption, FromStore, Options...>;
  static constexpr bool needs_directory = std::same_as<typename Fetching::Origin, CrlDirectory>;

 public:
  using role = vidimus::role::revocation_checker;

  /// Without CRLs at hand: all of them are fetched.
  CrlChecker()
    requires(Fetching::fetches && !needs_directory)
  = default;
  explicit CrlChecker(CrlStore store)
    requires(!needs_directory)
      : store_{std::move(store)} {}
  explicit CrlChecker(CrlDirectory directory, CrlStore store = {})
    requires needs_directory
      : store_{std::move(store)}, origin_{std::move(directory)} {}

  [[nodiscard]] auto store() const -> CrlStore const& { return store_; }
  [[nodiscard]] static auto describe() -> std::string {
    return "CRLs (RFC 5280, 6.3) for " + std::string{Depth::words} + Fetching::describe() + Stale::describe() +
           Age::describe();
  }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    if (!Depth::covers(certificate.depth))
      return RevocationStatus::good({Step::check_crl, describe(), Outcome::skipped});
    detail::CrlEffort effort;
    return ask(certificate, evidence, effort);
  }

  /// The locations of CRLs that are missing: of those at hand none answers.
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires Fetching::fetches
  {
    if (!Depth::covers(certificate.depth)) return {};
    detail::CrlEffort effort;
    if (ask(certificate, evidence, effort).is_revoked()) return {};
    return std::move(effort).wanted();
  }

 private:
  auto ask(IssuedCertificate const& certificate, Evidence const& evidence, detail::CrlEffort& effort) const
      -> RevocationStatus {
    auto const crls = store_.crls();
    detail::CrlSources const sources{*crls,     store_.signers(), {Stale::grace, Age::maximum_age}, Depth::covers(1),
                                     fetched(), &evidence,        Fetching::locator(origin_)};
    return detail::ask_crls(sources, certificate, effort);
  }
  [[nodiscard]] auto fetched() const -> detail::FetchedCrls* {
    if constexpr (Fetching::fetches)
      return fetched_.get();
    else
      return nullptr;
  }

  CrlStore store_;
  [[no_unique_address]] typename Fetching::Origin origin_{};
  [[no_unique_address]] typename Fetching::Memory fetched_ = Fetching::memory();
};
CrlChecker(CrlStore) -> CrlChecker<>;

}  // namespace vidimus
