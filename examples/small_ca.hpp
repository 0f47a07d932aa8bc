// SPDX-License-Identifier: Apache-2.0
// A small certification authority in memory: keys, certificates and CRLs for examples and tests, made when they run.
//
//   SmallCa const root{"CN=Acme Root,O=Acme"};
//   auto const qm2 = root.issue({.subject = "CN=QM2,O=Acme", .alt_names = {"DNS:qm2.example", "IP:127.0.0.1"}});
//   auto const crl = root.crl({.revoked = {{.serial_number = qm2.serial_number}}});
//
// Not for production: private keys are in plain memory, and it issues whatever it is asked for, wrong things included.
// What cannot be done throws std::runtime_error or std::invalid_argument.
#pragma once

#include "der_writer.hpp"

#include <psa/crypto.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace small_ca {

inline auto now() -> Time { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// ---- keys -----------------------------------------------------------------------------------------------------------

inline auto check(psa_status_t status) -> void {
  if (status != PSA_SUCCESS) throw std::runtime_error{"PSA status " + std::to_string(status)};
}
inline auto octets(Bytes& bytes) -> std::uint8_t* { return reinterpret_cast<std::uint8_t*>(bytes.data()); }
inline auto octets(Bytes const& bytes) -> std::uint8_t const* {
  return reinterpret_cast<std::uint8_t const*>(bytes.data());
}

inline auto random_octets(std::size_t count) -> Bytes {
  Bytes random(count);
  check(psa_crypto_init());
  check(psa_generate_random(octets(random), count));
  return random;
}

enum class KeyKind { ec_p256, ec_p384, rsa_2048 };

/// A key pair. Copies are the same key.
class Key {
 public:
  static auto generate(KeyKind kind) -> Key {
    auto attributes = psa_key_attributes_init();
    bool const is_rsa = kind == KeyKind::rsa_2048;
    psa_set_key_type(&attributes,
                     is_rsa ? PSA_KEY_TYPE_RSA_KEY_PAIR : PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, is_rsa ? 2048 : kind == KeyKind::ec_p256 ? 256 : 384);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_SIGN_MESSAGE);
    psa_set_key_algorithm(&attributes, algorithm(kind));
    psa_key_id_t id = 0;
    check(psa_crypto_init());
    check(psa_generate_key(&attributes, &id));
    return Key{kind, id};
  }
  [[nodiscard]] auto kind() const -> KeyKind { return kind_; }

  /// SubjectPublicKeyInfo.
  [[nodiscard]] auto spki() const -> Bytes { return der::sequence(key_algorithm(), der::bit_string(public_key())); }

  /// The leftmost 160 bits of the key's SHA-256 (RFC 7093, 2, method 1).
  [[nodiscard]] auto identifier() const -> Bytes {
    auto const key = public_key();
    Bytes digest(32);
    std::size_t length = 0;
    check(psa_hash_compute(PSA_ALG_SHA_256, octets(key), key.size(), octets(digest), digest.size(), &length));
    digest.resize(20);
    return digest;
  }
  /// PKCS #8, unencrypted (RFC 5208; the EC key in it: RFC 5915).
  [[nodiscard]] auto pkcs8() const -> Bytes {
    auto key = exported(psa_export_key);
    if (kind_ != KeyKind::rsa_2048)
      key = der::sequence(der::integer(1), der::octet_string(key), der::element(0xa1, der::bit_string(public_key())));
    return der::sequence(der::integer(0), key_algorithm(), der::octet_string(key));
  }
  [[nodiscard]] auto pem() const -> std::string { return to_pem("PRIVATE KEY", pkcs8()); }

  [[nodiscard]] auto signature_algorithm() const -> Bytes {
    if (kind_ == KeyKind::rsa_2048) return der::sequence(der::oid("1.2.840.113549.1.1.11"), der::null());
    return der::sequence(der::oid(kind_ == KeyKind::ec_p256 ? "1.2.840.10045.4.3.2" : "1.2.840.10045.4.3.3"));
  }
  [[nodiscard]] auto sign(Bytes const& message) const -> Bytes {
    Bytes signature(PSA_SIGNATURE_MAX_SIZE);
    std::size_t length = 0;
    check(psa_sign_message(*id_, algorithm(kind_), octets(message), message.size(), octets(signature), signature.size(),
                           &length));
    signature.resize(length);
    if (kind_ == KeyKind::rsa_2048) return signature;
    std::span<std::byte const> const both{signature};  // r and s; X.509 wants them as a SEQUENCE (RFC 5480, A)
    return der::sequence(der::integer(both.first(length / 2)), der::integer(both.subspan(length / 2)));
  }
  /// SEQUENCE { tbs, algorithm, signature }: the outer form of certificates, CRLs and OCSP responses.
  [[nodiscard]] auto signed_object(Bytes const& tbs, bool wrong_signature = false) const -> Bytes {
    auto message = tbs;
    if (wrong_signature) message.back() ^= std::byte{1};
    return der::sequence(tbs, signature_algorithm(), der::bit_string(sign(message)));
  }

 private:
  Key(KeyKind kind, psa_key_id_t id)
      : kind_{kind}, id_{new psa_key_id_t{id}, [](psa_key_id_t* owned) { psa_destroy_key(*owned), delete owned; }} {}

  static auto algorithm(KeyKind kind) -> psa_algorithm_t {
    if (kind == KeyKind::rsa_2048) return PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256);
    return PSA_ALG_ECDSA(kind == KeyKind::ec_p256 ? PSA_ALG_SHA_256 : PSA_ALG_SHA_384);
  }
  [[nodiscard]] auto key_algorithm() const -> Bytes {
    if (kind_ == KeyKind::rsa_2048) return der::sequence(der::oid("1.2.840.113549.1.1.1"), der::null());
    return der::sequence(der::oid("1.2.840.10045.2.1"),
                         der::oid(kind_ == KeyKind::ec_p256 ? "1.2.840.10045.3.1.7" : "1.3.132.0.34"));
  }
  [[nodiscard]] auto exported(decltype(&psa_export_key) how) const -> Bytes {
    Bytes key(4096);
    std::size_t length = 0;
    check(how(*id_, octets(key), key.size(), &length));
    key.resize(length);
    return key;
  }
  [[nodiscard]] auto public_key() const -> Bytes { return exported(psa_export_public_key); }

  KeyKind kind_;
  std::shared_ptr<psa_key_id_t> id_;
};

