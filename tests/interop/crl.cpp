// SPDX-License-Identifier: Apache-2.0
// OpenSSL and vidimus agree on what a CRL says, entry by entry.
#include "small_ca.hpp"

#include <vidimus/revocation/signed_crl.hpp>
#include <vidimus/x509/certificate.hpp>

#include <openssl/x509.h>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <ctime>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace {

using small_ca::Bytes;
using vidimus::CertificateList;

template <class T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

struct Entry {
  vidimus::Time since;
  long reason;  // -1: none
  friend auto operator==(Entry const&, Entry const&) -> bool = default;
};

auto read_by_openssl(Bytes const& der) -> Owned<X509_CRL> {
  auto const* at = reinterpret_cast<unsigned char const*>(der.data());
  Owned<X509_CRL> crl{d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())), X509_CRL_free};
  REQUIRE(crl != nullptr);
  return crl;
}

auto time_of(ASN1_TIME const* time) -> vidimus::Time {
  std::tm parts{};
  REQUIRE(ASN1_TIME_to_tm(time, &parts) == 1);
  return std::chrono::sys_seconds{std::chrono::seconds{timegm(&parts)}};
}

auto find_by_openssl(X509_CRL* crl, Bytes const& magnitude) -> std::optional<Entry> {
  Owned<BIGNUM> const number{
      BN_bin2bn(reinterpret_cast<unsigned char const*>(magnitude.data()), static_cast<int>(magnitude.size()), nullptr),
      BN_free};
  Owned<ASN1_INTEGER> const serial{BN_to_ASN1_INTEGER(number.get(), nullptr), ASN1_INTEGER_free};
  X509_REVOKED* revoked = nullptr;
  if (X509_CRL_get0_by_serial(crl, &revoked, serial.get()) == 0) return std::nullopt;
  Owned<ASN1_ENUMERATED> const reason{
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nullptr, nullptr)),
      ASN1_ENUMERATED_free};
  return Entry{time_of(X509_REVOKED_get0_revocationDate(revoked)), reason ? ASN1_ENUMERATED_get(reason.get()) : -1};
}

auto find_by_vidimus(CertificateList const& crl, Bytes const& magnitude) -> std::optional<Entry> {
  auto const encoded = small_ca::der::integer(magnitude);
  std::optional<Entry> found;
  crl.find(vidimus::SerialNumber{vidimus::ByteView{encoded}.subspan(2)}, [&](vidimus::RevokedCertificate const& entry) {
    REQUIRE(!found);
    found = Entry{entry.revocation_date, entry.reason ? static_cast<long>(*entry.reason) : -1};
  });
  return found;
}

auto random_serial(std::mt19937_64& random) -> Bytes {
  Bytes serial(1 + random() % 20);
  for (auto& octet : serial) octet = static_cast<std::byte>(random());
  serial[0] |= std::byte{1};  // neither zero nor with leading zero octets, so that equal numbers are equal octets
  return serial;
}

}  // namespace

TEST_CASE("Every look-up in a CRL of 10,000 random entries answers as OpenSSL's does", "[interop][crl]") {
  std::mt19937_64 random{20260112};
  small_ca::SmallCa const root{"CN=Acme Root,O=Acme"};
  std::set<Bytes> serials;
  while (serials.size() != 10'000) serials.insert(random_serial(random));
  small_ca::CrlProfile profile;
  for (auto const& serial : serials) {
    auto const reason = static_cast<unsigned>(random() % 7);
    profile.revoked.push_back({.serial_number = serial,
                               .since = small_ca::Time{std::chrono::seconds{random() % 1'800'000'000U}},
                               .reason = reason == 0 ? std::nullopt : std::optional{reason}});
  }
  std::ranges::shuffle(profile.revoked, random);
  auto const der = root.crl(profile);
  auto const theirs = read_by_openssl(der);
  auto const ours = CertificateList::parse(der).value();
  CHECK(ours.size() == 10'000);

  std::size_t agreed = 0;
  for (auto const& serial : serials) {
    auto const expected = find_by_openssl(theirs.get(), serial);
    agreed += expected && find_by_vidimus(ours, serial) == expected ? 1U : 0U;
  }
  CHECK(agreed == 10'000);

  std::size_t both_found_nothing = 0, tried = 0;
  while (tried != 10'000) {
    auto const serial = random_serial(random);
    if (serials.contains(serial)) continue;
    ++tried;
    both_found_nothing += !find_by_openssl(theirs.get(), serial) && !find_by_vidimus(ours, serial) ? 1U : 0U;
  }
  CHECK(both_found_nothing == 10'000);
}

TEST_CASE("OpenSSL and vidimus agree on whose key signed a CRL", "[interop][crl]") {
  using small_ca::KeyKind;
  for (auto const kind : {KeyKind::ec_p256, KeyKind::ec_p384, KeyKind::rsa_2048}) {
    small_ca::SmallCa const root{"CN=Acme Root", {.key_kind = kind}}, other{"CN=Acme Root", {.key_kind = kind}};
    for (bool const wrong : {false, true}) {
      auto const der = root.crl({.wrong_signature = wrong});
      vidimus::detail::SignedCrl const ours{CertificateList::parse(der).value()};
      for (auto const* authority : {&root, &other}) {
        auto const certificate = vidimus::Certificate::parse(authority->der()).value();
        auto const* at = reinterpret_cast<unsigned char const*>(authority->der().data());
        Owned<X509> const signer{d2i_X509(nullptr, &at, static_cast<long>(authority->der().size())), X509_free};
        bool const expected = X509_CRL_verify(read_by_openssl(der).get(), X509_get0_pubkey(signer.get())) == 1;
        CHECK(ours.verify(certificate.spki()).has_value() == expected);
        CHECK(expected == (!wrong && authority == &root));
      }
    }
  }
}
