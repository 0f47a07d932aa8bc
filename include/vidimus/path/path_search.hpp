// SPDX-License-Identifier: Apache-2.0
// Finding a path: from the end entity upwards, depth first, one issuer after another by name until one leads to a trust
// anchor and RFC 5280, 6.1 accepts the whole. Issuers of the same name are all tried: cross-certificates, renewed and
// rolled-over keys, and impostors are told apart by what they lead to.
//
// What a candidate is refused for in any path (not a CA, not valid now, another key) is asked before going on from it. The
// rest is decided by `path_processing` alone.
#pragma once

#include <vidimus/path/path_failures.hpp>
#include <vidimus/path/path_processing.hpp>
#include <vidimus/path/proof.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// How well a candidate's key identifier agrees with what a certificate says of its issuer (RFC 5280, 4.2.1.1), best first.
enum class IdentifierMatch : unsigned char { same, unknown, different };

inline auto identifier_match(Certificate const& child, Certificate const& issuer) -> IdentifierMatch {
  auto const wanted = child.authority_key_identifier();
  auto const presented = issuer.subject_key_identifier();
  if (!wanted || !wanted->key_identifier || !presented) return IdentifierMatch::unknown;
  return same_bytes(*wanted->key_identifier, *presented) ? IdentifierMatch::same : IdentifierMatch::different;
}

class PathSearch {
 public:
  explicit PathSearch(Task const& task) : task_{task}, positions_{0} {}

  /// Errors: `budget_exceeded`, or those of the attempt that came closest; the others follow.
  auto run() && -> Result<VerifiedPath> {
    if (auto const* const anchor = anchor_that_is_end_entity())
      settle(process_trusted_end_entity(path_to(*anchor), task_), *anchor);
    else
      extend();
    if (found_) return *std::move(found_);
    auto failure =
        exhausted_ ? std::move(failures_).to_failure_after(*std::move(exhausted_)) : std::move(failures_).to_failure();
    for (auto const& unreadable :
         task_.chain.unreadable().first(std::min<std::size_t>(task_.chain.unreadable().size(), 4)))
      failure.add(unreadable);
    return refuse(std::move(failure));
  }

 private:
  template <class Issuer>
  struct Ranked {
    Issuer issuer;
    IdentifierMatch match;
  };
  /// Behind those that are as good.
  template <class Issuer>
  static void add_in_order(std::vector<Ranked<Issuer>>& issuers, Ranked<Issuer> issuer) {
    issuers.insert(std::ranges::upper_bound(issuers, issuer.match, {}, &Ranked<Issuer>::match), issuer);
  }

  [[nodiscard]] auto certificate(std::size_t position) const -> Certificate const& {
    return task_.chain.certificates()[position];
  }
  [[nodiscard]] auto last() const -> Certificate const& { return certificate(positions_.back()); }
  [[nodiscard]] auto path_to(TrustAnchor const& anchor) const -> ProspectivePath {
    return {task_.chain, positions_, anchor};
  }
  [[nodiscard]] auto is_over() const -> bool { return found_ || exhausted_ || hopeless_; }

  /// Goes on from the last certificate: to an anchor, or else to every issuer presented.
  void extend() {
    auto const anchors = anchors_of_last();
    for (auto const& anchor : anchors)
      if (!is_over()) try_anchor(*anchor.issuer);
    auto const issuers = issuers_of_last();
    for (auto const& issuer : issuers)
      if (!is_over()) try_issuer(issuer.issuer);
    if (anchors.empty() && issuers.empty()) note_unknown_issuer();
  }

  [[nodiscard]] auto anchor_that_is_end_entity() const -> TrustAnchor const* {
    for (auto const& anchor : task_.context.anchors.all())
      if (anchor.certificate() == task_.chain.end_entity()) return &anchor;
    return nullptr;
  }

  [[nodiscard]] auto anchors_of_last() const -> std::vector<Ranked<TrustAnchor const*>> {
    std::vector<Ranked<TrustAnchor const*>> anchors;
    for (auto const& anchor : task_.context.anchors.all())
      if (same_name(anchor.name(), last().issuer()))
        add_in_order(anchors, {&anchor, identifier_match(last(), anchor.certificate())});
    return anchors;
  }

  [[nodiscard]] auto issuers_of_last() const -> std::vector<Ranked<std::size_t>> {
    std::vector<Ranked<std::size_t>> issuers;
    for (std::size_t position = 1; position != task_.chain.certificates().size(); ++position)
      if (same_name(certificate(position).subject(), last().issuer()) && !is_in_path(certificate(position)))
        add_in_order(issuers, {position, identifier_match(last(), certificate(position))});
    return issuers;
  }

  /// A name with a key that the path passed already: whatever issued it issued it then too (RFC 4158, 2.4.2).
  [[nodiscard]] auto is_in_path(Certificate const& candidate) const -> bool {
    return std::ranges::any_of(positions_, [&](std::size_t position) {
      return same_bytes(certificate(position).spki().der, candidate.spki().der) &&
             same_name(certificate(position).subject(), candidate.subject());
    });
  }