// ---- what to issue --------------------------------------------------------------------------------------------------

namespace oid {
inline constexpr char const *subject_key_identifier = "2.5.29.14", *key_usage = "2.5.29.15",
                            *subject_alt_name = "2.5.29.17", *basic_constraints = "2.5.29.19",
                            *crl_number = "2.5.29.20", *reason_code = "2.5.29.21", *delta_crl_indicator = "2.5.29.27",
                            *issuing_distribution_point = "2.5.29.28", *crl_distribution_points = "2.5.29.31",
                            *authority_key_identifier = "2.5.29.35", *extended_key_usage = "2.5.29.37",
                            *authority_info_access = "1.3.6.1.5.5.7.1.1";
inline constexpr char const *server_auth = "1.3.6.1.5.5.7.3.1", *client_auth = "1.3.6.1.5.5.7.3.2",
                            *ocsp_signing = "1.3.6.1.5.5.7.3.9";
}  // namespace oid

/// Bits of KeyUsage (RFC 5280, 4.2.1.3).
enum KeyUsage : std::uint32_t {
  digital_signature = 1 << 0,
  key_encipherment = 1 << 2,
  key_cert_sign = 1 << 5,
  crl_sign = 1 << 6
};

struct SerialNumber {
  Bytes magnitude{};
  SerialNumber(std::uint64_t value = 0) {
    for (int shift = 56; shift >= 0; shift -= 8) magnitude.push_back(std::byte(value >> shift & 0xff));
  }
  SerialNumber(Bytes octets) : magnitude{std::move(octets)} {}
};

struct Extension {
  std::string id;  ///< dotted
  bool critical = false;
  Bytes value{};  ///< the DER inside extnValue
  [[nodiscard]] auto der() const -> Bytes {
    return der::sequence(der::oid(id), critical ? der::boolean(true) : Bytes{}, der::octet_string(value));
  }
};

/// Certificate { … } with the extensions of RFC 5280, 4.2 that its purpose needs.
struct CertificateProfile {
  std::string subject{};
  std::vector<std::string> alt_names{};  ///< "DNS:…", "IP:…", "URI:…", "EMAIL:…"
  KeyKind key_kind = KeyKind::ec_p256;
  std::optional<Key> key{};  ///< instead of a new one
  Time not_before = now() - std::chrono::hours{1};
  Time not_after = now() + std::chrono::hours{24};
  bool is_ca = false;
  std::optional<unsigned> path_len{};
  std::optional<std::uint32_t> key_usage{};                                         ///< empty: what fits is_ca
  std::vector<std::string> extended_key_usage{oid::server_auth, oid::client_auth};  ///< of an end entity
  std::vector<std::string> crl_urls{}, ocsp_urls{};
  std::optional<SerialNumber> serial_number{};  ///< empty: random
  // odd certificates
  std::vector<std::string> omit{};  ///< extensions to leave out, dotted
  std::vector<Extension> extra{};   ///< further extensions, or others for those left out
  bool wrong_signature = false;
  bool is_v1 = false;  ///< no extensions at all
};

