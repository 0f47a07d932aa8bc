// SPDX-License-Identifier: Apache-2.0
// Where an OCSP responder is asked and how: over http, by GET where the request has no nonce and is short, so that caches on
// the way may answer, else by POST (RFC 6960, A.1; RFC 5019, 5).
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/path/issuer_search.hpp>
#include <vidimus/revocation/ocsp_request.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Responders of one certificate that are asked, at most.
inline constexpr std::size_t ocsp_url_limit = 4;
/// RFC 5019, 5: "less than or equal to 255 bytes in total (after encoding), including the scheme and delimiters".
inline constexpr std::size_t ocsp_get_limit = 255;

/// Every URL of an OCSP responder that the certificate names (RFC 6960, 3.1), in order. Only those of http are asked: an
/// answer is signed, and https would want a status of its own first.
[[nodiscard]] inline auto ocsp_urls_of(Certificate const& certificate) -> std::vector<std::string_view> {
  std::vector<std::string_view> urls;
  auto const access = certificate.authority_info_access();
  if (!access) return urls;
  for (auto const& description : *access)
    if (description.method == oid::access_ocsp && description.location.kind == GeneralNameKind::uri)
      urls.push_back(description.location.text());
  return urls;
}

/// Base64 (RFC 4648, 4) in a URL's path: its three marks that have a meaning there are written with `%`.
[[nodiscard]] inline auto base64_for_path(ByteView octets) -> std::string {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  auto const put = [&](char c) {
    if (c == '+' || c == '/' || c == '=')
      text += c == '+' ? "%2B" : c == '/' ? "%2F" : "%3D";
    else
      text += c;
  };
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    auto const octet = [&](std::size_t i) {
      return at + i < octets.size() ? std::to_integer<unsigned>(octets[at + i]) : 0U;
    };
    auto const group = octet(0) << 16U | octet(1) << 8U | octet(2);
    for (unsigned i = 0; i != 4; ++i) put(at + i > octets.size() ? '=' : digits[group >> (18 - 6 * i) & 63U]);
  }
  return text;
}

/// The URL to GET; empty where the request is to be posted.
[[nodiscard]] inline auto ocsp_get_url(std::string_view url, ByteView request) -> std::string {
  if (url.find_first_of("?#") != std::string_view::npos) return {};
  std::string text{url};
  if (!text.ends_with('/')) text += '/';
  text += base64_for_path(request);
  return text.size() <= ocsp_get_limit ? text : std::string{};
}

/// Equal for equal questions to one responder, whatever the nonce.
[[nodiscard]] inline auto ocsp_key(std::string_view url, ByteView cert_id) -> std::string {
  return "OCSP " + std::string{url} + ' ' + to_hex(cert_id);
}

[[nodiscard]] inline auto ocsp_fetch(std::string_view url, ByteView cert_id, std::optional<OcspNonce> const& nonce)
    -> FetchRequest {
  auto body = write_ocsp_request(cert_id, nonce);
  auto key = ocsp_key(url, cert_id);
  if (auto get = nonce ? std::string{} : ocsp_get_url(url, body); !get.empty()) return {std::move(key), std::move(get)};
  return {std::move(key), std::string{url}, "application/ocsp-request", std::move(body)};
}

}  // namespace vidimus::detail
