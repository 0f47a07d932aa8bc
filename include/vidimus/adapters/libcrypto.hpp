// SPDX-License-Identifier: Apache-2.0
// Records by OpenSSL 3's libcrypto, for programs that have it anyway: `RecordAead<aead::Libcrypto>` in a channel's type.
// Include it yourself and link OpenSSL::Crypto; nothing else of vidimus needs OpenSSL.
#pragma once

#include <vidimus/core/aead.hpp>

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace vidimus::aead {

/// One key in one EVP context, which is kept. What OpenSSL queues as errors of a forged record is left in its queue only
/// where it puts it there itself.
class Libcrypto {
 public:
  static constexpr char const* name = "libcrypto";

  /// Errors: `record_failed` for a suite that TLS 1.3 does not have, a key of another length, and where OpenSSL refuses: a
  /// provider without the cipher, for example.
  [[nodiscard]] static auto make(std::uint16_t cipher_suite, ByteView key, KeyDirection direction)
      -> Result<Libcrypto> {
    auto const* const suite = suite_of(cipher_suite);
    if (!suite || key.size() != suite->key_octets)
      return refuse(Errc::record_failed, Note{"no key of a TLS 1.3 cipher suite"});
    Libcrypto made{*suite};
    if (!made.use(key, direction)) return refuse(Errc::record_failed, Note{"OpenSSL does not take the record key"});
    return made;
  }

  [[nodiscard]] auto seal(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> bool {
    auto const text = body.first(body.size() - suite_->tag_octets);
    auto* const context = context_.get();
    if (EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, octets(nonce)) != 1) return false;
    if (!announce(text.size(), &EVP_EncryptUpdate)) return false;
    if (!update(&EVP_EncryptUpdate, nullptr, header) || !update(&EVP_EncryptUpdate, text.data(), text)) return false;
    if (int more = 0; EVP_EncryptFinal_ex(context, octets(body.last(0)), &more) != 1) return false;
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_octets(), octets(body.last(suite_->tag_octets))) ==
           1;
  }

  [[nodiscard]] auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    auto const text = body.first(body.size() - suite_->tag_octets);
    auto* const context = context_.get();
    if (EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, octets(nonce)) != 1) return Authenticity::failed;
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_octets(), octets(body.last(suite_->tag_octets))) != 1)
      return Authenticity::failed;
    if (!announce(text.size(), &EVP_DecryptUpdate)) return Authenticity::failed;
    if (!update(&EVP_DecryptUpdate, nullptr, header)) return Authenticity::failed;
    bool const is_decrypted = update(&EVP_DecryptUpdate, text.data(), text);
    if (suite_->is_ccm) return is_decrypted ? Authenticity::authentic : Authenticity::forged;  // CCM checks here
    if (!is_decrypted) return Authenticity::failed;
    int more = 0;
    return EVP_DecryptFinal_ex(context, octets(body.last(0)), &more) == 1 ? Authenticity::authentic
                                                                          : Authenticity::forged;
  }

 private:
  struct Suite {
    std::uint16_t code_point;
    EVP_CIPHER const* (*cipher)();
    std::size_t key_octets, tag_octets;
    bool is_ccm;
  };
  struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }  // which overwrites it
  };
  using Update = int (*)(EVP_CIPHER_CTX*, unsigned char*, int*, unsigned char const*, int);

  explicit Libcrypto(Suite const& suite) : context_{EVP_CIPHER_CTX_new()}, suite_{&suite} {}

  static auto suite_of(std::uint16_t code_point) -> Suite const* {
    static constexpr std::array<Suite, 5> suites{{{0x1301, &EVP_aes_128_gcm, 16, 16, false},
                                                  {0x1302, &EVP_aes_256_gcm, 32, 16, false},
                                                  {0x1303, &EVP_chacha20_poly1305, 32, 16, false},
                                                  {0x1304, &EVP_aes_128_ccm, 16, 16, true},
                                                  {0x1305, &EVP_aes_128_ccm, 16, 8, true}}};
    for (auto const& suite : suites)
      if (suite.code_point == code_point) return &suite;
    return nullptr;
  }
  static auto octets(std::span<std::byte const> bytes) -> unsigned char const* {
    return reinterpret_cast<unsigned char const*>(bytes.data());
  }
  static auto octets(std::span<std::byte> bytes) -> unsigned char* {
    return reinterpret_cast<unsigned char*>(bytes.data());
  }
  [[nodiscard]] auto tag_octets() const -> int { return static_cast<int>(suite_->tag_octets); }

  // The lengths come before the key: CCM wants them so, the others do not mind.
  auto use(ByteView key, KeyDirection direction) -> bool {
    auto* const context = context_.get();
    int const encrypts = direction == KeyDirection::sealing ? 1 : 0;
    if (!context || EVP_CipherInit_ex(context, suite_->cipher(), nullptr, nullptr, nullptr, encrypts) != 1)
      return false;
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr) != 1) return false;
    if (suite_->is_ccm && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_octets(), nullptr) != 1) return false;
    return EVP_CipherInit_ex(context, nullptr, nullptr, octets(key), nullptr, encrypts) == 1;
  }
  // CCM has to know how much follows.
  auto announce(std::size_t size, Update function) -> bool {
    int done = 0;
    return !suite_->is_ccm || function(context_.get(), nullptr, &done, nullptr, static_cast<int>(size)) == 1;
  }
  auto update(Update function, std::byte* out, ByteView in) -> bool {
    int done = 0;
    return function(context_.get(), reinterpret_cast<unsigned char*>(out), &done, octets(in),
                    static_cast<int>(in.size())) == 1;
  }

  std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
  Suite const* suite_;
};
static_assert(Aead<Libcrypto>);

}  // namespace vidimus::aead