struct Issued {
  Bytes der;
  Key key;
  SerialNumber serial_number;
  [[nodiscard]] auto pem() const -> std::string { return to_pem("CERTIFICATE", der); }
  [[nodiscard]] auto key_pem() const -> std::string { return key.pem(); }
};

struct RevokedEntry {
  SerialNumber serial_number{};
  Time since = now() - std::chrono::minutes{10};
  std::optional<unsigned> reason{};  ///< RFC 5280, 5.3.1: 1 keyCompromise, 6 certificateHold, 8 removeFromCRL …
  std::vector<Extension> extra{};
};

struct CrlProfile {
  std::vector<RevokedEntry> revoked{};
  Time this_update = now() - std::chrono::hours{1};
  std::optional<Time> next_update = now() + std::chrono::hours{24};
  std::uint64_t number = 1;
  std::optional<std::uint64_t> delta_base{};  ///< makes it a delta CRL (RFC 5280, 5.2.4)
  // odd CRLs
  std::optional<std::string> issuer{};  ///< another name than the authority's
  std::optional<Key> key{};             ///< another signer than the authority
  std::vector<std::string> omit{};
  std::vector<Extension> extra{};
  bool wrong_signature = false;
  bool is_v1 = false;
};

// ---- the authority --------------------------------------------------------------------------------------------------

class SmallCa {
 public:
  /// Self-signed. `profile` says what else its certificate holds.
  explicit SmallCa(std::string subject, CertificateProfile profile = {})
      : SmallCa{as_ca(std::move(profile), std::move(subject))} {}

  [[nodiscard]] auto subject() const -> std::string const& { return subject_; }
  [[nodiscard]] auto certificate() const -> Issued const& { return certificate_; }
  [[nodiscard]] auto der() const -> Bytes const& { return certificate_.der; }
  [[nodiscard]] auto pem() const -> std::string { return certificate_.pem(); }
  [[nodiscard]] auto key() const -> Key const& { return certificate_.key; }

  [[nodiscard]] auto issue(CertificateProfile const& profile) const -> Issued {
    return sign(profile, profile.key ? *profile.key : Key::generate(profile.key_kind), subject_, key());
  }
  /// An intermediate authority.
  [[nodiscard]] auto issue_ca(std::string subject, CertificateProfile profile = {}) const -> SmallCa {
    profile = as_ca(std::move(profile), std::move(subject));
    return SmallCa{profile.subject, issue(profile)};
  }
  /// A certificate of ours for another authority's name and key.
  [[nodiscard]] auto cross_certify(SmallCa const& other, CertificateProfile profile = {}) const -> Issued {
    profile.key = other.key();
    return issue(as_ca(std::move(profile), other.subject()));
  }
  /// A CertificateList (RFC 5280, 5.1). DER; `to_pem("X509 CRL", …)` makes the text form.
  [[nodiscard]] auto crl(CrlProfile const& profile = {}) const -> Bytes;

 private:
  SmallCa(std::string subject, Issued certificate)
      : subject_{std::move(subject)}, certificate_{std::move(certificate)} {}
  explicit SmallCa(CertificateProfile const& profile) : subject_{profile.subject}, certificate_{self_sign(profile)} {}

  static auto as_ca(CertificateProfile profile, std::string subject) -> CertificateProfile {
    profile.subject = std::move(subject);
    profile.is_ca = true;
    profile.extended_key_usage.clear();
    return profile;
  }
  static auto self_sign(CertificateProfile const& profile) -> Issued {
    auto const key = profile.key ? *profile.key : Key::generate(profile.key_kind);
    return sign(profile, key, profile.subject, key);
  }
  static auto sign(CertificateProfile const&, Key const& subject_key, std::string const& issuer, Key const& issuer_key)
      -> Issued;
  static auto extensions(CertificateProfile const&, Key const& subject_key, Key const& issuer_key)
      -> std::vector<Extension>;

