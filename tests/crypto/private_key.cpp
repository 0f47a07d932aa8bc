// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/private_key.hpp>

#include "vectors.hpp"

#include <type_traits>

using namespace vidimus;

namespace {

struct Spki {
  Buffer der;
  explicit Spki(std::string const& file) : der{vectors::bytes_of_file(file)} {}
  [[nodiscard]] auto get() const -> SubjectPublicKeyInfo {
    der::Reader reader{der};
    auto const spki = SubjectPublicKeyInfo::read(reader);
    REQUIRE(spki);
    return *spki;
  }
};

auto code_of(Result<PrivateKey> const& key) -> Errc {
  REQUIRE_FALSE(key);
  return key.error().code();
}

}  // namespace

TEST_CASE("private keys are read from every usual form", "[crypto]") {
  Spki const ec{"p256.spki.der"}, rsa{"rsa2048.spki.der"};
  for (auto const* const file : {"p256.pkcs8.pem", "p256.sec1.pem", "p256.pkcs8.der", "p256.with-parameters.pem",
                                 "rsa2048.pkcs8.pem", "rsa2048.pkcs1.pem", "rsa2048.pkcs1.der"}) {
    INFO(file);
    auto const key = PrivateKey::from_file(vectors::path_of(file));
    REQUIRE(key);
    bool const is_rsa = key->describe().kind == KeyKind::rsa;
    CHECK(to_text(key->describe()) == (is_rsa ? "RSA 2048" : "EC P-256"));
    CHECK(key->matches(ec.get()).value() == !is_rsa);
    CHECK(key->matches(rsa.get()).value() == is_rsa);
  }
}

TEST_CASE("all three curves are read", "[crypto]") {
  for (auto const* const curve : {"p256", "p384", "p521"}) {
    auto const key = PrivateKey::from_pem(vectors::text_of_file(std::string{curve} + ".pkcs8.pem"));
    REQUIRE(key);
    CHECK(to_text(key->describe()) == "EC P-" + std::string{curve + 1});
  }
}

TEST_CASE("a password opens an encrypted key", "[crypto]") {
  for (auto const* const file :
       {"p256.encrypted.pem", "rsa2048.encrypted.pem", "p256.encrypted.der", "rsa2048.legacy.pem"}) {
    INFO(file);
    CHECK(PrivateKey::from_file(vectors::path_of(file), "correct horse"));
  }
  CHECK(PrivateKey::from_file(vectors::path_of("p256.pkcs8.pem"), "not needed"));
}

TEST_CASE("a wrong or missing password is told as one", "[crypto]") {
  for (auto const* const file : {"p256.encrypted.pem", "rsa2048.encrypted.pem", "rsa2048.legacy.pem"})
    for (auto const* const password : {"", "wrong", "correct horsE", "x"}) {
      INFO(file << " with '" << password << "'");
      auto const key = PrivateKey::from_file(vectors::path_of(file), password);
      CHECK(code_of(key) == Errc::private_key_password_wrong);
      auto const& mismatch = std::get<Mismatch>(key.error().decisive().detail);
      CHECK(mismatch.presented.front() == (*password == '\0' ? "no password" : "another password"));
      CHECK(key.error().decisive().subject == vectors::path_of(file).string());
    }
  CHECK(code_of(PrivateKey::from_file(vectors::path_of("p256.encrypted.der"), "wrong")) ==
        Errc::private_key_password_wrong);
}

TEST_CASE("what is no private key is refused", "[crypto]") {
  CHECK(code_of(PrivateKey::from_pem("")) == Errc::private_key_unreadable);
  CHECK(code_of(PrivateKey::from_pem("hello")) == Errc::private_key_unreadable);
  CHECK(code_of(PrivateKey::from_pem(vectors::text_of_file("truncated.pem"))) == Errc::private_key_unreadable);
  CHECK(code_of(PrivateKey::from_der({})) == Errc::private_key_unreadable);
  CHECK(code_of(PrivateKey::from_der(vectors::bytes_of_file("p256.spki.der"))) == Errc::private_key_unreadable);
}

TEST_CASE("a key of a kind that is not used is refused", "[crypto]") {
  CHECK(code_of(PrivateKey::from_file(vectors::path_of("secp256k1.pem"))) == Errc::unsupported_key);
  auto const edwards = code_of(PrivateKey::from_file(vectors::path_of("ed25519.pem")));
  CHECK((edwards == Errc::private_key_unreadable || edwards == Errc::unsupported_key));
}

TEST_CASE("a key that carries another key's public half is refused", "[crypto]") {
  CHECK(code_of(PrivateKey::from_file(vectors::path_of("p256.foreign-half.der"))) == Errc::key_malformed);
}

TEST_CASE("a file that is missing, a directory or too large is refused with its name", "[crypto]") {
  auto const missing = PrivateKey::from_file(vectors::path_of("none.pem"));
  CHECK(code_of(missing) == Errc::file_unreadable);
  CHECK(missing.error().decisive().subject == vectors::path_of("none.pem").string());
  CHECK(code_of(PrivateKey::from_file(vectors::path_of(""))) == Errc::file_unreadable);
  CHECK(code_of(PrivateKey::from_file(vectors::path_of("signatures.txt"))) == Errc::file_too_large);
}

TEST_CASE("matching against a key that is malformed is an error and no answer", "[crypto]") {
  auto const key = PrivateKey::from_file(vectors::path_of("p256.pkcs8.pem"));
  Spki spki{"p256.spki.der"};
  spki.der.back() ^= std::byte{1};  // off its curve
  auto const matches = key->matches(spki.get());
  REQUIRE_FALSE(matches);
  CHECK(matches.error().code() == Errc::key_malformed);
}

TEST_CASE("copies of a private key share it", "[crypto]") {
  static_assert(std::is_copy_constructible_v<PrivateKey>);
  auto const key = PrivateKey::from_file(vectors::path_of("p256.pkcs8.pem"));
  auto const copy = *key;
  CHECK(detail::PrivateKeyAccess::context(copy) == detail::PrivateKeyAccess::context(*key));
}
