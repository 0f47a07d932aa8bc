// SPDX-License-Identifier: Apache-2.0
// Our records beside those of OpenSSL's EVP, called as its manual says: every suite, boundary and random lengths, both ways.
#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/record/traffic_keys.hpp>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <openssl/evp.h>

#include <memory>
#include <random>

#include "record_ends.hpp"

using record_test::octets;
using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::Errc;
using vidimus::KeyDirection;

namespace {

auto of(ByteView bytes) -> unsigned char const* { return reinterpret_cast<unsigned char const*>(bytes.data()); }
auto of(std::span<std::byte> bytes) -> unsigned char* { return reinterpret_cast<unsigned char*>(bytes.data()); }

/// One record at a time in a context of its own.
struct Evp {
  std::uint16_t suite;
  Buffer key, iv;

  explicit Evp(std::uint16_t of_suite) : suite{of_suite} {
    REQUIRE(vidimus::start_crypto());
    auto const keys =
        vidimus::detail::derive_keys(*vidimus::detail::record_suite(suite), record_test::secret(suite).bytes()).value();
    key.assign(keys.key.bytes().begin(), keys.key.bytes().end());
    iv.assign(keys.iv.bytes().begin(), keys.iv.bytes().end());
  }
  auto tag_octets() const -> int { return suite == 0x1305 ? 8 : 16; }
  auto start(bool encrypts, std::uint64_t sequence, int size, unsigned char* tag) const {
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
    auto const* const cipher = suite == 0x1301   ? EVP_aes_128_gcm()
                               : suite == 0x1302 ? EVP_aes_256_gcm()
                               : suite == 0x1303 ? EVP_chacha20_poly1305()
                                                 : EVP_aes_128_ccm();
    REQUIRE(EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, encrypts) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr) == 1);
    if (!encrypts || suite >= 0x1304)
      REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_octets(), tag) == 1);
    auto nonce = iv;
    for (std::size_t i = 0; i != 8; ++i) nonce[11 - i] ^= static_cast<std::byte>(sequence >> (8 * i));
    REQUIRE(EVP_CipherInit_ex(context.get(), nullptr, nullptr, of(ByteView{key}), of(ByteView{nonce}), encrypts) == 1);
    int done = 0;
    if (suite >= 0x1304) REQUIRE(EVP_CipherUpdate(context.get(), nullptr, &done, nullptr, size) == 1);
    return context;
  }
  auto seal(std::uint64_t sequence, ByteView header, ByteView plaintext) const -> Buffer {
    auto const size = static_cast<int>(plaintext.size());
    auto const context = start(true, sequence, size, nullptr);
    Buffer body(plaintext.size() + static_cast<std::size_t>(tag_octets()));
    int done = 0;
    REQUIRE(EVP_CipherUpdate(context.get(), nullptr, &done, of(header), 5) == 1);
    REQUIRE(EVP_CipherUpdate(context.get(), of(std::span{body}), &done, of(plaintext), size) == 1);
    REQUIRE(EVP_CipherFinal_ex(context.get(), of(std::span{body}) + done, &done) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_octets(), body.data() + size) == 1);
    return body;
  }
  auto open(std::uint64_t sequence, ByteView header, Buffer body) const -> Buffer {
    auto const size = static_cast<int>(body.size()) - tag_octets();
    auto const context = start(false, sequence, size, of(std::span{body}) + size);
    Buffer plaintext(static_cast<std::size_t>(size));
    int done = 0;
    REQUIRE(EVP_CipherUpdate(context.get(), nullptr, &done, of(header), 5) == 1);
    REQUIRE(EVP_CipherUpdate(context.get(), of(std::span{plaintext}), &done, of(ByteView{body}), size) == 1);
    if (suite < 0x1304) REQUIRE(EVP_CipherFinal_ex(context.get(), of(std::span{plaintext}) + done, &done) == 1);
    return plaintext;
  }
};

auto lengths() -> std::vector<std::size_t> {
  std::vector<std::size_t> all{1,   2,   15,  16,  17,   31,   32,   33,   63,   64,    65,    127,  128,
                               129, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 16383, 16384, 16385};
  std::minstd_rand chance{11};
  for (int i = 0; i != 40; ++i) all.push_back(1 + chance() % 16'385);
  return all;
}

}  // namespace

TEMPLATE_TEST_CASE("records are OpenSSL's, in both directions", "[interop]", vidimus::aead::Mbedtls, vidimus::aead::Psa,
                   vidimus::aead::Libcrypto) {
  using Keys = vidimus::detail::TrafficKeys<TestType>;
  for (auto const suite : record_test::suites) {
    Evp const theirs{suite};
    auto sealing = Keys::derive(record_test::secret(suite), KeyDirection::sealing).value();
    auto opening = Keys::derive(record_test::secret(suite), KeyDirection::opening).value();
    std::uint64_t sequence = 0;
    for (auto const length : lengths()) {
      CAPTURE(suite, length);
      auto const plaintext = octets(length);
      auto const header =
          vidimus::detail::record_header(vidimus::ContentType::application_data, length + sealing.tag_octets());
      Buffer body = plaintext;
      body.resize(length + sealing.tag_octets());
      REQUIRE_FALSE(sealing.seal(header, body, 0));
      REQUIRE(body == theirs.seal(sequence, header, plaintext));
      REQUIRE(theirs.open(sequence, header, body) == plaintext);
      REQUIRE_FALSE(opening.open(header, body));
      REQUIRE(vidimus::same_bytes(ByteView{body}.first(length), plaintext));
      ++sequence;
    }
  }
}

TEST_CASE("libcrypto calls a changed record forged, and goes on with the next", "[interop]") {
  using Keys = vidimus::detail::TrafficKeys<vidimus::aead::Libcrypto>;
  for (auto const suite : record_test::suites) {
    auto sealing = Keys::derive(record_test::secret(suite), KeyDirection::sealing).value();
    auto const header =
        vidimus::detail::record_header(vidimus::ContentType::application_data, 20 + sealing.tag_octets());
    Buffer body(20 + sealing.tag_octets());
    REQUIRE_FALSE(sealing.seal(header, body, 0));
    auto opening = Keys::derive(record_test::secret(suite), KeyDirection::opening).value();
    for (std::size_t bit = 0; bit != 8 * body.size(); ++bit) {
      auto changed = body;
      changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
      CHECK(opening.open(header, changed) == Errc::record_unauthentic);
    }
    CHECK_FALSE(opening.open(header, body));
  }
  auto const code = [](std::uint16_t suite, std::size_t size) {
    return vidimus::aead::Libcrypto::make(suite, Buffer(size), KeyDirection::sealing).error().code();
  };
  CHECK(code(0x1301, 15) == Errc::record_failed);
  CHECK(code(0x1301, 32) == Errc::record_failed);
  CHECK(code(0x1303, 31) == Errc::record_failed);
  CHECK(code(0xC02B, 16) == Errc::record_failed);
}
