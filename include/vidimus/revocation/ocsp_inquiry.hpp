// SPDX-License-Identifier: Apache-2.0
// Asking OCSP responders about one certificate: whom, what is wanted fetched for it, and the status by what was fetched or is
// remembered. Responders are asked one after another until one knows.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/revocation/answers.hpp>
#include <vidimus/revocation/ocsp_cache.hpp>
#include <vidimus/revocation/ocsp_fetch.hpp>
#include <vidimus/revocation/ocsp_responders.hpp>
#include <vidimus/revocation/ocsp_status.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Why a delegate is not believed, as the checker's type says; nothing where it is.
struct DelegateCheck {
  void const* policy;
  std::optional<Finding> (*refuse)(void const*, Certificate const&, IssuedCertificate const&, Evidence const&);
};

/// What a checker is made of.
struct OcspPolicy {
  OcspRules const& rules;
  std::optional<OcspResponder> const& named;
  OcspCache const& cache;
  DelegateCheck delegates;
};

/// Of one certificate, once. It refers to everything that it is given.
class OcspInquiry {
 public:
  OcspInquiry(OcspPolicy const& policy, IssuedCertificate const& asked, Evidence const& evidence)
      : policy_{policy},
        asked_{asked},
        evidence_{evidence},
        responders_{policy.named, asked.certificate},
        ids_{asked.certificate, asked.issuer} {}

  /// What to fetch next, if anything.
  [[nodiscard]] auto wants() -> std::vector<FetchRequest>;
  /// Good, revoked or unknown; every responder that was asked is in its answers.
  [[nodiscard]] auto status() -> RevocationStatus;
  /// The delegate that signed an answer, if one did: it may have to be asked about itself.
  [[nodiscard]] auto delegate() -> std::optional<Certificate>;

 private:
  /// An answer from before that still says something.
  struct Remembered {
    OcspAnswerPointer answer;
    RevocationStatus status;
  };

  [[nodiscard]] auto now() const -> Time { return asked_.context.now; }
  [[nodiscard]] auto question(std::string_view url) const -> OcspQuestion {
    return {asked_.certificate, asked_.issuer, url};
  }

  [[nodiscard]] auto key(std::string_view url) -> Result<std::string>;
  [[nodiscard]] auto request(std::string_view url) -> std::vector<FetchRequest>;
  [[nodiscard]] auto fetched(std::string_view url) -> FetchAnswer const*;

  [[nodiscard]] auto known(std::string_view url) const -> OcspAnswerPointer;
  [[nodiscard]] auto remembered(std::string_view url) const -> std::optional<Remembered>;
  [[nodiscard]] auto is_due(OcspAnswer const& answer) const -> bool;

  [[nodiscard]] auto status_at(std::string_view url) -> RevocationStatus;
  [[nodiscard]] auto status_by_fetched(std::string_view url, std::optional<Remembered> before) -> RevocationStatus;
  [[nodiscard]] auto status_by(OcspAnswer const& answer) const -> RevocationStatus;
  [[nodiscard]] auto read(FetchAnswer const& answer, std::string_view url) -> Result<OcspAnswerPointer>;
  [[nodiscard]] auto check_nonce(FetchAnswer const& fetched, OcspAnswer const& answer) const -> std::optional<Finding>;

  OcspPolicy policy_;
  IssuedCertificate const& asked_;
  Evidence const& evidence_;
  OcspResponders responders_;
  CertIdMaker ids_;
  std::optional<Result<Buffer>> cert_id_;
};

inline auto OcspInquiry::wants() -> std::vector<FetchRequest> {
  for (auto const url : responders_.urls()) {
    if (auto const before = remembered(url)) {
      bool const is_to_ask =
          is_due(*before->answer) && fetched(url) == nullptr && policy_.cache.claims_refresh(question(url), now());
      return is_to_ask ? request(url) : std::vector<FetchRequest>{};
    }
    if (fetched(url) == nullptr) return request(url);
    if (url == responders_.urls().back() || !status_at(url).is_unknown()) return {};
  }
  return {};
}

inline auto OcspInquiry::status() -> RevocationStatus {
  if (responders_.urls().empty()) return unknown_by_ocsp(responders_.source(), responders_.unknown());
  auto so_far = status_at(responders_.urls().front());
  for (auto const url : responders_.urls().subspan(1)) {
    if (!so_far.is_unknown()) break;
    auto next = status_at(url);
    if (!next.is_unknown()) so_far = good_in_spite_of(so_far.answers());
    so_far = RevocationStatus::worst_of(std::move(so_far), std::move(next));
  }
  return so_far;
}

inline auto OcspInquiry::delegate() -> std::optional<Certificate> {
  for (auto const url : responders_.urls()) {
    auto answer = known(url);
    if (auto const* const fresh = fetched(url); fresh != nullptr && !fresh->failure)
      answer = read(*fresh, url).value_or(nullptr);
    if (answer != nullptr && answer->signer.kind == OcspSignerKind::delegate) return answer->signer.certificate;
  }
  return std::nullopt;
}

// ---- what is asked ----------------------------------------------------------------------------------------------------

inline auto OcspInquiry::key(std::string_view url) -> Result<std::string> {
  if (!cert_id_) cert_id_ = ids_.write(policy_.rules.hash);
  if (!*cert_id_) return refuse(cert_id_->error());
  return ocsp_key(url, **cert_id_);
}

