// SPDX-License-Identifier: Apache-2.0
// Finding a path: from the end entity upwards, depth first, one issuer after another by name until one leads to a trust
// anchor and RFC 5280, 6.1 accepts the whole. Issuers of the same name are all tried: cross-certificates, renewed and
// rolled-over keys, and impostors are told apart by what they lead to.
//
// What a candidate is refused for in any path (not a CA, not valid now, another key) is asked before going on from it. The
// rest is decided by `path_processing` alone.
#pragma once

#include <vidimus/core/insertion_sort.hpp>
#include <vidimus/path/path_failures.hpp>
#include <vidimus/path/path_processing.hpp>
#include <vidimus/path/proof.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
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
    if (auto const* const anchor = task_.context.anchors.find(certificate(0)))
      settle(process_trusted_end_entity(path_to(*anchor), task_), *anchor);
    else
      extend();
    if (found_) return *std::move(found_);
    return refuse(exhausted_ ? failures_.to_failure_after(*std::move(exhausted_), task_.material)
                             : failures_.to_failure(task_.material));
  }

 private:
  [[nodiscard]] auto certificate(std::size_t position) const -> Certificate const& { return task_.material[position]; }
  [[nodiscard]] auto last() const -> Certificate const& { return certificate(positions_.back()); }
  [[nodiscard]] auto path_to(TrustAnchor const& anchor) const -> ProspectivePath {
    return {task_.material, positions_, anchor};
  }
  [[nodiscard]] auto is_over() const -> bool { return found_ || exhausted_ || hopeless_; }

  /// Goes on from the last certificate: to an anchor, or else to every issuer there is.
  void extend() {
    auto const anchors = anchors_of_last();
    for (auto const* const anchor : anchors)
      if (!is_over()) try_anchor(*anchor);
    auto const issuers = issuers_of_last();
    for (auto const issuer : issuers)
      if (!is_over()) try_issuer(issuer);
    if (anchors.empty() && issuers.empty()) note_unknown_issuer();
  }

  [[nodiscard]] auto anchors_of_last() const -> std::vector<TrustAnchor const*> {
    auto const named = task_.context.anchors.named(last().issuer());
    std::vector<TrustAnchor const*> anchors{named.begin(), named.end()};
    rank(anchors, [](TrustAnchor const* anchor) -> Certificate const& { return anchor->certificate(); });
    return anchors;
  }

  [[nodiscard]] auto issuers_of_last() const -> std::vector<std::size_t> {
    std::vector<std::size_t> issuers;
    for (std::size_t position = 1; position != task_.material.size(); ++position)
      if (same_name(certificate(position).subject(), last().issuer()) && !is_in_path(certificate(position)))
        issuers.push_back(position);
    rank(issuers, [this](std::size_t position) -> Certificate const& { return certificate(position); });
    return issuers;
  }

  /// Best first; those that are as good stay as they were.
  template <class Issuer, class CertificateOf>
  void rank(std::vector<Issuer>& issuers, CertificateOf certificate_of) const {
    if (issuers.size() < 2) return;
    insertion_sort(issuers, {}, [&](Issuer issuer) { return identifier_match(last(), certificate_of(issuer)); });
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
      note_refused_link(signed_by.error(), {positions_, &anchor});
    else
      settle(process_path(path_to(anchor), task_), anchor);
  }

  void try_issuer(std::size_t position) {
    if (!can_afford_candidate()) return;
    task_.ledger.recall(positions_.back(), certificate(position).spki());
    if (auto const permitted = may_issue(certificate(position)); !permitted)
      return note(way_to(position), permitted.error(), Progress::refused_issuer, positions_.size(),
                  certificate(position));
    if (auto const signed_by = task_.ledger.verify(positions_.back(), certificate(position).spki(), position);
        !signed_by)
      return note_refused_link(signed_by.error(), way_to(position));
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
    return check_key(issuer.spki(), task_);
  }

  auto can_afford_candidate() -> bool {
    auto affordable = task_.effort.spend_candidate();
    if (!affordable) exhausted_ = affordable.error().decisive();
    return affordable.has_value();
  }

  /// A whole path was judged.
  void settle(Result<void> const& judged, TrustAnchor const& anchor) {
    if (judged) {
      remember_signatures(anchor);
      found_ = PathProof::of(path_to(anchor), task_, failures_.tried(task_.material));
      return;
    }
    auto const& finding = judged.error().decisive();
    if (task_.effort.is_exhausted())
      exhausted_ = finding;
    else
      failures_.note({positions_, &anchor}, finding, Progress::reached_anchor, positions_.size());
    hopeless_ = hopeless_ || (finding.depth == 0U && is_end_entitys_own(finding.code));
  }

  void remember_signatures(TrustAnchor const& anchor) const {
    for (std::size_t i = 0; i != positions_.size(); ++i) {
      bool const is_last = i + 1 == positions_.size();
      task_.ledger.remember(positions_[i], is_last ? anchor.spki() : certificate(positions_[i + 1]).spki());
    }
  }

  /// Faults of the end entity that no other path mends.
  static auto is_end_entitys_own(Errc code) -> bool {
    switch (code) {
      case Errc::certificate_expired:
      case Errc::certificate_not_yet_valid:
      case Errc::common_name_refused:
      case Errc::critical_extension_unknown:
      case Errc::end_entity_is_a_ca:
      case Errc::extended_key_usage_forbidden:
      case Errc::extended_key_usage_refused:
      case Errc::extension_criticality_wrong:
      case Errc::key_cert_sign_without_ca:
      case Errc::key_identifier_missing:
      case Errc::key_malformed:
      case Errc::key_refused:
      case Errc::key_usage_forbidden:
      case Errc::key_usage_refused:
      case Errc::name_constraints_without_ca:
      case Errc::subject_alt_name_missing:
      case Errc::subject_alt_name_refused:
      case Errc::subject_name_empty:
      case Errc::unsupported_key: return true;
      default: return false;
    }
  }

  [[nodiscard]] auto way_to(std::size_t issuer) const -> Way {
    Way way{positions_};
    way.positions.push_back(issuer);
    return way;
  }

  void note(Way way, Failure const& failure, Progress progress, std::size_t depth, Certificate const& about) {
    failures_.note(std::move(way),
                   Finding{failure.decisive()}.about(static_cast<unsigned>(depth), about.subject().to_text()), progress,
                   positions_.size());
  }

  /// The last certificate's signature is not the candidate's, or of a kind that is refused whoever made it.
  void note_refused_link(Failure const& failure, Way way) {
    bool const is_mismatch = failure.code() == Errc::certificate_signature_mismatch;
    if (task_.effort.is_exhausted())
      exhausted_ = failure.decisive();
    else
      note(std::move(way), failure, is_mismatch ? Progress::no_issuer : Progress::refused_issuer, positions_.size() - 1,
           last());
  }

  void note_unknown_issuer() {
    auto const issuer = last().issuer();
    bool const is_loop =
        std::ranges::any_of(std::span{positions_}.first(positions_.size() - 1),
                            [&](std::size_t below) { return same_name(certificate(below).subject(), issuer); });
    Finding finding{Errc::issuer_unknown, Mismatch{(is_loop ? "another trust anchor or certificate of "
                                                            : "a trust anchor or certificate of ") +
                                                       issuer.to_text(),
                                                   presented_issuers()}};
    failures_.note({positions_},
                   std::move(finding).about(static_cast<unsigned>(positions_.size() - 1), last().subject().to_text()),
                   Progress::no_issuer, positions_.size());
  }
  /// The names of up to four, each once.
  [[nodiscard]] auto presented_issuers() const -> std::vector<std::string> {
    std::vector<std::string> names;
    for (std::size_t other = 1; other != task_.material.presented() && names.size() != 4; ++other)
      if (auto name = certificate(other).subject().to_text(); std::ranges::find(names, name) == names.end())
        names.push_back(std::move(name));
    return names;
  }

  Task const& task_;
  std::vector<std::size_t> positions_;  // in the material, from the end entity up
  PathFailures failures_;
  std::optional<VerifiedPath> found_;
  std::optional<Finding> exhausted_;
  bool hopeless_ = false;
};

}  // namespace vidimus::detail
