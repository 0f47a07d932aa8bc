// SPDX-License-Identifier: Apache-2.0
// Cases of x509-limbo's schema (PKITS has been put into it too): a peer's certificate, intermediates, trust anchors, a time,
// maybe CRLs and names, and whether the peer must be accepted.
#pragma once

#include "report.hpp"

#include <vidimus/core/clock.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/x509/pem.hpp>

#include <nlohmann/json.hpp>

#include <arpa/inet.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace conformance {

using namespace vidimus;
using nlohmann::json;

/// What we make of a case: accepted, refused or not decidable yet, and why.
struct Judgement {
  enum class Outcome { accepted, refused, undecided } outcome;
  std::string why{};
};

namespace detail {

inline auto texts(json const& list) -> std::vector<std::string> {
  return list.is_array() ? list.get<std::vector<std::string>>() : std::vector<std::string>{};
}

inline auto describe(Finding const& finding) -> std::string {
  auto text = std::string{name_of(finding.code)};
  if (finding.depth) text += " at " + std::to_string(*finding.depth);
  if (!finding.subject.empty()) text += " (" + finding.subject + ')';
  if (auto const* const mismatch = std::get_if<Mismatch>(&finding.detail)) {
    text += ": wanted " + mismatch->wanted;
    for (auto const& presented : mismatch->presented) text += ", presented " + presented;
  }
  if (auto const* const malformed = std::get_if<Malformed>(&finding.detail))
    text += ": " + malformed->what + ", " + std::string{name_of(malformed->rule)};
  return text;
}
inline auto refused(Failure const& failure) -> Judgement {
  return {Judgement::Outcome::refused, describe(failure.decisive())};
}

/// `2024-01-01T00:00:00+00:00`; a fraction of a second is dropped. Nothing: now.
inline auto time_of(json const& value) -> Time {
  if (!value.is_string()) return SystemClock{}.now();
  std::tm parts{};
  auto const text = value.get<std::string>();
  std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour,
              &parts.tm_min, &parts.tm_sec);
  using namespace std::chrono;
  return sys_days{year{parts.tm_year} / parts.tm_mon / parts.tm_mday} + hours{parts.tm_hour} + minutes{parts.tm_min} +
         seconds{parts.tm_sec};
}

/// The octets of every certificate; one whose PEM is broken becomes octets that are no certificate.
inline auto presented(json const& test) -> std::vector<Buffer> {
  auto pems = texts(test.at("untrusted_intermediates"));
  pems.insert(pems.begin(), test.at("peer_certificate").get<std::string>());
  std::vector<Buffer> presented;
  for (auto const& pem : pems) {
    auto blocks = parse_pem(pem, "CERTIFICATE");
    presented.push_back(blocks ? std::move(blocks->front()) : Buffer{});
  }
  return presented;
}

/// The anchors that can be read; what cannot be read cannot be trusted.
inline auto anchors_of(json const& test, std::string& unreadable) -> TrustAnchors {
  std::vector<Certificate> certificates;
  for (auto const& pem : texts(test.at("trusted_certs"))) {
    auto read = read_certificates(bytes_of(pem));
    if (read)
      certificates.insert(certificates.end(), read->begin(), read->end());
    else
      unreadable += "; anchor: " + describe(read.error().decisive());
  }
  return TrustAnchors::from_certificates(std::move(certificates));
}

/// The OIDs of a list, encoded; they live as long as this does.
struct Policies {
  std::vector<Buffer> octets;
  std::vector<der::Oid> ids;

  explicit Policies(std::vector<std::string> const& dotted) {
    for (auto const& text : dotted) octets.push_back(encode(text));
    for (auto const& each : octets) ids.emplace_back(each);
  }

 private:
  static auto encode(std::string const& dotted) -> Buffer {
    Buffer out;
    std::vector<std::uint64_t> arcs;
    for (std::size_t at = 0; at <= dotted.size(); at = std::min(dotted.find('.', at), dotted.size()) + 1)
      arcs.push_back(std::stoull(dotted.substr(at)));
    arcs[1] += arcs[0] * 40;
    for (std::size_t i = 1; i != arcs.size(); ++i) {
      int groups = 1;
      while (groups < 10 && arcs[i] >> (7 * groups) != 0) ++groups;
      while (groups-- > 0)
        out.push_back(static_cast<std::byte>((arcs[i] >> (7 * groups) & 127U) | (groups != 0 ? 128U : 0U)));
    }
    return out;
  }
};