  void try_anchor(TrustAnchor const& anchor) {
    if (!can_afford_candidate()) return;
    if (auto const signed_by = task_.ledger.verify(positions_.back(), anchor.spki()); !signed_by)
      note_refused_link(signed_by.error());
    else
      settle(process_path(path_to(anchor), task_), anchor);
  }

  void try_issuer(std::size_t position) {
    if (!can_afford_candidate()) return;
    if (auto const permitted = may_issue(certificate(position)); !permitted)
      return note(permitted.error(), Progress::refused_issuer, positions_.size(), certificate(position));
    if (auto const signed_by = task_.ledger.verify(positions_.back(), certificate(position).spki(), position);
        !signed_by)
      return note_refused_link(signed_by.error());
    positions_.push_back(position);
    extend();
    positions_.pop_back();
  }

  /// What is asked of an issuer in any path.
  [[nodiscard]] auto may_issue(Certificate const& issuer) const -> Result<void> {
    auto const limit = task_.effort.budget().intermediates;
    if (positions_.size() > limit)  // the end entity is among them, and the issuer is not yet
      return refuse(Errc::budget_exceeded, OverLimit{"certificates between end entity and anchor", limit, limit + 1});
    for (auto* const check : {&check_is_ca, &check_key_cert_sign})
      if (auto accepted = check(issuer); !accepted) return accepted;
    if (auto valid = check_validity(issuer, task_.context.now); !valid) return valid;
    bool const asks_profile = task_.rules.issuer_profile == IssuerProfile::required;
    if (auto kept = asks_profile ? check_issuer_profile(issuer) : Result<void>{}; !kept) return kept;
    if (auto processed = check_critical_extensions(issuer); !processed) return processed;
    return check_key(issuer.spki(), task_.rules);
  }

  auto can_afford_candidate() -> bool {
    auto affordable = task_.effort.spend_candidate();
    if (!affordable) exhausted_ = affordable.error().decisive();
    return affordable.has_value();
  }

  /// A whole path was judged.
  void settle(Result<void> const& judged, TrustAnchor const& anchor) {
    if (judged) {
      found_ = PathProof::of(path_to(anchor), task_.effort.signatures());
      return;
    }
    auto const& finding = judged.error().decisive();
    if (task_.effort.is_exhausted())
      exhausted_ = finding;
    else
      failures_.note(finding, Progress::reached_anchor, positions_.size());
    hopeless_ = hopeless_ || (finding.depth == 0U && is_end_entitys_own(finding.code));
  }

  /// Faults of the end entity that no other path mends.
  static auto is_end_entitys_own(Errc code) -> bool {
    switch (code) {
      case Errc::certificate_expired:
      case Errc::certificate_not_yet_valid:
      case Errc::critical_extension_unknown:
      case Errc::extension_criticality_wrong:
      case Errc::extended_key_usage_refused:
      case Errc::key_cert_sign_without_ca:
      case Errc::key_identifier_missing:
      case Errc::key_malformed:
      case Errc::key_refused:
      case Errc::key_usage_refused:
      case Errc::name_constraints_without_ca:
      case Errc::subject_name_empty:
      case Errc::unsupported_key: return true;
      default: return false;
    }
  }

  void note(Failure const& failure, Progress progress, std::size_t depth, Certificate const& about) {
    failures_.note(Finding{failure.decisive()}.about(static_cast<unsigned>(depth), about.subject().to_text()), progress,
                   positions_.size());
  }

  /// The last certificate's signature is not the candidate's, or of a kind that is refused whoever made it.
  void note_refused_link(Failure const& failure) {
    bool const is_mismatch = failure.code() == Errc::certificate_signature_mismatch;
    if (task_.effort.is_exhausted())
      exhausted_ = failure.decisive();
    else
      note(failure, is_mismatch ? Progress::no_issuer : Progress::refused_issuer, positions_.size() - 1, last());
  }

  void note_unknown_issuer() {
    std::vector<std::string> presented;
    for (auto const& other : task_.chain.certificates().subspan(1))
      if (presented.size() != 4) presented.push_back(other.subject().to_text());
    Finding finding{Errc::issuer_unknown,
                    Mismatch{"a trust anchor or certificate of " + last().issuer().to_text(), std::move(presented)}};
    failures_.note(std::move(finding).about(static_cast<unsigned>(positions_.size() - 1), last().subject().to_text()),
                   Progress::no_issuer, positions_.size());
  }

  Task const& task_;
  std::vector<std::size_t> positions_;  // in the chain, from the end entity up
  PathFailures failures_;
  std::optional<VerifiedPath> found_;
  std::optional<Finding> exhausted_;
  bool hopeless_ = false;
};

}  // namespace vidimus::detail
