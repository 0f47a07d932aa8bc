// SPDX-License-Identifier: Apache-2.0
// What is wrong with a list of policies, in one sentence that contains the line to write.
//
// Diagnosis is separate from constraint: `make_endpoint`, `connect` and `accept` take anything and ask here first. One
// `static_assert` for each way of being wrong; then `is_complete` is false and the caller goes on with a type that absorbs
// everything, so that a mistake gives one error and no cascade.
#pragma once

#include <vidimus/cipher_spec/concept.hpp>
#include <vidimus/core/compose.hpp>
#include <vidimus/core/fetcher.hpp>
#include <vidimus/path/concept.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/pipeline/explain_cipher_spec.hpp>
#include <vidimus/pipeline/explain_record_policies.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/revocation/concept.hpp>

namespace vidimus {

/// Anything that can stand in a channel type.
template <class P>
concept Policy =
    Validator<P> || RevocationChecker<P> || PeerNameFilter<P> || CipherSpec<P> || ClientAuthenticationPolicy<P> ||
    Clock<P> || Observer<P> || ThreadingPolicy<P> || Fetcher<P> || detail::RecordPolicy<P>;

namespace detail {

/// Whether any of Ps may want something fetched.
template <class... Ps>
inline constexpr bool wants_fetches = ((FetchingRevocationChecker<Ps> || FetchingValidator<Ps>) || ...);

/// Whether Ps can be the policies of a channel.
template <class... Ps>
inline constexpr bool is_complete =
    (Policy<Ps> && ...) && count_of<role::validator, Ps...> == 1 && count_of<role::revocation_checker, Ps...> == 1 &&
    count_of<role::peer_name_filter, Ps...> == 1 && count_of<role::cipher_spec, Ps...> <= 1 &&
    count_of<role::client_authentication, Ps...> <= 1 && count_of<role::clock, Ps...> <= 1 &&
    count_of<role::observer, Ps...> <= 1 && count_of<role::threading, Ps...> <= 1 &&
    count_of<role::fetcher, Ps...> <= (wants_fetches<Ps...> ? 1 : 0) && has_single_record_policies<Ps...>;

template <class P>
struct ExplainValidator {
  static_assert(
      requires(P const& p, PeerChain const& c, ValidationContext const& x) { p.validate(c, x); },
      "vidimus: a Validator needs a const member function:\n"
      "    auto validate(vidimus::PeerChain const&, vidimus::ValidationContext const&) const "
      "-> vidimus::Result<vidimus::VerifiedPath>;");
  static constexpr bool callable =
      requires(P const& p, PeerChain const& c, ValidationContext const& x) { p.validate(c, x); };
  static_assert(!callable || Validator<P>,
                "vidimus: Validator::validate() must return vidimus::Result<vidimus::VerifiedPath>");
};

template <class P>
struct ExplainRevocationChecker {
  static constexpr bool callable =
      requires(P const& p, IssuedCertificate const& c, Evidence const& e) { p.status(c, e); };
  static_assert(callable,
                "vidimus: a RevocationChecker needs a const member function:\n"
                "    auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const "
                "-> vidimus::RevocationStatus;");
  static_assert(!callable || RevocationChecker<P>,
                "vidimus: RevocationChecker::status() must return vidimus::RevocationStatus: good, revoked or unknown; "
                "a bool cannot say `unknown` (RFC 6960, 2.2)");
};

template <class P>
struct ExplainPeerNameFilter {
  static constexpr bool callable = requires(P const& p, EndEntity const& e) { p.accepts(e); };
  static_assert(callable,
                "vidimus: a PeerNameFilter needs a const member function:\n"
                "    auto accepts(vidimus::EndEntity const&) const -> vidimus::Verdict;");
  static_assert(!callable || PeerNameFilter<P>,
                "vidimus: PeerNameFilter::accepts() must return vidimus::Verdict: accepted() or refused(Finding); "
                "a bool cannot say why");
};

template <class P>
struct ExplainClientAuthentication {
  static_assert(ClientAuthenticationPolicy<P>,
                "vidimus: a client-authentication policy needs:\n"
                "    static constexpr auto client_authentication = vidimus::ClientAuthentication::required;");
};

template <class P>
struct ExplainClock {
  static_assert(Clock<P>, "vidimus: a Clock needs a const member function:\n    auto now() const -> vidimus::Time;");
};

template <class P>
struct ExplainObserver {
  static_assert(Observer<P>,
                "vidimus: an Observer needs a const member function:\n    void observe(vidimus::Check const&) const;");
};

template <class P>
struct ExplainThreading {
  static_assert(ThreadingPolicy<P>,
                "vidimus: a threading policy needs:\n    static constexpr bool is_single_threaded = false;");
};

template <class P>
struct ExplainFetcher {
  static constexpr bool callable = requires(P const& p, FetchRequest const& r) { p.fetch(r); };
  static_assert(callable,
                "vidimus: a Fetcher needs a const member function:\n"
                "    auto fetch(vidimus::FetchRequest const&) const -> vidimus::FetchAnswer;");
  static_assert(!callable || Fetcher<P>,
                "vidimus: Fetcher::fetch() must return vidimus::FetchAnswer: the request as it was sent, with its "
                "response or a Finding that says why there is none");
};

template <class P>
struct ExplainUnknownRole {
  static constexpr bool is_planned = HasRole<P, role::resumption>;
  static_assert(
      !is_planned,
      "vidimus: no channel of this version applies a policy of this role, and a policy that is accepted and not "
      "applied would be a lie: leave it out");
  static_assert(
      is_planned || HasRole<P, role::explained_above>,
      "vidimus: `role` must be one of vidimus::role::{validator, revocation_checker, peer_name_filter, "
      "cipher_spec, client_authentication, clock, observer, threading, fetcher, secret_key_reset, record_aead, "
      "padding, exporter, key_log}");
};

template <class P>
struct ExplainNoRole {
  static_assert(
      requires { typename P::role; },
      "vidimus: this type is not a policy: it names no role. Add one line, for example:\n"
      "    using role = vidimus::role::peer_name_filter;");
};

template <class P>
struct ExplainPolicy {
  static constexpr void explain() {
    if constexpr (Policy<P>) {
      explain_cipher_spec_bounds<P>();
    } else if constexpr (!requires { typename P::role; }) {
      (void)sizeof(ExplainNoRole<P>);
    } else if constexpr (HasRole<P, role::validator>) {
      (void)sizeof(ExplainValidator<P>);
    } else if constexpr (HasRole<P, role::revocation_checker>) {
      (void)sizeof(ExplainRevocationChecker<P>);
    } else if constexpr (HasRole<P, role::peer_name_filter>) {
      (void)sizeof(ExplainPeerNameFilter<P>);
    } else if constexpr (HasRole<P, role::cipher_spec>) {
      (void)sizeof(ExplainCipherSpec<P>);
    } else if constexpr (HasRole<P, role::client_authentication>) {
      (void)sizeof(ExplainClientAuthentication<P>);
    } else if constexpr (HasRole<P, role::clock>) {
      (void)sizeof(ExplainClock<P>);
    } else if constexpr (HasRole<P, role::observer>) {
      (void)sizeof(ExplainObserver<P>);
    } else if constexpr (HasRole<P, role::threading>) {
      (void)sizeof(ExplainThreading<P>);
    } else if constexpr (HasRecordRole<P>) {
      (void)sizeof(ExplainRecordPolicy<P>);
    } else if constexpr (HasRole<P, role::fetcher>) {
      (void)sizeof(ExplainFetcher<P>);
    } else {
      (void)sizeof(ExplainUnknownRole<P>);
    }
  }
};

template <bool PartsAreGood>
struct ExplainJoining {
  static_assert(
      !PartsAreGood,
      "vidimus: AllOf and AnyOf join policies of one role that can be joined (all PeerNameFilters, or in AllOf "
      "all RevocationCheckers); these differ. Validators wrap each other instead");
};

// A joint that is still the primary template joined nothing: one of its parts is wrong, or they do not belong together.
template <class... Ps>
struct ExplainParts {
  static constexpr void explain() {
    (ExplainPolicy<Ps>::explain(), ...);
    (void)sizeof(ExplainJoining<(Policy<Ps> && ...)>);
  }
};
template <class... Ps>
  requires(!Policy<AllOf<Ps...>>)
struct ExplainPolicy<AllOf<Ps...>> : ExplainParts<Ps...> {};
template <class... Ps>
  requires(!Policy<AnyOf<Ps...>>)
struct ExplainPolicy<AnyOf<Ps...>> : ExplainParts<Ps...> {};

template <class... Ps>
struct ExplainCounts {
  static_assert(count_of<role::validator, Ps...> != 0, "vidimus: name a Validator, for example vidimus::Rfc5280");
  static_assert(count_of<role::validator, Ps...> <= 1,
                "vidimus: name exactly one Validator; to ask more than one question, wrap one in another");
  static_assert(
      count_of<role::revocation_checker, Ps...> != 0,
      "vidimus: name a RevocationChecker; to skip revocation, write vidimus::danger::NoRevocation and mean it");
  static_assert(count_of<role::revocation_checker, Ps...> <= 1,
                "vidimus: name exactly one RevocationChecker; join several with vidimus::AllOf");
  static_assert(count_of<role::peer_name_filter, Ps...> != 0,
                "vidimus: name a PeerNameFilter; to accept any name, write vidimus::danger::AnyPeerName and mean it");
  static_assert(count_of<role::peer_name_filter, Ps...> <= 1,
                "vidimus: name exactly one PeerNameFilter; join several with vidimus::AllOf or vidimus::AnyOf");
  static_assert(count_of<role::cipher_spec, Ps...> <= 1, "vidimus: name at most one CipherSpec");
  static_assert(count_of<role::client_authentication, Ps...> <= 1,
                "vidimus: name at most one client-authentication policy");
  static_assert(count_of<role::clock, Ps...> <= 1, "vidimus: name at most one Clock");
  static_assert(count_of<role::observer, Ps...> <= 1, "vidimus: name at most one Observer");
  static_assert(count_of<role::threading, Ps...> <= 1, "vidimus: name at most one threading policy");
  static_assert(count_of<role::fetcher, Ps...> <= 1,
                "vidimus: name at most one Fetcher; join several by their schemes with vidimus::FirstFetcher");
  static_assert(count_of<role::fetcher, Ps...> != 1 || wants_fetches<Ps...>,
                "vidimus: none of these policies wants anything fetched, so the Fetcher would never be asked: leave it "
                "out, or name a policy that fetches");
};

/// Says what is wrong with Ps; nothing where nothing is.
template <class... Ps>
constexpr void explain_policies() {
  (ExplainPolicy<Ps>::explain(), ...);
  if constexpr ((Policy<Ps> && ...)) {
    (void)sizeof(ExplainCounts<Ps...>);
    (void)sizeof(ExplainRecordCounts<Ps...>);
  }
}

}  // namespace detail

}  // namespace vidimus
