// SPDX-License-Identifier: Apache-2.0
// Records through PSA, which is all that mbedTLS 4 offers. It prepares the key anew for each record, so it allocates and is
// slower than `aead::Mbedtls`.
#pragma once

#include <vidimus/core/aead.hpp>
#include <vidimus/crypto/psa.hpp>
#include <vidimus/record/psa_key.hpp>
#include <vidimus/record/suite.hpp>

#include <psa/crypto.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace vidimus::aead {

class Psa {
 public:
  static constexpr char const* name = "PSA";

  /// Errors: `record_failed` for a suite that TLS 1.3 does not have, a key of another length, and what the library says;
  /// `crypto_unavailable`.
  [[nodiscard]] static auto make(std::uint16_t cipher_suite, ByteView key, KeyDirection direction) -> Result<Psa> {
    if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
    auto const* const suite = detail::record_suite(cipher_suite);
    if (!suite || key.size() != suite->key_octets)
      return refuse(Errc::record_failed, Note{"no key of a TLS 1.3 cipher suite"});
    auto const usage = direction == KeyDirection::sealing ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT;
    auto held = detail::PsaKey::import(suite->key_type, static_cast<psa_key_usage_t>(usage), suite->aead, key);
    if (!held) return refuse(std::move(held.error()));
    return Psa{*std::move(held), suite->aead, suite->tag_octets};
  }

  [[nodiscard]] auto seal(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> bool {
    std::size_t written = 0;
    auto const status = psa_aead_encrypt(key_.id(), algorithm_, detail::octets(ByteView{nonce}), nonce.size(),
                                         detail::octets(header), header.size(), detail::octets(body),
                                         body.size() - tag_octets_, detail::octets(body), body.size(), &written);
    return status == PSA_SUCCESS && written == body.size();
  }
  [[nodiscard]] auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    std::size_t written = 0;
    auto const status = psa_aead_decrypt(key_.id(), algorithm_, detail::octets(ByteView{nonce}), nonce.size(),
                                         detail::octets(header), header.size(), detail::octets(body), body.size(),
                                         detail::octets(body), body.size() - tag_octets_, &written);
    if (status == PSA_ERROR_INVALID_SIGNATURE) return Authenticity::forged;
    bool const is_whole = status == PSA_SUCCESS && written == body.size() - tag_octets_;
    return is_whole ? Authenticity::authentic : Authenticity::failed;
  }

 private:
  Psa(detail::PsaKey key, psa_algorithm_t algorithm, std::size_t tag_octets)
      : key_{std::move(key)}, algorithm_{algorithm}, tag_octets_{tag_octets} {}

  detail::PsaKey key_;
  psa_algorithm_t algorithm_;
  std::size_t tag_octets_;
};
static_assert(Aead<Psa>);

}  // namespace vidimus::aead
