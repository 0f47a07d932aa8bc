// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/table.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string_view>

using namespace vidimus;

namespace {

struct MqRow {
  std::string_view mq_name;
  std::string_view iana_name;
  std::uint16_t code_point;
  std::string_view version;
  CertificateKey key;
  SuiteB suite_b;
  bool is_weak;
};

// IBM MQ, "Enabling CipherSpecs", beside IANA's registry; copied by hand, not made from the table under test.
constexpr MqRow mq_rows[]{
    {"TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256", 0x1303, "TLS 1.3", CertificateKey::any,
     SuiteB::none, false},
    {"TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384", 0x1302, "TLS 1.3", CertificateKey::any, SuiteB::none, false},
    {"TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", 0x1301, "TLS 1.3", CertificateKey::any, SuiteB::none, false},
    {"TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_SHA256", 0x1304, "TLS 1.3", CertificateKey::any, SuiteB::none, false},
    {"TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_8_SHA256", 0x1305, "TLS 1.3", CertificateKey::any, SuiteB::none,
     true},
    {"ECDHE_ECDSA_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xC02B, "TLS 1.2",
     CertificateKey::ecdsa, SuiteB::level_128, false},
    {"ECDHE_ECDSA_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xC02C, "TLS 1.2",
     CertificateKey::ecdsa, SuiteB::level_192, false},
    {"ECDHE_ECDSA_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", 0xC023, "TLS 1.2",
     CertificateKey::ecdsa, SuiteB::none, true},
    {"ECDHE_ECDSA_AES_256_CBC_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", 0xC024, "TLS 1.2",
     CertificateKey::ecdsa, SuiteB::none, true},
    {"ECDHE_RSA_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC02F, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, false},
    {"ECDHE_RSA_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 0xC030, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, false},
    {"ECDHE_RSA_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", 0xC027, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, true},
    {"ECDHE_RSA_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", 0xC028, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, true},
    {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256", 0x009C, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, true},
    {"TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384", 0x009D, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, true},
    {"TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256", 0x003C, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, true},
    {"TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256", 0x003D, "TLS 1.2", CertificateKey::rsa,
     SuiteB::none, true},
};

}  // namespace

TEST_CASE("every CipherSpec of IBM MQ for TLS 1.2 and 1.3 is in the table", "[cipher_spec]") {
  for (auto const& row : mq_rows) {
    INFO(row.mq_name);
    auto const* const suite = find_suite(row.mq_name);
    REQUIRE(suite != nullptr);
    CHECK(suite == find_suite(row.iana_name));
    CHECK(suite == find_suite(row.code_point));
    CHECK(suite->mq_name == row.mq_name);
    CHECK(suite->iana_name == row.iana_name);
    CHECK(suite->code_point == row.code_point);
    CHECK(name_of(suite->protocol_version) == row.version);
    CHECK(suite->certificate_key == row.key);
    CHECK(suite->suite_b == row.suite_b);
    CHECK(suite->is_weak() == row.is_weak);
  }
}

TEST_CASE("the table has MQ's CipherSpecs, the ChaCha20 suites of TLS 1.2, and no others", "[cipher_spec]") {
  std::size_t without_mq_name = 0;
  for (auto const& suite : cipher_suites) {
    if (!suite.mq_name.empty()) continue;
    ++without_mq_name;
    CHECK(suite.protection == Protection::chacha20_poly1305);
    CHECK(suite.protocol_version == ProtocolVersion::tls12);
    CHECK_FALSE(suite.is_weak());
  }
  CHECK(without_mq_name == 2);
  CHECK(cipher_suites.size() == std::size(mq_rows) + without_mq_name);
}

TEST_CASE("exactly CBC, static RSA and short tags are weak", "[cipher_spec]") {
  for (auto const& suite : cipher_suites) {
    INFO(suite.iana_name);
    bool const is_cbc = suite.iana_name.find("_CBC_") != std::string_view::npos;
    bool const is_static_rsa = suite.iana_name.starts_with("TLS_RSA_");
    bool const has_short_tag = suite.iana_name.find("CCM_8") != std::string_view::npos;
    CHECK(suite.is_aead() == !is_cbc);
    CHECK(suite.has_forward_secrecy() == !is_static_rsa);
    CHECK(suite.is_weak() == (is_cbc || is_static_rsa || has_short_tag));
  }
}

TEST_CASE("ChaCha20 is not a FIPS algorithm, AES is", "[cipher_spec]") {
  for (auto const& suite : cipher_suites)
    CHECK((suite.fips == Fips::approved) == (suite.iana_name.find("_AES_") != std::string_view::npos));
}

TEST_CASE("rows stand in the order of preference", "[cipher_spec]") {
  bool weak_ones_began = false;
  bool tls12_began = false;
  for (auto const& suite : cipher_suites) {
    weak_ones_began = weak_ones_began || suite.is_weak();
    CHECK(suite.is_weak() == weak_ones_began);
    if (weak_ones_began) continue;
    tls12_began = tls12_began || suite.protocol_version == ProtocolVersion::tls12;
    CHECK((suite.protocol_version == ProtocolVersion::tls12) == tls12_began);
  }
}

TEST_CASE("a code point becomes a name", "[cipher_spec]") {
  CHECK(suite_name(0x1301) == "TLS_AES_128_GCM_SHA256");
  CHECK(suite_name(0xC0AC).empty());
  CHECK(suite_text(0xC030) == "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
  CHECK(suite_text(0xC0AC) == "0xC0AC");
  CHECK(suite_text(0x0005) == "0x0005");
}

TEST_CASE("a name that nobody registered is not found", "[cipher_spec]") {
  CHECK(find_suite("") == nullptr);
  CHECK(find_suite("TLS_AES_512_GCM_SHA512") == nullptr);
  CHECK(find_suite("tls_aes_128_gcm_sha256") == nullptr);
  CHECK(find_suite("ECDHE-RSA-AES128-GCM-SHA256") == nullptr);  // OpenSSL's name
  CHECK(find_suite(std::uint16_t{0x0000}) == nullptr);
}
