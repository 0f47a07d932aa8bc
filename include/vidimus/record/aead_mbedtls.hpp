// SPDX-License-Identifier: Apache-2.0
// Records by mbedTLS 3.6's own ciphers: contexts that are kept, so that a record costs no allocation. mbedTLS 4 has none
// of these functions; there `aead::Psa` takes their place.
#pragma once

#include <vidimus/core/aead.hpp>
#include <vidimus/record/mbedtls_ciphers.hpp>
#include <vidimus/record/suite.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <variant>

namespace vidimus::aead {

/// One key. Moving it leaves the key where it is; a moved-from one must not be used.
class Mbedtls {
 public:
  static constexpr char const* name = "mbedTLS";

  /// Errors: `record_failed` for a suite that TLS 1.3 does not have, a key of another length, and what the library says.
  [[nodiscard]] static auto make(std::uint16_t cipher_suite, ByteView key, KeyDirection) -> Result<Mbedtls> {
    auto const* const suite = detail::record_suite(cipher_suite);
    if (!suite || key.size() != suite->key_octets)
      return refuse(Errc::record_failed, Note{"no key of a TLS 1.3 cipher suite"});
    Mbedtls made;
    auto const status = made.use(*suite, key);
    if (status != 0) return refuse(Errc::record_failed, Underlying{"a record key of mbedTLS", {}, status});
    return made;
  }

  [[nodiscard]] auto seal(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> bool {
    return std::visit([&](auto& cipher) { return cipher.seal(nonce, header, body); }, *cipher_);
  }
  [[nodiscard]] auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    return std::visit([&](auto& cipher) { return cipher.open(nonce, header, body); }, *cipher_);
  }

 private:
  using Cipher = std::variant<detail::MbedtlsGcm, detail::MbedtlsCcm, detail::MbedtlsChachapoly>;
  Mbedtls() = default;

  template <class C>
  auto use_cipher(std::size_t tag_octets, ByteView key) -> int {
    cipher_ = std::make_unique<Cipher>(std::in_place_type<C>, tag_octets);
    return std::get<C>(*cipher_).use(key);
  }
  auto use(detail::RecordSuite const& suite, ByteView key) -> int {
    if (suite.key_type == PSA_KEY_TYPE_CHACHA20) return use_cipher<detail::MbedtlsChachapoly>(suite.tag_octets, key);
    if (suite.aead == PSA_ALG_GCM) return use_cipher<detail::MbedtlsGcm>(suite.tag_octets, key);
    return use_cipher<detail::MbedtlsCcm>(suite.tag_octets, key);
  }

  std::unique_ptr<Cipher> cipher_;  // mbedTLS's contexts do not move
};
static_assert(Aead<Mbedtls>);

}  // namespace vidimus::aead
