// SPDX-License-Identifier: Apache-2.0
// Which issuers are known by name, from the end entity up, and where the certificates say that others can be had.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/fetch.hpp>
#include <vidimus/core/url_scheme.hpp>
#include <vidimus/path/path_material.hpp>
#include <vidimus/x509/certs_only.hpp>
#include <vidimus/x509/name_match.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Whether another issuer could mend it: nothing is wrong with the end entity itself, and work remains to be spent.
inline auto may_lack_issuers(Failure const& failure) -> bool {
  auto const& finding = failure.decisive();
  bool const is_link = finding.code == Errc::issuer_unknown || finding.code == Errc::certificate_signature_mismatch;
  return is_link || finding.depth.value_or(0) > 0;
}

/// RFC 5280, 4.2.2.1: the http locations of a certificate's caIssuers.
inline auto issuer_locations(Certificate const& certificate) -> std::vector<std::string> {
  std::vector<std::string> urls;
  if (auto const access = certificate.authority_info_access())
    for (auto const& description : *access)
      if (description.method == oid::access_ca_issuers && description.location.kind == GeneralNameKind::uri &&
          is_http(description.location.text()))
        urls.emplace_back(description.location.text());
  return urls;
}

/// One look at a chain with all that was fetched for it. It views the chain and the context.
class IssuerSearch {
 public:
  IssuerSearch(PeerChain const& chain, ValidationContext const& context) : chain_{chain}, context_{context} {
    known_.assign(context.intermediates.begin(), context.intermediates.end());
    walk();
    context_.intermediates = known_;
  }
  IssuerSearch(IssuerSearch const&) = delete;
  auto operator=(IssuerSearch const&) -> IssuerSearch& = delete;
  ~IssuerSearch() = default;

  /// With what was fetched among the intermediates.
  [[nodiscard]] auto context() const -> ValidationContext const& { return context_; }
  /// What was fetched in vain.
  [[nodiscard]] auto findings() const -> std::vector<Finding> const& { return findings_; }
  /// The locations that were not fetched yet, the end entity's first, as many as bring all to `most`.
  [[nodiscard]] auto wanted(std::size_t most) const -> std::vector<FetchRequest> {
    std::vector<FetchRequest> requests;
    for (auto const& url : missing_)
      if (fetched_ + requests.size() < most) requests.push_back({key_of(url), url});
    return requests;
  }

 private:
  static auto key_of(std::string const& url) -> std::string { return "GET " + url; }

  /// From the end entity up, generation by generation, each certificate once. Stops at the budget's depth.
  void walk() {
    std::vector<Certificate> generation{chain_.end_entity()};
    for (std::size_t depth = 0; depth != Budget{}.intermediates && !generation.empty(); ++depth) {
      for (auto const& certificate : generation) take_locations(certificate);
      generation = issuers_of(generation);
    }
  }

  void take_locations(Certificate const& certificate) {
    if (certificate.is_self_issued()) return;
    for (auto const& url : issuer_locations(certificate)) {
      if (std::ranges::find(seen_, url) != seen_.end()) continue;
      seen_.push_back(url);
      if (auto const* const answer = context_.evidence ? context_.evidence->find(key_of(url)) : nullptr)
        take_answer(*answer);
      else
        missing_.push_back(url);
    }
  }

  void take_answer(FetchAnswer const& answer) {
    ++fetched_;
    if (answer.failure) return warn(*answer.failure, answer.request.url);
    auto const issuers = read_issuers(answer.response);
    if (!issuers) return warn(issuers.error().decisive(), answer.request.url);
    known_.insert(known_.end(), issuers->begin(), issuers->end());
  }
  void warn(Finding finding, std::string const& url) {
    finding.severity = Severity::warning;
    finding.subject = url;
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] auto issuers_of(std::vector<Certificate> const& generation) -> std::vector<Certificate> {
    std::vector<Certificate> issuers;
    auto const take = [&](Certificate const& candidate) {
      auto const has_issued = [&](Certificate const& child) { return same_name(candidate.subject(), child.issuer()); };
      if (std::ranges::any_of(generation, has_issued) && std::ranges::find(walked_, candidate) == walked_.end())
        issuers.push_back(candidate);
    };
    for (auto const& candidate : chain_.certificates()) take(candidate);
    for (auto const& candidate : known_) take(candidate);
    walked_.insert(walked_.end(), issuers.begin(), issuers.end());
    return issuers;
  }

  PeerChain const& chain_;
  ValidationContext context_;
  std::vector<Certificate> known_, walked_;
  std::vector<std::string> seen_, missing_;
  std::vector<Finding> findings_;
  std::size_t fetched_ = 0;
};

}  // namespace vidimus::detail
