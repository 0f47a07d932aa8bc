// SPDX-License-Identifier: Apache-2.0
// Records by OpenSSL 3's libcrypto, for programs that have it anyway: `RecordAead<aead::Libcrypto>` in a channel's type.
// Include it yourself and link OpenSSL::Crypto; nothing else of vidimus needs OpenSSL.
#pragma once

#include <vidimus/core/aead.hpp>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

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
    if (!begin(nonce, end_of_parameters) || !announce(text.size(), &EVP_EncryptUpdate)) return false;
    if (!update(&EVP_EncryptUpdate, nullptr, header) || !update(&EVP_EncryptUpdate, text.data(), text)) return false;
    if (int more = 0; EVP_EncryptFinal_ex(context_.get(), octets(body.last(0)), &more) != 1) return false;
    std::array<OSSL_PARAM, 2> made{tag_of(body), end_of_parameters};
    return EVP_CIPHER_CTX_get_params(context_.get(), made.data()) == 1;
  }

  [[nodiscard]] auto open(RecordNonce const& nonce, ByteView header, std::span<std::byte> body) -> Authenticity {
    auto const text = body.first(body.size() - suite_->tag_octets);
    if (!begin(nonce, tag_of(body)) || !announce(text.size(), &EVP_DecryptUpdate)) return Authenticity::failed;
    if (!update(&EVP_DecryptUpdate, nullptr, header)) return Authenticity::failed;
    bool const is_decrypted = update(&EVP_DecryptUpdate, text.data(), text);
    if (suite_->mode == Mode::ccm)  // which checks here
      return is_decrypted ? Authenticity::authentic : Authenticity::forged;
    if (!is_decrypted) return Authenticity::failed;
    int more = 0;
    return EVP_DecryptFinal_ex(context_.get(), octets(body.last(0)), &more) == 1 ? Authenticity::authentic
                                                                                 : Authenticity::forged;
  }

 private:
  enum class Mode : unsigned char { gcm, chachapoly, ccm };
  struct Suite {
    std::uint16_t code_point;
    EVP_CIPHER const* (*cipher)();
    std::size_t key_octets, tag_octets;
    Mode mode;
  };
  struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }  // which overwrites it
  };
  using Update = int (*)(EVP_CIPHER_CTX*, unsigned char*, int*, unsigned char const*, int);

  explicit Libcrypto(Suite const& suite) : context_{EVP_CIPHER_CTX_new()}, suite_{&suite} {}

  static auto suite_of(std::uint16_t code_point) -> Suite const* {
    static constexpr std::array<Suite, 5> suites{{{0x1301, &EVP_aes_128_gcm, 16, 16, Mode::gcm},
                                                  {0x1302, &EVP_aes_256_gcm, 32, 16, Mode::gcm},
                                                  {0x1303, &EVP_chacha20_poly1305, 32, 16, Mode::chachapoly},
                                                  {0x1304, &EVP_aes_128_ccm, 16, 16, Mode::ccm},
                                                  {0x1305, &EVP_aes_128_ccm, 16, 8, Mode::ccm}}};
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

  static constexpr OSSL_PARAM end_of_parameters = OSSL_PARAM_END;
  static auto octet_string(char const* key, std::byte const* at, std::size_t size) -> OSSL_PARAM {
    return {key, OSSL_PARAM_OCTET_STRING, const_cast<std::byte*>(at), size, OSSL_PARAM_UNMODIFIED};
  }
  [[nodiscard]] auto tag_of(std::span<std::byte> body) const -> OSSL_PARAM {
    return octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, body.last(suite_->tag_octets).data(), suite_->tag_octets);
  }
  // What EVP_CTRL_GCM_SET_IV_FIXED with -1 asks for, as OpenSSH does: the whole nonce is replaced.
  static auto whole_nonce(RecordNonce const& nonce) -> OSSL_PARAM {
    return octet_string(OSSL_CIPHER_PARAM_AEAD_TLS1_IV_FIXED, nonce.data(), static_cast<std::size_t>(-1));
  }

  // The lengths come before the key: CCM wants them so, the others do not mind.
  auto use(ByteView key, KeyDirection direction) -> bool {
    auto* const context = context_.get();
    int const encrypts = direction == KeyDirection::sealing ? 1 : 0;
    if (!context || EVP_CipherInit_ex(context, suite_->cipher(), nullptr, nullptr, nullptr, encrypts) != 1)
      return false;
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr) != 1) return false;
    if (suite_->mode == Mode::ccm && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_octets(), nullptr) != 1)
      return false;
    if (EVP_CipherInit_ex(context, nullptr, nullptr, octets(key), nullptr, encrypts) != 1) return false;
    is_nonce_parameter_ = suite_->mode == Mode::gcm && takes_nonce_as_parameter();
    return true;
  }
  // A short record costs a fifth less than by EVP_CipherInit_ex, which asks the provider for the nonce's length each time. Not
  // every provider need know it, and one that passed over it would use a nonce twice: so it is tried, and read back.
  [[nodiscard]] auto takes_nonce_as_parameter() -> bool {
    RecordNonce tried, found{};
    tried.fill(std::byte{0xa5});
    std::array<OSSL_PARAM, 2> const parameters{whole_nonce(tried), end_of_parameters};
    ERR_set_mark();
    bool const is_taken = EVP_CIPHER_CTX_set_params(context_.get(), parameters.data()) == 1 &&
                          EVP_CIPHER_CTX_get_original_iv(context_.get(), found.data(), found.size()) == 1;
    ERR_pop_to_mark();
    return is_taken && found == tried;
  }
  // `tag`: of the record to open.
  auto begin(RecordNonce const& nonce, OSSL_PARAM const& tag) -> bool {
    if (is_nonce_parameter_) {
      std::array<OSSL_PARAM, 3> const both{whole_nonce(nonce), tag, end_of_parameters};
      return EVP_CIPHER_CTX_set_params(context_.get(), both.data()) == 1;
    }
    if (EVP_CipherInit_ex(context_.get(), nullptr, nullptr, nullptr, octets(nonce), -1) != 1) return false;
    std::array<OSSL_PARAM, 2> const parameters{tag, end_of_parameters};
    return tag.key == nullptr || EVP_CIPHER_CTX_set_params(context_.get(), parameters.data()) == 1;
  }
  // CCM has to know how much follows.
  auto announce(std::size_t size, Update function) -> bool {
    int done = 0;
    return suite_->mode != Mode::ccm || function(context_.get(), nullptr, &done, nullptr, static_cast<int>(size)) == 1;
  }
  auto update(Update function, std::byte* out, ByteView in) -> bool {
    int done = 0;
    return function(context_.get(), reinterpret_cast<unsigned char*>(out), &done, octets(in),
                    static_cast<int>(in.size())) == 1;
  }

  std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
  Suite const* suite_;
  bool is_nonce_parameter_ = false;
};
static_assert(Aead<Libcrypto>);

}  // namespace vidimus::aead
