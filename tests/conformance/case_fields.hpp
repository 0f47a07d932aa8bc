// SPDX-License-Identifier: Apache-2.0
// The fields of a case in x509-limbo's schema, as the library's types.
#pragma once

#include <vidimus/core/clock.hpp>
#include <vidimus/core/errc_table.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/der/oid.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/key_usage.hpp>
#include <vidimus/x509/pem.hpp>
#include <vidimus/x509/trust_anchors.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance {

using namespace vidimus;
using nlohmann::json;

namespace detail {

/// Of a list; null is an empty one.
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

/// `2024-01-01T00:00:00+00:00`, always UTC; a fraction of a second is dropped. Nothing: now.
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

/// The ends that the peer must be fit for: those that `extended_key_usage` names, or the one of `validation_kind`. Nothing
/// where a purpose is named that no Validator for TLS asks about.
inline auto ends_of(json const& test) -> std::optional<std::vector<End>> {
  auto const kind = test.at("validation_kind") == "CLIENT" ? End::client : End::server;
  std::vector<End> ends;
  for (auto const& purpose : texts(test.at("extended_key_usage"))) {
    if (purpose != "serverAuth" && purpose != "clientAuth" && purpose != "anyExtendedKeyUsage") return std::nullopt;
    if (purpose != "anyExtendedKeyUsage") ends.push_back(purpose == "clientAuth" ? End::client : End::server);
  }
  if (ends.empty()) ends.push_back(kind);
  return ends;
}

/// Nothing for a name that is none.
inline auto key_usage_bit(std::string_view name) -> std::optional<KeyUsageBit> {
  for (unsigned i = 0; i <= static_cast<unsigned>(KeyUsageBit::decipher_only); ++i)
    if (name_of(static_cast<KeyUsageBit>(i)) == name) return static_cast<KeyUsageBit>(i);
  return std::nullopt;
}

/// Whether a name of limbo's, `ECDSA_WITH_SHA256` or `RSASSA_PSS`, is this algorithm's.
inline auto is_called(SignatureAlgorithm algorithm, std::string_view name) -> bool {
  if (algorithm.scheme == SignatureAlgorithm::Scheme::rsa_pss) return name == "RSASSA_PSS";
  auto const scheme = algorithm.scheme == SignatureAlgorithm::Scheme::ecdsa ? "ECDSA" : "RSA";
  return name == std::string{scheme} + "_WITH_SHA" + std::to_string(8 * octets_of(algorithm.hash));
}

}  // namespace detail

}  // namespace conformance