/// limbo: only cases that name digitalSignature ask for a key usage.
struct WithoutKeyUsage : StandardRules {
  static constexpr EndEntityKeyUsage end_entity_key_usage = EndEntityKeyUsage::any;
};

/// PKITS tests the algorithm, with certificates from before RFC 5280: their policyConstraints are not critical.
struct OfAnOlderProfile : WithoutKeyUsage {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
};

inline auto inputs_of(json const& test, Policies& policies) -> PolicyInputs {
  PolicyInputs inputs;
  if (test.contains("pkits")) {
    auto const& pkits = test.at("pkits");
    policies = Policies{texts(pkits.at("initial_policy_set"))};
    inputs.policies = policies.ids;
    inputs.initial_explicit_policy = pkits.at("initial_explicit_policy");
    inputs.initial_policy_mapping_inhibit = pkits.at("initial_policy_mapping_inhibit");
    inputs.initial_any_policy_inhibit = pkits.at("initial_inhibit_any_policy");
  }
  if (test.at("max_chain_depth").is_number()) inputs.max_path_length = test.at("max_chain_depth").get<std::size_t>();
  return inputs;
}

inline auto end_of(json const& test) -> End {
  auto const purposes = texts(test.at("extended_key_usage"));
  if (purposes.size() == 1) return purposes.front() == "clientAuth" ? End::client : End::server;
  return test.at("validation_kind") == "CLIENT" ? End::client : End::server;
}

inline auto validate(json const& test, PeerChain const& chain, ValidationContext const& context)
    -> Result<VerifiedPath> {
  Policies policies{{}};
  auto inputs = inputs_of(test, policies);
  if (test.contains("pkits"))
    return Rfc5280With<Budget{}, OfAnOlderProfile, PolicyInputs>{std::move(inputs)}.validate(chain, context);
  if (texts(test.at("key_usage")).empty())
    return Rfc5280With<Budget{}, WithoutKeyUsage, PolicyInputs>{std::move(inputs)}.validate(chain, context);
  return Rfc5280With<Budget{}, StandardRules, PolicyInputs>{std::move(inputs)}.validate(chain, context);
}

/// Delta CRLs and CRLs of another issuer's certificates are not read yet: their cases decide nothing here.
inline auto has_crls_of_a_later_kind(json const& test) -> bool {
  for (auto const& pem : texts(test.at("crls")))
    if (auto const blocks = parse_pem(pem, "X509 CRL"))
      for (auto const id : {oid::delta_crl_indicator, oid::certificate_issuer})
        if (auto const in = std::ranges::search(blocks->front(), id.contents()); !in.empty()) return true;
  return false;
}

/// Whether a certificate says that its CRLs are signed by somebody else.
inline auto points_to_another_issuer(VerifiedPath const& path) -> bool {
  for (auto const& certificate : path.certificates())
    if (auto const points = certificate.crl_distribution_points())
      for (auto const& point : *points)
        if (point.crl_issuer) return true;
  return false;
}

/// What a status is unknown for because the checker does not do everything yet.
inline auto is_of_a_later_kind(Errc code) -> bool {
  return code == Errc::crl_critical_extension_unknown || code == Errc::crl_out_of_scope ||
         code == Errc::crl_signer_refused || code == Errc::crl_not_found;
}

inline auto judge_revocation(json const& test, VerifiedPath const& path, ValidationContext const& context)
    -> Judgement {
  if (has_crls_of_a_later_kind(test) || points_to_another_issuer(path))
    return {Judgement::Outcome::undecided, "needs delta or indirect CRLs"};
  CrlStore store;
  std::string unreadable;
  for (auto const& pem : texts(test.at("crls"))) {
    auto read = CrlStore::from_pem(pem);
    if (read)
      store = store.joined_with(*read);
    else
      unreadable += "; CRL: " + describe(read.error().decisive());
  }
  CrlChecker<> const checker{store};
  for (unsigned depth = 0; depth != path.certificates().size(); ++depth) {
    auto const status =
        checker.status({path.certificates()[depth], path.issuer_of(depth), depth, path, context}, Evidence{});
    if (status.is_good()) continue;
    bool const wants_acceptance = test.at("expected_result") == "SUCCESS";
    bool const later = status.is_unknown() && wants_acceptance && is_of_a_later_kind(status.finding().code);
    return {later ? Judgement::Outcome::undecided : Judgement::Outcome::refused,
            (later ? "needs the whole of RFC 5280, 6.3: " : "") + describe(status.finding()) + unreadable};
  }
  return {Judgement::Outcome::accepted};
}

