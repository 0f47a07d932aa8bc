// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/rsa_verification.hpp>
#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/crypto/verify.hpp>

#include "vectors.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

using namespace vidimus;

#if MBEDTLS_VERSION_MAJOR < 4 && defined(MBEDTLS_RSA_C) && defined(MBEDTLS_PKCS1_V15) && defined(MBEDTLS_PKCS1_V21)
namespace {

/// An accepted PKCS#1 v1.5 or PSS signature of the vectors.
struct Signed {
  explicit Signed(vectors::Block const& block)
      : spki{block.bytes("spki")},
        algorithm{block.bytes("algorithm")},
        message{block.bytes("message")},
        signature{block.bytes("signature")} {}

  [[nodiscard]] auto key() const -> ByteView {
    der::Reader reader{spki};
    return SubjectPublicKeyInfo::read(reader).value().key;
  }
  [[nodiscard]] auto parsed() const -> detail::RsaPublicKey { return detail::RsaPublicKey::parse(key()).value(); }
  [[nodiscard]] auto scheme() const -> SignatureAlgorithm {
    der::Reader reader{algorithm};
    return signature_algorithm_of(AlgorithmIdentifier::read(reader).value()).value();
  }
  auto verify(detail::RsaKey& rsa) const -> int {
    return rsa.verify(scheme(), digest(scheme().hash, message).value(), signature);
  }

  Buffer spki, algorithm, message, signature;
};

auto all_signed() -> std::vector<Signed> {
  std::vector<Signed> all;
  for (auto const& block : vectors::blocks_of("signatures.txt"))
    if (block.text("expect") == "accepted" && block.text("name").starts_with("RSA")) all.emplace_back(block);
  return all;
}

/// As many encodings as wanted, none of them the key's own: the octets are only a name here.
auto name_of_key(unsigned number) -> Buffer { return {std::byte(number), std::byte(number >> 8U)}; }

}  // namespace

TEST_CASE("an RSA key verifies the same whether it is new, kept or used before", "[crypto]") {
  auto const all = all_signed();
  CHECK(all.size() > 5);
  for (auto const& one : all) {
    detail::RsaKeys keys;
    detail::RsaKey fresh, kept;
    REQUIRE(keys.get(one.key(), one.parsed(), fresh) == 0);
    for (int turn = 0; turn != 2; ++turn) CHECK(one.verify(fresh) == 0);
    keys.keep(one.key(), fresh);
    REQUIRE(keys.get(one.key(), one.parsed(), kept) == 0);
    for (int turn = 0; turn != 2; ++turn) CHECK(one.verify(kept) == 0);
    for (auto const at : {std::size_t{0}, one.signature.size() / 2, one.signature.size() - 1}) {
      auto wrong = one;
      wrong.signature[at] ^= std::byte{1};
      CHECK(detail::is_mismatch(wrong.verify(kept)));
    }
  }
}

TEST_CASE("a signature of another length is none of an RSA key", "[crypto]") {
  auto one = all_signed().front();
  detail::RsaKey key;
  REQUIRE(key.import(one.parsed()) == 0);
  one.signature.push_back(std::byte{0});
  CHECK(one.verify(key) == MBEDTLS_ERR_RSA_VERIFY_FAILED);
  one.signature.clear();
  CHECK(one.verify(key) == MBEDTLS_ERR_RSA_VERIFY_FAILED);
}

TEST_CASE("a number that is not below the modulus is no signature", "[crypto]") {
  auto one = all_signed().front();
  detail::RsaKey key;
  REQUIRE(key.import(one.parsed()) == 0);
  std::ranges::fill(one.signature, std::byte{0xff});
  CHECK(detail::is_mismatch(one.verify(key)));
}

TEST_CASE("kept RSA keys are found by all their octets", "[crypto]") {
  auto const one = all_signed().front();
  auto const three = std::array{std::byte{3}};
  detail::RsaPublicKey const no_key{three, three};  // importing it would fail: whoever gets a key got a kept one
  detail::RsaKeys keys;
  detail::RsaKey key, other;
  REQUIRE(key.import(one.parsed()) == 0);
  keys.keep(one.key(), key);
  CHECK(keys.get(one.key(), no_key, other) == 0);
  Buffer encoding{one.key().begin(), one.key().end()};
  encoding.back() ^= std::byte{2};
  CHECK(keys.get(encoding, no_key, other) != 0);
  CHECK(keys.get(one.key().first(one.key().size() - 1), no_key, other) != 0);
}

TEST_CASE("RSA keys are kept up to a number, and the one not used for the longest goes", "[crypto]") {
  auto const one = all_signed().front();
  auto const three = std::array{std::byte{3}};
  detail::RsaPublicKey const no_key{three, three};
  detail::RsaKeys keys;
  detail::RsaKey key;
  REQUIRE(key.import(one.parsed()) == 0);
  auto const is_kept = [&](unsigned number) {
    detail::RsaKey found;
    return keys.get(name_of_key(number), no_key, found) == 0;
  };
  for (unsigned number = 0; number != detail::RsaKeys::limit; ++number) keys.keep(name_of_key(number), key);
  CHECK(is_kept(0));
  keys.keep(name_of_key(1000), key);
  CHECK(is_kept(1000));
  CHECK(is_kept(0));
  CHECK_FALSE(is_kept(1));
  CHECK(is_kept(2));
}

TEST_CASE("threads share kept RSA keys", "[crypto]") {
  auto const all = all_signed();
  detail::RsaKeys keys;
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&] {
      for (auto const& one : all) {
        detail::RsaKey key;
        wrong += keys.get(one.key(), one.parsed(), key) == 0 && one.verify(key) == 0 ? 0 : 1;
        keys.keep(one.key(), key);
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}
#endif
