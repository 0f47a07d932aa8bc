// SPDX-License-Identifier: Apache-2.0
// The order of the checks, written once: path, revocation, peer name, negotiated values. It performs no I/O: where a
// revocation checker wants something fetched, the ruling says so, and the judge is asked again with the answers.
//
//   judge.hear(chain)  ->  AcceptedPeer | NeedsFetch | Failure
//   judge.hear_evidence(answer); judge.rule()   after NeedsFetch
#pragma once

#include <vidimus/cipher_spec/judge_negotiated.hpp>
#include <vidimus/core/budget.hpp>
#include <vidimus/core/description.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/concept.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>
#include <vidimus/pipeline/in_words.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/pipeline/trace.hpp>
#include <vidimus/revocation/concept.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vidimus {

/// What a ruling waits for.
struct NeedsFetch {
  std::vector<FetchRequest> requests;
};

/// What the judge says.
using Ruling = std::variant<AcceptedPeer, NeedsFetch, Failure>;

namespace detail {

struct JudgesSeal {
  static auto on(std::optional<VerifiedPath> path, Negotiated negotiated, std::vector<Check> checks) -> AcceptedPeer {
    return {std::move(path), std::move(negotiated), std::move(checks)};
  }
};

/// Judges one peer. The policies and the context outlive it. Not thread-safe: one judge a handshake.
template <class... Ps>
class Judge {
 public:
  using ObserverPolicy = policy_for<role::observer, Ps...>;

  /// `expected_name` is what a filter of `Expected` compares with; it lives as long as the judge.
  Judge(PolicySet<Ps...> const& policies, ValidationContext context, Negotiated negotiated,
        Trace<ObserverPolicy>& trace, std::string_view expected_name = {})
      : policies_{&policies},
        context_{context},
        negotiated_{std::move(negotiated)},
        trace_{&trace},
        expected_name_{expected_name} {}

  /// Rules on the certificates that the peer showed. Steps 3 to 7.
  [[nodiscard]] auto hear(PeerChain chain) -> Ruling {
    chain_.emplace(std::move(chain));
    return rule();
  }

  /// Rules on a peer that showed no certificate where none was required.
  [[nodiscard]] auto hear_nameless() -> Ruling {
    trace_->add(Step::authenticate_chain, Stage::path, Outcome::skipped, "certification path", "no certificate shown");
    return conclude();
  }

  /// One answer to a `NeedsFetch`.
  void hear_evidence(FetchAnswer answer) { evidence_.add(std::move(answer)); }

  /// Rules again, after a NeedsFetch was answered.
  [[nodiscard]] auto rule() -> Ruling {
    if (!path_) {
      if (auto wanted = missing_issuers(); !wanted.empty()) return fetch(std::move(wanted));
      if (auto failure = authenticate()) return refused(*std::move(failure));
    }
    if (auto wanted = missing_evidence(); !wanted.empty()) return fetch(std::move(wanted));
    if (auto failure = check_revocation()) return refused(*std::move(failure));
    if (auto failure = filter_name()) return refused(*std::move(failure));
    return conclude();
  }

 private:
  using ValidatorPolicy = policy_for<role::validator, Ps...>;
  using Checker = policy_for<role::revocation_checker, Ps...>;

  auto fetch(std::vector<FetchRequest> wanted) -> Ruling {
    constexpr auto limit = budget_of<ValidatorPolicy>.rounds;
    if (++rounds_ <= limit) return NeedsFetch{std::move(wanted)};
    return refused(Failure{Finding{Errc::fetch_rounds_exceeded, OverLimit{"rounds", limit, rounds_}}});
  }

  // Fetches that the Validator wants before it decides.
  auto missing_issuers() -> std::vector<FetchRequest> {
    std::vector<FetchRequest> wanted;
    if constexpr (FetchingValidator<ValidatorPolicy>) {
      context_.evidence = &evidence_;
      for (auto& request : policies_->template get<role::validator>().wants(*chain_, context_)) want(wanted, request);
    }
    return wanted;
  }
  // Equal keys are one fetch, and none is asked for twice.
  void want(std::vector<FetchRequest>& wanted, FetchRequest& request) const {
    if (!evidence_.find(request.key) && std::ranges::find(wanted, request.key, &FetchRequest::key) == wanted.end())
      wanted.push_back(std::move(request));
  }

