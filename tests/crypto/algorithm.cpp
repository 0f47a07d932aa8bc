// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/algorithm.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using enum SignatureAlgorithm::Scheme;

static_assert(octets_of(HashAlgorithm::sha256) == 32 && octets_of(HashAlgorithm::sha384) == 48 &&
              octets_of(HashAlgorithm::sha512) == 64);
static_assert(curve_bits(KeyKind::ec_p521) == 521 && curve_bits(KeyKind::rsa) == 0);

TEST_CASE("algorithms and keys are written as people know them", "[crypto]") {
  CHECK(to_text(SignatureAlgorithm{rsa_pkcs1, HashAlgorithm::sha256}) == "RSA PKCS#1 v1.5 with SHA-256");
  CHECK(to_text(SignatureAlgorithm{rsa_pss, HashAlgorithm::sha384, 48}) == "RSA-PSS with SHA-384");
  CHECK(to_text(SignatureAlgorithm{ecdsa, HashAlgorithm::sha512}) == "ECDSA with SHA-512");
  CHECK(to_text(PublicKeyInfo{KeyKind::rsa, 3072}) == "RSA 3072");
  CHECK(to_text(PublicKeyInfo{KeyKind::ec_p384, 384}) == "EC P-384");
}

TEST_CASE("RSA keys make RSA signatures and EC keys make ECDSA ones", "[crypto]") {
  for (auto const kind : {KeyKind::rsa, KeyKind::ec_p256, KeyKind::ec_p384, KeyKind::ec_p521}) {
    CHECK(fits({rsa_pkcs1, HashAlgorithm::sha256}, kind) == (kind == KeyKind::rsa));
    CHECK(fits({rsa_pss, HashAlgorithm::sha256, 32}, kind) == (kind == KeyKind::rsa));
    CHECK(fits({ecdsa, HashAlgorithm::sha256}, kind) == (kind != KeyKind::rsa));
  }
}
