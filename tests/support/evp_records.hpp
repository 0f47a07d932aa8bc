// SPDX-License-Identifier: Apache-2.0
// Records as OpenSSL's EVP seals and opens them, called as its manual says, one at a time in a context of its own: beside ours.
#pragma once

#include "record_ends.hpp"

#include <vidimus/record/traffic_keys.hpp>

#include <openssl/evp.h>

#include <memory>

namespace record_test {

class EvpRecords {
 public:
  /// With the keys of `secret(suite)`.
  explicit EvpRecords(std::uint16_t suite) : suite_{suite} {
    REQUIRE(vidimus::start_crypto());
    auto const keys =
        vidimus::detail::derive_keys(*vidimus::detail::record_suite(suite), secret(suite).bytes()).value();
    key_.assign(keys.key.bytes().begin(), keys.key.bytes().end());
    iv_.assign(keys.iv.bytes().begin(), keys.iv.bytes().end());
  }

  [[nodiscard]] auto seal(std::uint64_t sequence, ByteView header, ByteView plaintext) const -> Buffer {
    auto const size = static_cast<int>(plaintext.size());
    Buffer const none(1);  // to EVP a null pointer means something else than no octets
    if (plaintext.empty()) plaintext = ByteView{none}.first(0);
    auto const context = start(true, sequence, size, nullptr);
    Buffer body(plaintext.size() + static_cast<std::size_t>(tag_octets()));
    int done = 0;
    REQUIRE(EVP_CipherUpdate(context.get(), nullptr, &done, of(header), 5) == 1);
    REQUIRE(EVP_CipherUpdate(context.get(), of(std::span{body}), &done, of(plaintext), size) == 1);
    REQUIRE(EVP_CipherFinal_ex(context.get(), of(std::span{body}) + done, &done) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_octets(), body.data() + size) == 1);
    return body;
  }
  [[nodiscard]] auto open(std::uint64_t sequence, ByteView header, Buffer body) const -> Buffer {
    auto const size = static_cast<int>(body.size()) - tag_octets();
    auto const context = start(false, sequence, size, of(std::span{body}) + size);
    Buffer plaintext(static_cast<std::size_t>(size) + 1);
    int done = 0;
    REQUIRE(EVP_CipherUpdate(context.get(), nullptr, &done, of(header), 5) == 1);
    REQUIRE(EVP_CipherUpdate(context.get(), of(std::span{plaintext}), &done, of(ByteView{body}), size) == 1);
    if (!is_ccm()) REQUIRE(EVP_CipherFinal_ex(context.get(), of(std::span{plaintext}) + done, &done) == 1);
    plaintext.pop_back();
    return plaintext;
  }

 private:
  struct Freed {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  };
  using Context = std::unique_ptr<EVP_CIPHER_CTX, Freed>;

  static auto of(ByteView bytes) -> unsigned char const* {
    return reinterpret_cast<unsigned char const*>(bytes.data());
  }
  static auto of(std::span<std::byte> bytes) -> unsigned char* {
    return reinterpret_cast<unsigned char*>(bytes.data());
  }
  [[nodiscard]] auto is_ccm() const -> bool { return suite_ >= 0x1304; }
  [[nodiscard]] auto tag_octets() const -> int { return suite_ == 0x1305 ? 8 : 16; }
  [[nodiscard]] auto cipher() const -> EVP_CIPHER const* {
    return suite_ == 0x1301   ? EVP_aes_128_gcm()
           : suite_ == 0x1302 ? EVP_aes_256_gcm()
           : suite_ == 0x1303 ? EVP_chacha20_poly1305()
                              : EVP_aes_128_ccm();
  }
  [[nodiscard]] auto start(bool encrypts, std::uint64_t sequence, int size, unsigned char* tag) const -> Context {
    Context context{EVP_CIPHER_CTX_new()};
    auto* const raw = context.get();
    REQUIRE(EVP_CipherInit_ex(raw, cipher(), nullptr, nullptr, nullptr, encrypts) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(raw, EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr) == 1);
    if (!encrypts || is_ccm()) REQUIRE(EVP_CIPHER_CTX_ctrl(raw, EVP_CTRL_AEAD_SET_TAG, tag_octets(), tag) == 1);
    auto nonce = iv_;
    for (std::size_t i = 0; i != 8; ++i) nonce[11 - i] ^= static_cast<std::byte>(sequence >> (8 * i));
    REQUIRE(EVP_CipherInit_ex(raw, nullptr, nullptr, of(ByteView{key_}), of(ByteView{nonce}), encrypts) == 1);
    int done = 0;
    if (is_ccm()) REQUIRE(EVP_CipherUpdate(raw, nullptr, &done, nullptr, size) == 1);
    return context;
  }

  std::uint16_t suite_;
  Buffer key_, iv_;
};

/// Two ends of our keys beside EVP: a record of each length, sealed and opened by both.
template <class A>
class RecordsBesideEvp {
 public:
  using Keys = vidimus::detail::TrafficKeys<A>;
  explicit RecordsBesideEvp(std::uint16_t suite)
      : theirs_{suite},
        sealing_{Keys::derive(secret(suite), vidimus::KeyDirection::sealing).value()},
        opening_{Keys::derive(secret(suite), vidimus::KeyDirection::opening).value()} {}

  /// The next record, of so many octets of TLSInnerPlaintext.
  void check(std::size_t length) {
    auto const plaintext = octets(length);
    auto const header = vidimus::detail::record_header(ContentType::application_data, length + sealing_.tag_octets());
    Buffer body = plaintext;
    body.resize(length + sealing_.tag_octets());
    REQUIRE_FALSE(sealing_.seal(header, body, 0));
    REQUIRE(body == theirs_.seal(sequence_, header, plaintext));
    REQUIRE(theirs_.open(sequence_, header, body) == plaintext);
    REQUIRE_FALSE(opening_.open(header, body));
    REQUIRE(vidimus::same_bytes(ByteView{body}.first(length), plaintext));
    ++sequence_;
  }

 private:
  EvpRecords theirs_;
  Keys sealing_, opening_;
  std::uint64_t sequence_ = 0;
};

}  // namespace record_test
