// SPDX-License-Identifier: Apache-2.0
// Which OCSP responders are asked about a certificate, and whose answer is taken: the program's own responder, as IBM MQ's
// AUTHINFO names one, or else those that the certificate names in its authority information access (RFC 6960, 3.1).
#pragma once

#include <vidimus/core/url_scheme.hpp>
#include <vidimus/revocation/ocsp_fetch.hpp>
#include <vidimus/revocation/ocsp_signer.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// A responder that the program names.
struct OcspResponder {
  std::string url;  ///< http://…
  /// Its certificate: nobody else may answer then. Empty: the issuer or its delegate answers.
  std::optional<Certificate> certificate{};
};

namespace detail {

/// Refers to what it is made of.
class OcspResponders {
 public:
  /// Policy before certificate: where the program names a responder, no other is asked.
  OcspResponders(std::optional<OcspResponder> const& named, Certificate const& certificate)
      : named_{named}, certificate_{certificate} {
    for (auto const url : candidates())
      if (is_http(url) && count_ != urls_.size()) urls_[count_++] = url;
  }

  /// Those that can be asked, in order.
  [[nodiscard]] auto urls() const -> std::span<std::string_view const> { return std::span{urls_}.first(count_); }
  /// The one certificate whose holder may answer, where the program says so.
  [[nodiscard]] auto named() const -> Certificate const* {
    return named_ && named_->certificate ? &*named_->certificate : nullptr;
  }
  /// Of a signer who was believed before, by a checker that may name another responder.
  [[nodiscard]] auto may_sign(OcspSigner const& signer) const -> bool {
    auto const* const only = named();
    if (only == nullptr) return signer.kind != OcspSignerKind::named;
    return signer.kind == OcspSignerKind::named && signer.certificate == *only;
  }

  [[nodiscard]] auto source() const -> std::string { return "OCSP responder of " + certificate_.issuer().to_text(); }
  /// Why there is nobody to ask.
  [[nodiscard]] auto unknown() const -> Finding {
    auto const urls = candidates();
    return {Errc::ocsp_responder_unknown, Mismatch{"an http URL of a responder", {urls.begin(), urls.end()}}};
  }

 private:
  [[nodiscard]] auto candidates() const -> std::vector<std::string_view> {
    return named_ ? std::vector<std::string_view>{named_->url} : ocsp_urls_of(certificate_);
  }

  std::optional<OcspResponder> const& named_;
  Certificate const& certificate_;
  std::array<std::string_view, ocsp_url_limit> urls_{};
  std::size_t count_ = 0;
};

}  // namespace detail

}  // namespace vidimus
