// SPDX-License-Identifier: Apache-2.0
// mbedTLS 3.6's three AEADs in one form. Each keeps its key's tables and is used in place.
#pragma once

#include <vidimus/core/aead.hpp>
#include <vidimus/crypto/psa.hpp>

#include <mbedtls/ccm.h>
#include <mbedtls/chachapoly.h>
#include <mbedtls/gcm.h>

#include <cstddef>
#include <span>

namespace vidimus::detail {

/// Where a record's body ends and its tag begins.
struct SealedBody {
  std::span<std::byte> text, tag;
  SealedBody(std::span<std::byte> body, std::size_t tag_octets)
      : text{body.first(body.size() - tag_octets)}, tag{body.last(tag_octets)} {}
};

[[nodiscard]] inline auto authenticity_of(int status, int forged) -> Authenticity {
  if (status == 0) return Authenticity::authentic;
  return status == forged ? Authenticity::forged : Authenticity::failed;
}

class MbedtlsGcm {
 public:
  explicit MbedtlsGcm(std::size_t) { mbedtls_gcm_init(&context_); }
  MbedtlsGcm(MbedtlsGcm const&) = delete;
  auto operator=(MbedtlsGcm const&) -> MbedtlsGcm& = delete;
  ~MbedtlsGcm() { mbedtls_gcm_free(&context_); }  // which overwrites it

  auto use(ByteView key) -> int {
    return mbedtls_gcm_setkey(&context_, MBEDTLS_CIPHER_ID_AES, octets(key), static_cast<unsigned>(key.size() * 8));
  }
  auto seal(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> bool {
    auto const [text, tag] = SealedBody{body, 16};
    return mbedtls_gcm_crypt_and_tag(&context_, MBEDTLS_GCM_ENCRYPT, text.size(), octets(ByteView{nonce}), nonce.size(),
                                     octets(header), header.size(), octets(text), octets(text), tag.size(),
                                     octets(tag)) == 0;
  }
  auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    auto const [text, tag] = SealedBody{body, 16};
    auto const status =
        mbedtls_gcm_auth_decrypt(&context_, text.size(), octets(ByteView{nonce}), nonce.size(), octets(header),
                                 header.size(), octets(tag), tag.size(), octets(text), octets(text));
    return authenticity_of(status, MBEDTLS_ERR_GCM_AUTH_FAILED);
  }

 private:
  mbedtls_gcm_context context_;
};

class MbedtlsCcm {
 public:
  explicit MbedtlsCcm(std::size_t tag_octets) : tag_octets_{tag_octets} { mbedtls_ccm_init(&context_); }
  MbedtlsCcm(MbedtlsCcm const&) = delete;
  auto operator=(MbedtlsCcm const&) -> MbedtlsCcm& = delete;
  ~MbedtlsCcm() { mbedtls_ccm_free(&context_); }  // which overwrites it

  auto use(ByteView key) -> int {
    return mbedtls_ccm_setkey(&context_, MBEDTLS_CIPHER_ID_AES, octets(key), static_cast<unsigned>(key.size() * 8));
  }
  auto seal(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> bool {
    auto const [text, tag] = SealedBody{body, tag_octets_};
    return mbedtls_ccm_encrypt_and_tag(&context_, text.size(), octets(ByteView{nonce}), nonce.size(), octets(header),
                                       header.size(), octets(text), octets(text), octets(tag), tag.size()) == 0;
  }
  auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    auto const [text, tag] = SealedBody{body, tag_octets_};
    auto const status =
        mbedtls_ccm_auth_decrypt(&context_, text.size(), octets(ByteView{nonce}), nonce.size(), octets(header),
                                 header.size(), octets(text), octets(text), octets(tag), tag.size());
    return authenticity_of(status, MBEDTLS_ERR_CCM_AUTH_FAILED);
  }

 private:
  mbedtls_ccm_context context_;
  std::size_t tag_octets_;
};

class MbedtlsChachapoly {
 public:
  explicit MbedtlsChachapoly(std::size_t) { mbedtls_chachapoly_init(&context_); }
  MbedtlsChachapoly(MbedtlsChachapoly const&) = delete;
  auto operator=(MbedtlsChachapoly const&) -> MbedtlsChachapoly& = delete;
  ~MbedtlsChachapoly() { mbedtls_chachapoly_free(&context_); }  // which overwrites it

  auto use(ByteView key) -> int {
    return key.size() == 32 ? mbedtls_chachapoly_setkey(&context_, octets(key)) : MBEDTLS_ERR_CHACHAPOLY_BAD_STATE;
  }
  auto seal(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> bool {
    auto const [text, tag] = SealedBody{body, 16};
    return mbedtls_chachapoly_encrypt_and_tag(&context_, text.size(), octets(ByteView{nonce}), octets(header),
                                              header.size(), octets(text), octets(text), octets(tag)) == 0;
  }
  auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    auto const [text, tag] = SealedBody{body, 16};
    auto const status = mbedtls_chachapoly_auth_decrypt(&context_, text.size(), octets(ByteView{nonce}), octets(header),
                                                        header.size(), octets(tag), octets(text), octets(text));
    return authenticity_of(status, MBEDTLS_ERR_CHACHAPOLY_AUTH_FAILED);
  }

 private:
  mbedtls_chachapoly_context context_;
};

}  // namespace vidimus::detail
