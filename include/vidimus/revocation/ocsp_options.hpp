// SPDX-License-Identifier: Apache-2.0
// Options of `OcspChecker`, each a type: nonces, how far clocks may be apart, by which digest a certificate is named.
#pragma once

#include <vidimus/revocation/depth.hpp>
#include <vidimus/revocation/ocsp_cert_id.hpp>
#include <vidimus/revocation/stale.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus {

namespace detail {

struct NonceOption {};
struct SkewOption {};
struct CertIdOption {};

enum class NonceRule : unsigned char { required, if_echoed, none };

/// The options as values, so that what follows them is compiled once.
struct OcspRules {
  NonceRule nonce;
  std::chrono::seconds skew;
  std::chrono::seconds grace;
  std::optional<std::chrono::seconds> maximum_age;
  CertIdHash hash;
};

}  // namespace detail

/// The response must repeat the request's nonce: it was made for this request, and no remembered one will do. When to use:
/// where the responder answers each request afresh; most public ones do not.
struct NonceRequired {
  using option = detail::NonceOption;
  static constexpr auto rule = detail::NonceRule::required;
  static constexpr std::string_view words = ", nonce required";
};

/// A nonce is sent; a response with another one is refused, one with none is not. The default.
struct NonceIfEchoed {
  using option = detail::NonceOption;
  static constexpr auto rule = detail::NonceRule::if_echoed;
  static constexpr std::string_view words = "";
};

/// No nonce is sent, so requests are short, go by GET and caches on the way may answer them (RFC 5019).
struct NoNonce {
  using option = detail::NonceOption;
  static constexpr auto rule = detail::NonceRule::none;
  static constexpr std::string_view words = ", no nonce";
};

/// How far the responder's clock may be from ours: a response counts that much before its thisUpdate and after its
/// nextUpdate. The default is `Skew<300>`.
template <std::uint32_t Seconds>
struct Skew {
  using option = detail::SkewOption;
  static constexpr std::chrono::seconds skew{Seconds};
};

/// The responder is asked with SHA-1 digests, which every one knows (RFC 5019, 2.1.1). The default.
struct CertIdSha1 {
  using option = detail::CertIdOption;
  static constexpr auto hash = CertIdHash::sha1;
};

/// The responder is asked with SHA-256 digests. When to use: where it demands them.
struct CertIdSha256 {
  using option = detail::CertIdOption;
  static constexpr auto hash = CertIdHash::sha256;
};

namespace detail {

/// How many of the options are of a kind.
template <class Option, class... Options>
inline constexpr int options_of_kind = (0 + ... + int{IsOption<Options, Option>});

}  // namespace detail

}  // namespace vidimus
