// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/signed_crl.hpp>

#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vidimus/x509/certificate.hpp>

#include <atomic>
#include <thread>
#include <vector>

namespace {

using small_ca::SmallCa;
using vidimus::detail::SignedCrl;

auto certificate_of(SmallCa const& authority) -> vidimus::Certificate {
  return vidimus::Certificate::parse(authority.der()).value();
}
auto signed_by(SmallCa const& authority, small_ca::CrlProfile const& profile = {}) -> vidimus::CertificateList {
  return vidimus::CertificateList::parse(authority.crl(profile)).value();
}

}  // namespace

TEST_CASE("A CRL's signature fits its issuer's key and no other, asked once or again", "[revocation]") {
  SmallCa const root{"CN=Acme Root"}, other{"CN=Acme Root"};
  SignedCrl const crl{signed_by(root)};
  for (int again = 0; again != 2; ++again) {
    CHECK(crl.verify(certificate_of(root).spki()).has_value());
    CHECK(crl.verify(certificate_of(other).spki()).error().code() == vidimus::Errc::signature_mismatch);
    CHECK(crl.remembered() == 2);
  }
}

TEST_CASE("A CRL with a wrong signature fits no key", "[revocation]") {
  SmallCa const root{"CN=Acme Root", {.key_kind = small_ca::KeyKind::rsa_2048}};
  SignedCrl const crl{signed_by(root, {.wrong_signature = true})};
  CHECK(crl.verify(certificate_of(root).spki()).error().code() == vidimus::Errc::signature_mismatch);
}

TEST_CASE("The memory of keys is bounded", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  SignedCrl const crl{signed_by(root)};
  for (int i = 0; i != 20; ++i) CHECK(!crl.verify(certificate_of(SmallCa{"CN=Acme Root"}).spki()).has_value());
  CHECK(crl.remembered() == 16);
  CHECK(crl.verify(certificate_of(root).spki()).has_value());
  CHECK(crl.remembered() == 16);
}

TEST_CASE("Many threads may ask at once", "[revocation]") {
  SmallCa const root{"CN=Acme Root"}, other{"CN=Acme Root"};
  SignedCrl const crl{signed_by(root)};
  auto const right = certificate_of(root), wrong = certificate_of(other);
  std::atomic<int> as_expected = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 8; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j != 50; ++j)
        as_expected += int{crl.verify(right.spki()).has_value()} + int{!crl.verify(wrong.spki()).has_value()};
    });
  for (auto& thread : threads) thread.join();
  CHECK(as_expected == 8 * 50 * 2);
  CHECK(crl.remembered() == 2);
}