/// Nothing where it cannot be made: `status` then says that nobody was asked.
inline auto OcspInquiry::request(std::string_view url) -> std::vector<FetchRequest> {
  if (!key(url)) return {};
  if (policy_.rules.nonce == NonceRule::none) return {ocsp_fetch(url, **cert_id_, std::nullopt)};
  auto const nonce = make_ocsp_nonce();
  if (!nonce) return {};
  return {ocsp_fetch(url, **cert_id_, *nonce)};
}

inline auto OcspInquiry::fetched(std::string_view url) -> FetchAnswer const* {
  auto const wanted = key(url);
  return wanted ? evidence_.find(*wanted) : nullptr;
}

// ---- what is remembered -----------------------------------------------------------------------------------------------

/// An answer that was proved, of a signer who may be believed here: the cache may be another checker's too.
inline auto OcspInquiry::known(std::string_view url) const -> OcspAnswerPointer {
  auto answer = policy_.cache.find(question(url));
  return answer != nullptr && responders_.may_sign(answer->signer) ? answer : nullptr;
}

/// It says when it ends, still says something, and no nonce is needed.
inline auto OcspInquiry::remembered(std::string_view url) const -> std::optional<Remembered> {
  if (policy_.rules.nonce == NonceRule::required) return std::nullopt;
  auto answer = known(url);
  if (answer == nullptr) return std::nullopt;
  for (auto const& single : answer->about)
    if (!single.next_update && !is_revoked_for_good(single)) return std::nullopt;
  auto status = status_by(*answer);
  if (status.is_unknown()) return std::nullopt;
  return Remembered{std::move(answer), std::move(status)};
}

/// Half of its time has passed.
inline auto OcspInquiry::is_due(OcspAnswer const& answer) const -> bool {
  auto ends = (Time::max)();
  for (auto const& single : answer.about) {
    if (single.next_update) ends = (std::min)(ends, *single.next_update);
    if (policy_.rules.maximum_age) ends = (std::min)(ends, single.this_update + *policy_.rules.maximum_age);
  }
  return now() >= answer.asked_at + (ends - answer.asked_at) / 2;
}

// ---- what is answered -------------------------------------------------------------------------------------------------

inline auto OcspInquiry::status_at(std::string_view url) -> RevocationStatus {
  auto before = remembered(url);
  if (before && !is_due(*before->answer)) return std::move(before->status);
  return status_by_fetched(url, std::move(before));
}

/// Where what was fetched says nothing, what is remembered counts on; a newer answer counts before an older one, so that
/// none can be replayed.
inline auto OcspInquiry::status_by_fetched(std::string_view url, std::optional<Remembered> before) -> RevocationStatus {
  auto const source = "OCSP responder at " + std::string{url};
  if (auto const wanted = key(url); !wanted) return unknown_by_ocsp(source, wanted.error().decisive());
  auto const* const fresh = fetched(url);
  if (fresh == nullptr && before) return std::move(before->status);
  if (fresh == nullptr) return unknown_by_ocsp(source, {Errc::ocsp_unreachable, Note{"it was not asked"}});
  auto const answer = read(*fresh, url);
  if (answer && before && before->answer->is_newer_than(**answer)) return std::move(before->status);
  auto status = answer ? status_by(**answer) : unknown_by_ocsp(source, answer.error().decisive());
  bool const says_nothing = status.is_unknown() && status.finding().code != Errc::ocsp_certificate_unknown;
  if (!before || !says_nothing) return status;
  return RevocationStatus::worst_of(good_in_spite_of(status.answers()), std::move(before->status));
}

inline auto OcspInquiry::status_by(OcspAnswer const& answer) const -> RevocationStatus {
  if (answer.signer.kind == OcspSignerKind::delegate)
    if (auto refused = policy_.delegates.refuse(policy_.delegates.policy, answer.signer.certificate, asked_, evidence_))
      return unknown_by_ocsp(answer.source, *std::move(refused));
  return ocsp_status(answer, now(), policy_.rules);
}

/// An answer that is known octet by octet is not verified again; one that has another nonce is not remembered.
inline auto OcspInquiry::read(FetchAnswer const& fetched, std::string_view url) -> Result<OcspAnswerPointer> {
  if (fetched.failure) return refuse(Errc::ocsp_unreachable, Note{explain(*fetched.failure, url)});
  auto before = known(url);
  bool const is_known = before != nullptr && same_bytes(before->response.der(), fetched.response);
  auto answer = is_known ? Result<OcspAnswerPointer>{std::move(before)}
                         : read_ocsp_answer(fetched.response, {asked_, ids_, url, responders_.named()});
  if (!answer) return answer;
  if (auto mismatch = check_nonce(fetched, **answer)) return refuse(*std::move(mismatch));
  if (!is_known) policy_.cache.remember(question(url), *answer);
  return answer;
}

/// RFC 9654, 2.1. What revokes for good is believed of any age.
inline auto OcspInquiry::check_nonce(FetchAnswer const& fetched, OcspAnswer const& answer) const
    -> std::optional<Finding> {
  auto const rule = policy_.rules.nonce;
  if (rule == NonceRule::none || std::ranges::any_of(answer.about, is_revoked_for_good)) return std::nullopt;
  auto const sent = nonce_sent_in(fetched.request.body);
  auto const echoed = answer.response.nonce();
  if (sent && echoed ? same_bytes(*sent, *echoed) : rule != NonceRule::required) return std::nullopt;
  return Finding{Errc::ocsp_nonce_mismatch,
                 Mismatch{sent ? "nonce " + to_hex(*sent) : "a nonce of the request",
                          echoed ? std::vector{to_hex(*echoed)} : std::vector<std::string>{}},
                 {},
                 answer.source};
}

}  // namespace vidimus::detail
