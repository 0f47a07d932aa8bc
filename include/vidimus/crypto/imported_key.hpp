// SPDX-License-Identifier: Apache-2.0
// A public key in PSA's key store for as long as it is needed. Importing checks that a point is on its curve.
#pragma once

#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/crypto/psa.hpp>

#include <cstddef>
#include <utility>

namespace vidimus::detail {

class ImportedKey {
 public:
  /// `key` is the contents of the SubjectPublicKeyInfo's BIT STRING, which is the form that PSA imports.
  /// Errors: `key_malformed`, `unsupported_key`; `crypto_failed` for want of memory; `crypto_unavailable`.
  [[nodiscard]] static auto import(PublicKeyInfo info, ByteView key, psa_algorithm_t algorithm) -> Result<ImportedKey> {
    if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_set_key_type(&attributes, type_of(info.kind));
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_VERIFY_MESSAGE);
    psa_set_key_algorithm(&attributes, algorithm);
    ImportedKey imported;
    auto const status = psa_import_key(&attributes, octets(key), key.size(), &imported.id_);
    if (status != PSA_SUCCESS) return psa_failure(meaning_of(status), "psa_import_key", status);
    return imported;
  }

  ImportedKey(ImportedKey&& other) noexcept : id_{std::exchange(other.id_, mbedtls_svc_key_id_t{})} {}
  ImportedKey(ImportedKey const&) = delete;
  auto operator=(ImportedKey&&) -> ImportedKey& = delete;
  auto operator=(ImportedKey const&) -> ImportedKey& = delete;
  ~ImportedKey() { psa_destroy_key(id_); }  // of a moved-from one: no key, nothing happens

  [[nodiscard]] auto id() const -> mbedtls_svc_key_id_t { return id_; }

 private:
  ImportedKey() = default;

  static auto type_of(KeyKind kind) -> psa_key_type_t {
    return kind == KeyKind::rsa ? static_cast<psa_key_type_t>(PSA_KEY_TYPE_RSA_PUBLIC_KEY)
                                : static_cast<psa_key_type_t>(PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1));
  }
  static auto meaning_of(psa_status_t status) -> Errc {
    if (status == PSA_ERROR_INVALID_ARGUMENT || status == PSA_ERROR_DATA_INVALID) return Errc::key_malformed;
    if (status == PSA_ERROR_NOT_SUPPORTED) return Errc::unsupported_key;
    return Errc::crypto_failed;
  }

  mbedtls_svc_key_id_t id_{};
};

}  // namespace vidimus::detail
