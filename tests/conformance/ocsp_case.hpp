// SPDX-License-Identifier: Apache-2.0
// Cases of one OCSP response: a certificate, its issuer (given, not proved), a time, the request that is expected and the
// status. The issuer's delegate is believed without a status of its own, as the cases have it.
//
// Nearly all of these responses are signed with SHA-1, which the library verifies nowhere (`unsupported_algorithm`). It would
// answer UNKNOWN to each and nothing else in them would be tried; so here, and only here, SHA-1 with RSA is verified.
#pragma once

#include "case_fields.hpp"
#include "report.hpp"

#include <vidimus/revocation/ocsp_request.hpp>
#include <vidimus/revocation/ocsp_status.hpp>
#include <vidimus/x509/base64.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace conformance {

namespace detail {

inline auto check_with_sha1(AlgorithmIdentifier const& algorithm, SubjectPublicKeyInfo const& key, ByteView message,
                            ByteView signature) -> Result<void> {
  namespace library = vidimus::detail;
  if (algorithm.algorithm != oid::sha1_with_rsa) return library::check_signature(algorithm, key, message, signature);
  auto const info = describe_key(key);
  if (!info) return refuse(info.error());
  auto const sha1 = PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_1);
  auto const imported = library::ImportedKey::import(*info, key.key, sha1);
  if (!imported) return refuse(imported.error());
  return library::verify_with(*imported, sha1, message, signature);
}

/// A field in base64; nothing where there is none.
inline auto octets_of(json const& test, char const* field) -> Buffer {
  auto const text = test.value(field, json{});
  return text.is_string() ? decode_base64(text.get<std::string>()).value_or(Buffer{}) : Buffer{};
}

/// What a case is judged to be.
struct OcspJudgement {
  std::string status;  ///< GOOD, REVOKED or UNKNOWN; or what is wrong with the request
  std::string why{};
};

inline auto judge_ocsp_status(RevocationStatus const& status) -> OcspJudgement {
  if (status.is_good()) return {"GOOD"};
  return {status.is_revoked() ? "REVOKED" : "UNKNOWN", describe(status.finding())};
}

inline auto judge_ocsp_response(json const& test, IssuedCertificate const& asked, vidimus::detail::CertIdMaker& ids)
    -> OcspJudgement {
  using vidimus::detail::NonceRule;
  auto const age = test.value("max_age_seconds", json{});
  auto const maximum_age = age.is_number() ? std::optional{std::chrono::seconds{age.get<int>()}} : std::nullopt;
  vidimus::detail::OcspRules const rules{NonceRule::none, {}, {}, maximum_age, CertIdHash::sha1};
  auto const response = octets_of(test, "ocsp_response");
  auto const answer = vidimus::detail::read_ocsp_answer(response, {asked, ids, "case", nullptr, &check_with_sha1});
  if (!answer) return {"UNKNOWN", describe(answer.error().decisive())};
  return judge_ocsp_status(vidimus::detail::ocsp_status(**answer, asked.context.now, rules));
}

inline auto judge_ocsp(json const& test) -> OcspJudgement {
  auto const certificate = Certificate::from_pem(test.at("target").get<std::string>());
  auto const issuer = Certificate::from_pem(test.at("issuer").get<std::string>());
  if (!certificate) return {"UNKNOWN", describe(certificate.error().decisive())};
  if (!issuer) return {"UNKNOWN", describe(issuer.error().decisive())};
  vidimus::detail::CertIdMaker ids{*certificate, *issuer};
  auto const expected_request = octets_of(test, "ocsp_request_expected");
  if (!expected_request.empty() &&
      !same_bytes(vidimus::detail::write_ocsp_request(ids.write(CertIdHash::sha1).value()), expected_request))
    return {"another request"};

  auto const anchors = TrustAnchors::from_certificates({*issuer});
  ValidationContext const context{time_of(test.at("time")), End::server, anchors};
  auto const path = danger::assert_verified(*certificate, {}, TrustAnchor{*issuer}, {});
  return judge_ocsp_response(test, {*certificate, *issuer, 0, path, context}, ids);
}

}  // namespace detail

/// Agreed where the status is the one expected. Of another one: accepted falsely where `GOOD` is, else refused.
inline auto compare_ocsp(json const& test) -> Comparison {
  auto const judgement = detail::judge_ocsp(test);
  auto const expected = test.at("expected_status").get<std::string>();
  auto const agreement = judgement.status == expected ? Agreement::agreed
                         : judgement.status == "GOOD" ? Agreement::false_accept
                                                      : Agreement::false_refusal;
  return {test.at("id"), agreement, expected, judgement.status, judgement.why};
}

}  // namespace conformance
