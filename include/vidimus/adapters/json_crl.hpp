// SPDX-License-Identifier: Apache-2.0
// A CRL checker in a policy file. What it says, `CrlChecker` says of the same options.
//
//   {"depth": "whole_chain", "crls": [{"directory": "/etc/acme/crls"}], "fetch": {"distribution_points": ["http"]},
//    "grace_seconds": 0, "maximum_age_seconds": null}
#pragma once

#include <vidimus/adapters/json_material.hpp>
#include <vidimus/adapters/json_timing.hpp>
#include <vidimus/adapters/json_value.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/url_scheme.hpp>
#include <vidimus/revocation/any_revocation_checker.hpp>
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/crl_store.hpp>
#include <vidimus/transport/url.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::array<std::string_view, 5> crl_keys{"depth", "crls", "fetch", "grace_seconds",
                                                          "maximum_age_seconds"};
inline constexpr PolicyObject crl_object{"crl", PolicyObject::Needs::all, crl_keys};

inline constexpr std::array<std::string_view, 3> crl_fetch_keys{"nothing", "distribution_points", "directory"};
inline constexpr PolicyObject crl_fetch_object{"crl_fetch", PolicyObject::Needs::exactly_one, crl_fetch_keys};

inline constexpr std::array<std::string_view, 4> crl_scheme_words{"http", "https", "ldap", "ldaps"};
inline constexpr PolicyWords crl_schemes{"crl_scheme", crl_scheme_words};

/// Whether a location is of one of the schemes whose bits are set.
template <std::size_t Schemes>
[[nodiscard]] auto is_of_schemes(std::string_view url) -> bool {
  for (std::size_t i = 0; i != crl_scheme_words.size(); ++i)
    if ((Schemes >> i & 1U) != 0 && has_scheme_and_host(url, crl_scheme_words[i])) return true;
  return false;
}
inline constexpr auto is_of_schemes_by_bits = []<std::size_t... Bits>(std::index_sequence<Bits...>) {
  return std::array<CrlLocator::MayFetch, sizeof...(Bits)>{&is_of_schemes<Bits>...};
}(std::make_index_sequence<std::size_t{1} << crl_scheme_words.size()>{});

/// Where CRLs that are not at hand come from. Without a scheme and a directory: from nowhere.
struct CrlFetchingOfFile {
  std::size_t schemes = 0;  ///< a bit for each, in the order of the words
  std::optional<CrlDirectory> directory{};

  [[nodiscard]] auto fetches() const -> bool { return schemes != 0 || directory.has_value(); }
  [[nodiscard]] auto locator() const -> CrlLocator {
    if (directory) return FromDirectory::locator(*directory);
    return schemes == 0 ? CrlLocator{} : CrlLocator{is_of_schemes_by_bits[schemes]};
  }
  [[nodiscard]] auto describe() const -> std::string {
    if (directory) return FromDirectory::describe();
    std::string words;
    for (std::size_t i = 0; i != crl_scheme_words.size(); ++i)
      if ((schemes >> i & 1U) != 0) words += (words.empty() ? "" : " or ") + std::string{crl_scheme_words[i]};
    return words.empty() ? words : ", fetched from their distribution points by " + words;
  }
};

/// `CrlChecker` with its options as values. Thread-safe; copies share what was fetched.
class CrlCheckerOfFile {
 public:
  using role = vidimus::role::revocation_checker;

  CrlCheckerOfFile(CrlStore store, CheckerTiming timing, CrlFetchingOfFile fetching)
      : store_{std::move(store)},
        timing_{timing},
        fetching_{std::move(fetching)},
        fetched_{fetching_.fetches() ? std::make_shared<FetchedCrls>() : nullptr} {}

  [[nodiscard]] auto describe() const -> std::string {
    return "CRLs (RFC 5280, 6.3) for " + timing_.depth_words() + fetching_.describe() + timing_.grace_words() +
           timing_.age_words();
  }
  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    if (!timing_.covers(certificate.depth))
      return RevocationStatus::good({Step::check_crl, describe(), Outcome::skipped});
    CrlEffort effort;
    return ask(certificate, evidence, effort);
  }
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest> {
    if (!fetching_.fetches() || !timing_.covers(certificate.depth)) return {};
    CrlEffort effort;
    if (ask(certificate, evidence, effort).is_revoked()) return {};
    return std::move(effort).wanted();
  }

 private:
  auto ask(IssuedCertificate const& certificate, Evidence const& evidence, CrlEffort& effort) const
      -> RevocationStatus {
    auto const crls = store_.crls();
    CrlSources const sources{
        *crls,     store_.signers(),   {timing_.grace, timing_.maximum_age}, timing_.covers(1), fetched_.get(),
        &evidence, fetching_.locator()};
    return ask_crls(sources, certificate, effort);
  }

  CrlStore store_;
  CheckerTiming timing_;
  CrlFetchingOfFile fetching_;
  std::shared_ptr<FetchedCrls> fetched_;
};

[[nodiscard]] inline auto read_crl_schemes(PolicyValue const& value) -> Result<CrlFetchingOfFile> {
  auto const items = value.items(1, crl_scheme_words.size());
  if (!items) return refuse(items.error());
  CrlFetchingOfFile fetching;
  for (auto const& item : *items) {
    auto const scheme = item.word(crl_schemes);
    if (!scheme) return refuse(scheme.error());
    auto const bit = std::size_t{1} << *scheme;
    if ((fetching.schemes & bit) != 0) return item.refuse_for("a scheme that is not there already");
    fetching.schemes |= bit;
  }
  return fetching;
}

[[nodiscard]] inline auto read_crl_directory(PolicyValue const& value) -> Result<CrlFetchingOfFile> {
  auto text = value.text();
  if (!text) return refuse(std::move(text.error()));
  if (text->find_first_of("/?#") != text->npos) return value.refuse_for("a host, or host:port");
  if (auto const url = Url::parse("ldap://" + *text); !url) return value.refuse_for(url.error());
  return CrlFetchingOfFile{0, CrlDirectory{*std::move(text)}};
}

[[nodiscard]] inline auto read_crl_fetching(PolicyValue const& value) -> Result<CrlFetchingOfFile> {
  auto const chosen = value.choice(crl_fetch_object);
  if (!chosen) return refuse(chosen.error());
  if (chosen->index == 1) return read_crl_schemes(chosen->value);
  if (chosen->index == 2) return read_crl_directory(chosen->value);
  if (auto checked = chosen->value.only_true(); !checked) return refuse(std::move(checked.error()));
  return CrlFetchingOfFile{};
}

/// Adds the checker's store to `stores`.
[[nodiscard]] inline auto read_crl_checker(PolicyValue const& value, std::vector<CrlStore>& stores)
    -> Result<AnyRevocationChecker> {
  PolicyMembers members{value, crl_object};
  auto const timing = read_timing(members);
  auto fetching = members.read("fetch", read_crl_fetching);
  auto const sources = members.read("crls", read_sources<CrlStore>);
  if (members.failure()) return refuse(*std::move(members.failure()));
  if (sources->empty() && !fetching->fetches())
    return value.refuse_for("CRLs at hand or fetched, since every certificate is unknown without one");
  CrlStore store;
  for (auto const& source : *sources) store = store.joined_with(source);
  stores.push_back(store);
  return AnyRevocationChecker{CrlCheckerOfFile{std::move(store), timing, *std::move(fetching)}};
}

}  // namespace vidimus::detail
