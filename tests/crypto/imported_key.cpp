// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/verify.hpp>

#include "vectors.hpp"

#include <utility>

using namespace vidimus;
using detail::ImportedKey;

namespace {

auto p256() -> SubjectPublicKeyInfo {
  static auto const der = vectors::bytes_of_file("p256.spki.der");
  der::Reader reader{der};
  auto const spki = SubjectPublicKeyInfo::read(reader);
  REQUIRE(spki);
  return *spki;
}
constexpr PublicKeyInfo info{KeyKind::ec_p256, 256};

}  // namespace

TEST_CASE("a key that is imported leaves the store with its owner", "[crypto]") {
  auto first = ImportedKey::import(info, p256().key, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
  REQUIRE(first);
  auto const id = first->id();
  {
    auto const second = std::move(*first);
    CHECK(second.id() == id);
    CHECK(first->id() == 0);  // NOLINT: looking at a moved-from one is the test
  }
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  CHECK(psa_get_key_attributes(id, &attributes) != PSA_SUCCESS);
}

TEST_CASE("a key that does not fit its kind is refused as malformed", "[crypto]") {
  auto const key = ImportedKey::import({KeyKind::rsa, 2048}, p256().key, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256));
  REQUIRE_FALSE(key);
  CHECK(key.error().code() == Errc::key_malformed);
}

TEST_CASE("where the library cannot answer, nothing is accepted", "[crypto]") {
  auto key = ImportedKey::import(info, p256().key, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
  REQUIRE(key);
  auto const kept = std::move(*key);
  auto const verified =
      detail::verify_with(*key, PSA_ALG_ECDSA(PSA_ALG_SHA_256), {}, Buffer(64));  // NOLINT: moved-from
  REQUIRE_FALSE(verified);
  CHECK(verified.error().code() == Errc::crypto_failed);
  CHECK(std::get<Underlying>(verified.error().decisive().detail).what == "psa_verify_message");
}
