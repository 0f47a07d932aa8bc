// SPDX-License-Identifier: Apache-2.0
// An OCSP checker in a policy file. What it says, `OcspChecker` says of the same options.
//
//   {"depth": "whole_chain", "responder": {"named_by_certificate": true}, "nonce": "if_echoed", "cert_id": "sha1",
//    "delegates": "no_check", "skew_seconds": 300, "grace_seconds": 0, "maximum_age_seconds": null, "remembered": 1024}
#pragma once

#include <vidimus/adapters/json_timing.hpp>
#include <vidimus/adapters/json_value.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/url_scheme.hpp>
#include <vidimus/revocation/any_revocation_checker.hpp>
#include <vidimus/revocation/ocsp_checker.hpp>
#include <vidimus/transport/url.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::array<std::string_view, 9> ocsp_keys{"depth",         "responder",           "nonce",
                                                           "cert_id",       "delegates",           "skew_seconds",
                                                           "grace_seconds", "maximum_age_seconds", "remembered"};
inline constexpr PolicyObject ocsp_object{"ocsp", PolicyObject::Needs::all, ocsp_keys};

inline constexpr std::array<std::string_view, 2> ocsp_responder_keys{"named_by_certificate", "url"};
inline constexpr PolicyObject ocsp_responder_object{"ocsp_responder", PolicyObject::Needs::exactly_one,
                                                    ocsp_responder_keys};

/// As `NonceRule` has them.
inline constexpr std::array<std::string_view, 3> ocsp_nonce_words{"required", "if_echoed", "none"};
inline constexpr PolicyWords ocsp_nonces{"ocsp_nonce", ocsp_nonce_words};
static_assert(static_cast<int>(NonceRule::required) == 0 && static_cast<int>(NonceRule::none) == 2);

inline constexpr std::array<std::string_view, 2> ocsp_cert_id_words{"sha1", "sha256"};
inline constexpr PolicyWords ocsp_cert_ids{"ocsp_cert_id", ocsp_cert_id_words};
static_assert(static_cast<int>(CertIdHash::sha1) == 0 && static_cast<int>(CertIdHash::sha256) == 1);

inline constexpr std::array<std::string_view, 2> ocsp_delegate_words{"no_check", "danger_unchecked"};
inline constexpr PolicyWords ocsp_delegates{"ocsp_delegates", ocsp_delegate_words};

inline constexpr std::uint64_t json_remembered_limit = 1'000'000;
inline constexpr std::uint64_t json_skew_limit = 86'400;

/// `OcspChecker` with its options as values. Thread-safe; copies share the cache.
class OcspCheckerOfFile {
 public:
  using role = vidimus::role::revocation_checker;
  struct Options {
    CheckerTiming timing;
    NonceRule nonce;
    CertIdHash cert_id;
    bool are_delegates_checked;
    std::chrono::seconds skew;
    std::optional<OcspResponder> responder;
  };

  OcspCheckerOfFile(Options options, OcspCache cache)
      : options_{std::move(options)},
        rules_{options_.nonce, options_.skew, options_.timing.grace, options_.timing.maximum_age, options_.cert_id},
        cache_{std::move(cache)} {}

  [[nodiscard]] auto describe() const -> std::string {
    auto const& [timing, nonce, cert_id, are_delegates_checked, skew, responder] = options_;
    auto const nonce_words = nonce == NonceRule::required ? NonceRequired::words
                             : nonce == NonceRule::none   ? NoNonce::words
                                                          : NonceIfEchoed::words;
    auto const delegates = are_delegates_checked ? DelegateNoCheck::words : danger::DelegateUnchecked::words;
    return "OCSP (RFC 6960) for " + timing.depth_words() + (responder ? " at " + responder->url : "") +
           std::string{nonce_words} + timing.age_words() + timing.grace_words() + std::string{delegates};
  }
  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    if (options_.timing.covers(certificate.depth)) return inquiry(certificate, evidence).status();
    return RevocationStatus::good({Step::check_ocsp, describe(), Outcome::skipped});
  }
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest> {
    if (!options_.timing.covers(certificate.depth)) return {};
    return inquiry(certificate, evidence).wants();
  }

 private:
  template <class Delegates>
  static auto refuse_delegate(void const*, Certificate const& delegate, IssuedCertificate const& about,
                              Evidence const& seen) -> std::optional<Finding> {
    return Delegates::refuse(delegate, about, seen);
  }
  [[nodiscard]] auto inquiry(IssuedCertificate const& certificate, Evidence const& evidence) const -> OcspInquiry {
    auto const refuse_one = options_.are_delegates_checked ? &refuse_delegate<DelegateNoCheck>
                                                           : &refuse_delegate<danger::DelegateUnchecked>;
    return {{rules_, options_.responder, cache_, {nullptr, refuse_one}}, certificate, evidence};
  }

  Options options_;
  OcspRules rules_;
  OcspCache cache_;
};

/// Nothing: the one that each certificate names.
[[nodiscard]] inline auto read_ocsp_responder(PolicyValue const& value) -> Result<std::optional<OcspResponder>> {
  auto const chosen = value.choice(ocsp_responder_object);
  if (!chosen) return refuse(chosen.error());
  if (chosen->index == 0) {
    if (auto checked = chosen->value.only_true(); !checked) return refuse(std::move(checked.error()));
    return std::optional<OcspResponder>{};
  }
  auto text = chosen->value.text();
  if (!text) return refuse(std::move(text.error()));
  if (auto const url = Url::parse(*text); !url) return chosen->value.refuse_for(url.error());
  if (!is_http(*text)) return chosen->value.refuse_for("an http URL");
  return std::optional{OcspResponder{*std::move(text)}};
}

[[nodiscard]] inline auto read_ocsp_checker(PolicyValue const& value) -> Result<AnyRevocationChecker> {
  PolicyMembers members{value, ocsp_object};
  auto const timing = read_timing(members);
  auto responder = members.read("responder", read_ocsp_responder);
  auto const nonce = static_cast<NonceRule>(members.word("nonce", ocsp_nonces));
  auto const cert_id = static_cast<CertIdHash>(members.word("cert_id", ocsp_cert_ids));
  bool const are_delegates_checked = members.word("delegates", ocsp_delegates) == 0;
  std::chrono::seconds const skew{members.integer("skew_seconds", 0, json_skew_limit)};
  auto const remembered = members.integer("remembered", 0, json_remembered_limit);
  if (members.failure()) return refuse(*std::move(members.failure()));
  return AnyRevocationChecker{
      OcspCheckerOfFile{{timing, nonce, cert_id, are_delegates_checked, skew, *std::move(responder)},
                        OcspCache{static_cast<std::size_t>(remembered)}}};
}

}  // namespace vidimus::detail