inline auto presents_address(Certificate const& certificate, std::string const& text) -> bool {
  std::byte octets[16];
  auto const size = inet_pton(AF_INET, text.c_str(), octets) == 1    ? 4U
                    : inet_pton(AF_INET6, text.c_str(), octets) == 1 ? 16U
                                                                     : 0U;
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names)
      if (name.kind == GeneralNameKind::ip_address && same_bytes(name.value, ByteView{octets}.first(size))) return true;
  return false;
}

inline auto judge_name(json const& expected, EndEntity const& peer) -> Judgement {
  auto const text = expected.at("value").get<std::string>();
  if (expected.at("kind") == "DNS") {
    auto const filter = DnsId<dynamic>::parse(text);
    if (!filter) return refused(filter.error());
    auto const verdict = filter->accepts(peer);
    if (verdict.is_accepted()) return {Judgement::Outcome::accepted};
    return {Judgement::Outcome::refused, describe(verdict.finding())};
  }
  // there is no filter for these yet, so such a case is never agreed on; a name that is there is still told
  bool const there = expected.at("kind") == "IP" && presents_address(peer.certificate, text);
  return {Judgement::Outcome::undecided,
          there ? "names of this kind come later; it is presented" : "names of this kind come later"};
}

}  // namespace detail

/// All that the library can say of a case today.
inline auto judge(json const& test) -> Judgement {
  auto const presented = detail::presented(test);
  auto const chain = PeerChain::parse(presented, {}, {.presented = 256});  // a pool, not what a peer shows
  if (!chain) return detail::refused(chain.error());
  std::string unreadable;
  auto const anchors = detail::anchors_of(test, unreadable);
  ValidationContext const context{detail::time_of(test.at("validation_time")), detail::end_of(test), anchors};
  auto const path = detail::validate(test, *chain, context);
  if (!path) return {Judgement::Outcome::refused, detail::describe(path.error().decisive()) + unreadable};
  if (!test.at("crls").empty())
    if (auto revocation = detail::judge_revocation(test, *path, context);
        revocation.outcome != Judgement::Outcome::accepted)
      return revocation;
  if (!test.at("expected_peer_name").is_null())
    return detail::judge_name(test.at("expected_peer_name"), path->end_entity());
  return {Judgement::Outcome::accepted};
}

/// Whether a case asks for rules that no Validator here has yet.
inline auto rules_of_a_later_profile(json const& test) -> bool {
  return test.at("id").get<std::string>().starts_with("webpki::");
}

inline auto compare(json const& test) -> Comparison {
  auto const judgement = judge(test);
  auto const expected = test.at("expected_result").get<std::string>();
  auto const id = test.at("id").get<std::string>();
  bool const wants_acceptance = expected == "SUCCESS";
  if (judgement.outcome == Judgement::Outcome::undecided) return {id, Agreement::skipped, expected, {}, judgement.why};
  bool const accepted = judgement.outcome == Judgement::Outcome::accepted;
  auto const got = accepted ? "SUCCESS" : "FAILURE";
  if (accepted == wants_acceptance) return {id, Agreement::agreed, expected, got, judgement.why};
  if (accepted && rules_of_a_later_profile(test))
    return {id, Agreement::skipped, expected, got, "needs the WebPki profile"};
  return {id, accepted ? Agreement::false_accept : Agreement::false_refusal, expected, got, judgement.why};
}

/// `rfc5280::nc::permitted-dns-match` belongs to `rfc5280::nc`.
inline auto suite_of(json const& test) -> std::string {
  auto const id = test.at("id").get<std::string>();
  return id.substr(0, id.rfind("::"));
}

}  // namespace conformance