  auto authenticate() -> std::optional<Failure> {
    trace_->begin();
    context_.evidence = &evidence_;
    auto const& validator = policies_->template get<role::validator>();
    auto path = validator.validate(*chain_, context_);
    auto const what = description_of(validator, "certification path");
    if (!path) {
      trace_->add(Step::authenticate_chain, Stage::path, Outcome::refused, what,
                  chain_->end_entity().subject().to_text(), path.error().decisive());
      return std::move(path.error());
    }
    trace_->add(Step::authenticate_chain, Stage::path, Outcome::accepted, what, in_words(*path));
    // a Validator of the program's own is believed about paths, and not about whose they are
    if (auto const& found = path->end_entity().certificate; found != chain_->end_entity())
      return Failure{{Errc::path_of_another_peer, Mismatch{in_words(chain_->end_entity()), {in_words(found)}}}};
    path_ = *std::move(path);
    return std::nullopt;
  }

  [[nodiscard]] auto issued(std::size_t depth) const -> IssuedCertificate {
    return {path_->certificates()[depth], path_->issuer_of(depth), static_cast<unsigned>(depth), *path_, context_};
  }

  // Fetches that some certificate's checker wants and that were not answered yet.
  [[nodiscard]] auto missing_evidence() const -> std::vector<FetchRequest> {
    std::vector<FetchRequest> wanted;
    if constexpr (FetchingRevocationChecker<Checker>) {
      for (std::size_t depth = 0; depth != path_->certificates().size(); ++depth)
        for (auto& request : policies_->template get<role::revocation_checker>().wants(issued(depth), evidence_))
          want(wanted, request);
    }
    return wanted;
  }

  auto check_revocation() -> std::optional<Failure> {
    for (std::size_t depth = 0; depth != path_->certificates().size(); ++depth) {
      trace_->begin();
      auto const status = policies_->template get<role::revocation_checker>().status(issued(depth), evidence_);
      auto const input = in_words(path_->certificates()[depth]);
      for (auto const& answer : status.answers())
        trace_->add(answer.step, Stage::revocation, answer.outcome, answer.source, input, answer.finding);
      if (!status.is_good()) return Failure{at(status.finding(), depth, path_->certificates()[depth])};
    }
    return std::nullopt;
  }

  auto filter_name() -> std::optional<Failure> {
    trace_->begin();
    auto const& filter = policies_->template get<role::peer_name_filter>();
    auto peer = path_->end_entity();
    peer.expected_name = expected_name_;
    auto const verdict = filter.accepts(peer);
    note(description_of(filter, "peer name"), peer.certificate.subject().to_text(), verdict);
    if (verdict.is_accepted()) return std::nullopt;
    return Failure{at(verdict.finding(), 0, peer.certificate)};
  }

  void note(std::string const& filter, std::string const& subject, Verdict const& verdict) {
    if (verdict.is_accepted()) {
      bool const says_more = filter.find(verdict.because()) == std::string::npos;
      trace_->add(Step::filter_peer_name, Stage::peer_name, Outcome::accepted, filter, subject, std::nullopt,
                  says_more ? verdict.because() : std::string{});
    } else {
      trace_->add(Step::filter_peer_name, Stage::peer_name, Outcome::refused, filter, subject, verdict.finding());
    }
    for (auto const& warning : verdict.warnings())
      trace_->add(Step::filter_peer_name, Stage::peer_name, Outcome::noted, filter, subject, warning);
  }

  // Step 7. What was negotiated is compared with what was asked for; then the peer is accepted.
  auto conclude() -> Ruling {
    trace_->begin();
    auto const verdict = judge_negotiated(policies_->template get<role::cipher_spec>(), negotiated_);
    auto const outcome = verdict.is_accepted() ? Outcome::accepted : Outcome::refused;
    trace_->add(Step::accept_certificate, Stage::cipher_spec, outcome,
                description_of(policies_->template get<role::cipher_spec>(), "CipherSpec"), in_words(negotiated_),
                verdict.is_accepted() ? std::nullopt : std::optional{verdict.finding()});
    if (!verdict.is_accepted()) return refused(Failure{verdict.finding()});
    return JudgesSeal::on(std::move(path_), std::move(negotiated_), trace_->take());
  }

  auto refused(Failure failure) -> Ruling {
    failure.during(Occasion::handshake).with_checks(trace_->take());
    return failure;
  }

  static auto at(Finding finding, std::size_t depth, Certificate const& certificate) -> Finding {
    if (!finding.depth) finding.depth = static_cast<unsigned>(depth);
    if (finding.subject.empty()) finding.subject = certificate.subject().to_text();
    return finding;
  }

  PolicySet<Ps...> const* policies_;
  ValidationContext context_;
  Negotiated negotiated_;
  Trace<ObserverPolicy>* trace_;
  std::string_view expected_name_;
  std::optional<PeerChain> chain_;
  std::optional<VerifiedPath> path_;
  Evidence evidence_;
  std::size_t rounds_ = 0;
};

}  // namespace detail

}  // namespace vidimus