  /// What is not left out, in DER.
  static auto encode(std::vector<Extension> all, std::vector<std::string> const& omit,
                     std::vector<Extension> const& extra) -> Bytes {
    std::erase_if(all, [&](auto const& extension) { return std::ranges::count(omit, extension.id) != 0; });
    all.insert(all.end(), extra.begin(), extra.end());
    Bytes encoded;
    for (auto const& extension : all) der::append(encoded, extension.der());
    return all.empty() ? Bytes{} : der::sequence(encoded);
  }
  static auto authority_key_identifier(Key const& issuer_key) -> Extension {
    return {oid::authority_key_identifier, false, der::sequence(der::element(0x80, issuer_key.identifier()))};
  }

  std::string subject_;
  Issued certificate_;
};

inline auto SmallCa::extensions(CertificateProfile const& profile, Key const& subject_key, Key const& issuer_key)
    -> std::vector<Extension> {
  std::vector<Extension> all{{oid::subject_key_identifier, false, der::octet_string(subject_key.identifier())},
                             authority_key_identifier(issuer_key)};
  auto const path_len = profile.path_len ? der::integer(*profile.path_len) : Bytes{};
  all.push_back({oid::basic_constraints, true, der::sequence(profile.is_ca ? der::boolean(true) : Bytes{}, path_len)});
  all.push_back(
      {oid::key_usage, true,
       der::named_bits(profile.key_usage.value_or(profile.is_ca ? key_cert_sign | crl_sign : digital_signature))});
  Bytes purposes, points, services;
  for (auto const& purpose : profile.extended_key_usage) der::append(purposes, der::oid(purpose));
  if (!purposes.empty()) all.push_back({oid::extended_key_usage, false, der::sequence(purposes)});
  // RFC 5280, 4.2.1.6: critical where the subject is empty
  if (!profile.alt_names.empty())
    all.push_back({oid::subject_alt_name, profile.subject.empty(), der::sequence(general_names(profile.alt_names))});
  for (auto const& url : profile.crl_urls)
    der::append(points, der::sequence(der::element(0xa0, der::element(0xa0, general_name("URI:" + url)))));
  if (!points.empty()) all.push_back({oid::crl_distribution_points, false, der::sequence(points)});
  for (auto const& url : profile.ocsp_urls)
    der::append(services, der::sequence(der::oid("1.3.6.1.5.5.7.48.1"), general_name("URI:" + url)));
  if (!services.empty()) all.push_back({oid::authority_info_access, false, der::sequence(services)});
  return all;
}

inline auto SmallCa::sign(CertificateProfile const& profile, Key const& subject_key, std::string const& issuer,
                          Key const& issuer_key) -> Issued {
  auto const serial = profile.serial_number ? *profile.serial_number : SerialNumber{random_octets(16)};
  auto const list = encode(extensions(profile, subject_key, issuer_key), profile.omit, profile.extra);
  auto const tbs =
      der::sequence(profile.is_v1 ? Bytes{} : der::element(0xa0, der::integer(2)), der::integer(serial.magnitude),
                    issuer_key.signature_algorithm(), name(issuer),
                    der::sequence(der::time(profile.not_before), der::time(profile.not_after)), name(profile.subject),
                    subject_key.spki(), profile.is_v1 || list.empty() ? Bytes{} : der::element(0xa3, list));
  return {issuer_key.signed_object(tbs, profile.wrong_signature), subject_key, serial};
}

inline auto SmallCa::crl(CrlProfile const& profile) const -> Bytes {
  auto const& signer = profile.key ? *profile.key : key();
  Bytes entries;
  for (auto const& entry : profile.revoked) {
    std::vector<Extension> all;
    if (entry.reason) all.push_back({oid::reason_code, false, der::integer(*entry.reason, 0x0a)});
    auto const list = encode(std::move(all), {}, entry.extra);
    der::append(entries, der::sequence(der::integer(entry.serial_number.magnitude), der::time(entry.since), list));
  }
  std::vector<Extension> all{authority_key_identifier(signer), {oid::crl_number, false, der::integer(profile.number)}};
  if (profile.delta_base) all.push_back({oid::delta_crl_indicator, true, der::integer(*profile.delta_base)});
  auto const list = encode(std::move(all), profile.omit, profile.extra);
  auto const tbs = der::sequence(profile.is_v1 ? Bytes{} : der::integer(1), signer.signature_algorithm(),
                                 name(profile.issuer.value_or(subject_)), der::time(profile.this_update),
                                 profile.next_update ? der::time(*profile.next_update) : Bytes{},
                                 entries.empty() ? Bytes{} : der::sequence(entries),
                                 profile.is_v1 || list.empty() ? Bytes{} : der::element(0xa0, list));
  return signer.signed_object(tbs, profile.wrong_signature);
}

}  // namespace small_ca
