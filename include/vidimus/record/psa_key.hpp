// SPDX-License-Identifier: Apache-2.0
// A key that PSA holds for as long as this object lives.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/psa.hpp>

#include <psa/crypto.h>

#include <utility>

namespace vidimus::detail {

class PsaKey {
 public:
  /// For one use with one algorithm. Errors: `record_failed`.
  [[nodiscard]] static auto import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm,
                                   ByteView bytes) -> Result<PsaKey> {
    auto attributes = psa_key_attributes_init();
    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, algorithm);
    psa_key_id_t id = PSA_KEY_ID_NULL;
    auto const status = psa_import_key(&attributes, octets(bytes), bytes.size(), &id);
    if (status != PSA_SUCCESS) return psa_failure(Errc::record_failed, "psa_import_key", status);
    return PsaKey{id};
  }

  [[nodiscard]] auto id() const -> psa_key_id_t { return id_; }

  PsaKey(PsaKey&& other) noexcept : id_{std::exchange(other.id_, PSA_KEY_ID_NULL)} {}
  auto operator=(PsaKey&& other) noexcept -> PsaKey& {
    std::swap(id_, other.id_);
    return *this;
  }
  PsaKey(PsaKey const&) = delete;
  auto operator=(PsaKey const&) -> PsaKey& = delete;
  ~PsaKey() { psa_destroy_key(id_); }  // which overwrites it

 private:
  explicit PsaKey(psa_key_id_t id) : id_{id} {}

  psa_key_id_t id_;
};

}  // namespace vidimus::detail
