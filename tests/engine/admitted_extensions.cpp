// SPDX-License-Identifier: Apache-2.0
// Which critical extensions pass, and when. Whether mbedTLS itself asks is for tests/engine_wrap.
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/engine/admitted_extensions.hpp>

#include <string>
#include <thread>

using namespace vidimus::engine::detail;
using vidimus::ByteView;

namespace {

constexpr int not_admitted = MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG;

struct OwnedCertificate {
  OwnedCertificate() { mbedtls_x509_crt_init(&read); }
  OwnedCertificate(OwnedCertificate const&) = delete;
  auto operator=(OwnedCertificate const&) -> OwnedCertificate& = delete;
  ~OwnedCertificate() { mbedtls_x509_crt_free(&read); }
  mbedtls_x509_crt read;
};

auto with_extension(std::string const& id, small_ca::Bytes value, bool is_critical = true) -> small_ca::Bytes {
  static small_ca::SmallCa const root{"CN=Root"};
  return root.issue_ca("CN=Issuing", {.extra = {{id, is_critical, std::move(value)}}}).der();
}
auto constrained() -> small_ca::Bytes {
  auto const permitted = small_ca::der::sequence(small_ca::general_name("DNS:acme.example"));
  return with_extension("2.5.29.30", small_ca::der::sequence(small_ca::der::element(0xa0, permitted)));
}
auto unknown(bool is_critical = true) -> small_ca::Bytes {
  return with_extension("1.3.6.1.4.1.32473.3", small_ca::der::null(), is_critical);
}

auto status_of_reading(small_ca::Bytes const& der) -> int {
  OwnedCertificate certificate;
  return read_peer_certificate(&certificate.read, small_ca::octets(der), der.size());
}

}  // namespace

TEST_CASE("a critical extension that is processed passes while the guard lives, and on its thread alone", "[engine]") {
  auto const der = constrained();
  CHECK(status_of_reading(der) == not_admitted);
  {
    AdmittedExtensions const admitted;
    CHECK(status_of_reading(der) == 0);
    {
      AdmittedExtensions const inner;
    }
    CHECK(status_of_reading(der) == 0);
    int elsewhere = 0;
    std::thread{[&] { elsewhere = status_of_reading(der); }}.join();
    CHECK(elsewhere == not_admitted);
  }
  CHECK(status_of_reading(der) == not_admitted);
}

TEST_CASE("a critical extension that nobody processes is refused as before, and remembered", "[engine]") {
  AdmittedExtensions admitted;
  CHECK(status_of_reading(constrained()) == 0);
  CHECK(status_of_reading(unknown(false)) == 0);
  CHECK(status_of_reading(unknown()) == not_admitted);
  auto const refused = std::move(admitted).refused();
  REQUIRE(refused);
  CHECK(refused->position == 2);
  CHECK(vidimus::der::Oid{refused->id}.to_text() == "1.3.6.1.4.1.32473.3");
}

TEST_CASE("an extension that is not critical is never refused", "[engine]") {
  AdmittedExtensions admitted;
  CHECK(status_of_reading(unknown(false)) == 0);
  CHECK_FALSE(std::move(admitted).refused());
  CHECK(status_of_reading(unknown(false)) == 0);
}

TEST_CASE("a malformed certificate is refused, whatever is admitted", "[engine]") {
  auto der = constrained();
  der.resize(der.size() - 1);
  auto const status = status_of_reading(der);
  CHECK(status != 0);
  AdmittedExtensions const admitted;
  CHECK(status_of_reading(der) == status);
}

TEST_CASE("a certificate of our own may have any critical extension", "[engine]") {
  OwnedCertificate certificate;
  CHECK(read_own_certificate(certificate.read, constrained()) == 0);
  CHECK(read_own_certificate(certificate.read, unknown()) == 0);
  CHECK(read_own_certificate(certificate.read, ByteView{}) != 0);
}
