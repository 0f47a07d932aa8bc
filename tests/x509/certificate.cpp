// SPDX-License-Identifier: Apache-2.0
// compiled alone: replaces operator new
#include <vidimus/x509/certificate.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <thread>
#include <type_traits>

using namespace vidimus;
using namespace x509_tests;

namespace {
thread_local std::size_t allocations = 0;

auto parsed(std::string_view file) -> Certificate { return Certificate::parse(data(file)).value(); }
auto text(std::string_view file) -> std::string { return std::string{text_of(data(file))}; }

/// A file that is gone again when the test ends.
struct TemporaryFile {
  std::filesystem::path path;
  TemporaryFile(char const* name, std::string_view contents) : path{std::filesystem::temp_directory_path() / name} {
    std::ofstream{path, std::ios::binary} << contents;
  }
  TemporaryFile(TemporaryFile const&) = delete;
  auto operator=(TemporaryFile const&) -> TemporaryFile& = delete;
  ~TemporaryFile() { std::filesystem::remove(path); }
};

static_assert(std::is_copy_constructible_v<Certificate> && std::is_nothrow_copy_constructible_v<Certificate>);
static_assert(!std::is_default_constructible_v<Certificate>);
static_assert(sizeof(Certificate) == sizeof(std::shared_ptr<int>));
}  // namespace

// Counts what the parsing of a certificate allocates.
auto operator new(std::size_t size) -> void* {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc{};
}
auto operator new(std::size_t size, std::nothrow_t const&) noexcept -> void* {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("a certificate made by another library has the fields that were put in", "[x509]") {
  auto const certificate = parsed("everything.der");
  CHECK(certificate.version() == 3);
  CHECK(certificate.serial_number().to_hex() == "51A3");
  CHECK(certificate.issuer().to_text() == "CN=Acme Root,O=Acme,C=CH");
  CHECK(certificate.subject().to_text() == "CN=QM2,OU=Payments,O=Acme");
  CHECK(to_text(certificate.not_before()) == "2026-01-12T08:00:00Z");
  CHECK(to_text(certificate.not_after()) == "2051-02-03T04:05:06Z");
  CHECK(certificate.signature_algorithm().algorithm == oid::ecdsa_with_sha256);
  CHECK(!certificate.signature_algorithm().parameters);
  CHECK(certificate.spki().algorithm.algorithm == oid::ec_public_key);
  CHECK(certificate.spki().key.size() == 65);
  CHECK(certificate.signature().size() >= 68);
  CHECK(!certificate.is_self_issued());
  CHECK(same_bytes(certificate.der(), data("everything.der")));
  CHECK(certificate.tbs().data() == certificate.der().data() + 4);
}

TEST_CASE("every extension of RFC 5280 has an accessor", "[x509]") {
  auto const certificate = parsed("everything.der");
  auto const basic = certificate.basic_constraints().value();
  CHECK(basic.is_ca);
  CHECK(basic.path_len_constraint == 3U);
  CHECK(certificate.key_usage()->to_text() == "digitalSignature, keyAgreement, keyCertSign, cRLSign, decipherOnly");
  CHECK(certificate.extended_key_usage()->contains(oid::server_auth));
  CHECK(certificate.extended_key_usage()->contains(oid::client_auth));
  CHECK(!certificate.extended_key_usage()->contains(oid::any_extended_key_usage));
  CHECK(to_hex(certificate.subject_key_identifier().value()) == "0102030405060708");
  CHECK(to_hex(certificate.authority_key_identifier()->key_identifier.value()) == "A1A2A3A4");
  CHECK(certificate.authority_key_identifier()->serial_number->to_hex() == "51A3");
  CHECK(certificate.subject_alt_names()->count() == 8);
  CHECK((*certificate.issuer_alt_names()->begin()).text() == "ca.example");
  CHECK(certificate.crl_distribution_points()->count() == 2);
  CHECK(certificate.freshest_crl()->count() == 1);
  CHECK(certificate.authority_info_access()->count() == 2);
  CHECK((*certificate.subject_info_access()->begin()).method == oid::access_ca_repository);
  CHECK(certificate.name_constraints()->permitted->count() == 2);
  CHECK(certificate.certificate_policies()->contains(oid::any_policy));
  CHECK((*certificate.policy_mappings()->begin()).subject_domain_policy == der::make_oid<"1.2.3.4.2">());
  CHECK(certificate.policy_constraints()->require_explicit_policy == 2U);
  CHECK(certificate.policy_constraints()->inhibit_policy_mapping == 0U);
  CHECK(certificate.inhibit_any_policy()->skip_certs == 1);
  CHECK((*certificate.subject_directory_attributes()->begin()).type == der::make_oid<"1.3.6.1.5.5.7.9.1">());
}

TEST_CASE("extensions are found by identifier and keep their criticality", "[x509]") {
  auto const certificate = parsed("everything.der");
  CHECK(certificate.extensions().size() == 19);
  auto const* unknown = certificate.find(der::make_oid<"1.2.3.4.5">());
  REQUIRE(unknown != nullptr);
  CHECK(!unknown->critical);
  CHECK(to_hex(unknown->value) == "0500");
  CHECK(unknown->value.data() == certificate.der().data() + unknown->value_offset);
  CHECK(certificate.find(oid::basic_constraints)->critical);
  CHECK(certificate.find(oid::ocsp_no_check) != nullptr);
  CHECK(certificate.find(oid::tls_feature) == nullptr);
}

TEST_CASE("a v1 certificate has no extension", "[x509]") {
  auto const certificate = parsed("v1.der");
  CHECK(certificate.version() == 1);
  CHECK(certificate.extensions().empty());
  CHECK(!certificate.basic_constraints());
  CHECK(!certificate.key_usage());
  CHECK(!certificate.subject_key_identifier());
  CHECK(certificate.is_self_issued());
}

TEST_CASE("algorithm parameters are kept whole", "[x509]") {
  auto const certificate = parsed("pss.der");
  CHECK(certificate.signature_algorithm().algorithm == oid::rsassa_pss);
  REQUIRE(certificate.signature_algorithm().parameters);
  CHECK(certificate.signature_algorithm().parameters->front() == std::byte{0x30});
  CHECK(to_hex(certificate.spki().algorithm.parameters.value()) == "0500");
}

TEST_CASE("parsing a certificate makes three allocations and copying none", "[x509]") {
  auto const encoding = data("everything.der");
  auto const before = allocations;
  auto const certificate = Certificate::parse(encoding);
  auto const after = allocations;
  REQUIRE(certificate);
  CHECK(after - before == 3);
  auto const copy = *certificate;  // NOLINT(performance-unnecessary-copy-initialization): what is measured
  CHECK(copy.subject_alt_names()->count() == 8);
  CHECK(same_name(copy.subject(), certificate->subject()));
  auto const end = allocations;
  CHECK(end == after);
}

TEST_CASE("views are good as long as any copy of the certificate", "[x509]") {
  std::optional<Certificate> first = parsed("everything.der");
  auto const second = *first;
  auto const subject = first->subject();
  first.reset();
  CHECK(subject.to_text() == "CN=QM2,OU=Payments,O=Acme");
  auto third = second;
  auto const fourth = std::move(third);
  CHECK(third == fourth);  // NOLINT(bugprone-use-after-move): moving copies
  CHECK(third != parsed("v1.der"));
}

TEST_CASE("extensions compose as a range", "[x509]") {
  auto const certificate = parsed("everything.der");
  auto const critical = certificate.extensions() | ranges::views::filter(&Extension::critical) |
                        ranges::views::transform([](Extension const& e) { return name_of_extension(e.id); }) |
                        ranges::to<std::vector>();
  CHECK(critical == std::vector<std::string>{"basicConstraints", "keyUsage", "nameConstraints", "policyConstraints",
                                             "inhibitAnyPolicy", "policyMappings"});
}

TEST_CASE("a PEM text and a file hold one certificate or several", "[x509]") {
  auto const bundle = text("bundle.pem");
  auto const all = read_certificates(bytes_of(bundle));
  REQUIRE(all);
  CHECK(all->size() == 2);
  CHECK((*all)[0] == parsed("everything.der"));
  CHECK(read_certificates(data("everything.der")).value().size() == 1);
  CHECK(read_certificates_file(VIDIMUS_TEST_DATA_DIR "/x509/bundle.pem").value().size() == 2);
  CHECK(Certificate::from_file(VIDIMUS_TEST_DATA_DIR "/x509/v1.der").value() == parsed("v1.der"));

  auto const two = Certificate::from_pem(bundle);
  REQUIRE(!two);
  CHECK(two.error().code() == Errc::pem_malformed);
  CHECK(std::get<OverLimit>(two.error().decisive().detail).presented == 2);
  auto const one = Certificate::from_pem(std::string_view{bundle}.substr(0, bundle.find("-----BEGIN EC")));
  REQUIRE(one);
  CHECK(one->subject().to_text() == "CN=QM2,OU=Payments,O=Acme");
}

TEST_CASE("a file that is no certificate is named in the failure", "[x509]") {
  TemporaryFile const nothing{"vidimus-x509-nothing.pem", "no certificate here\n"};
  auto const missing = Certificate::from_file("/nonexistent/x.pem");
  CHECK(missing.error().code() == Errc::file_unreadable);
  auto const text_file = Certificate::from_file(nothing.path);
  CHECK(text_file.error().code() == Errc::certificate_malformed);
  CHECK(text_file.error().decisive().subject == nothing.path.string());
  auto const two = Certificate::from_file(VIDIMUS_TEST_DATA_DIR "/x509/bundle.pem");
  CHECK(two.error().decisive().subject.ends_with("bundle.pem"));
  auto const wrong_block = std::string{"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"};
  CHECK(Certificate::from_pem(wrong_block).error().code() == Errc::certificate_malformed);
  CHECK(Certificate::from_pem("").error().code() == Errc::pem_nothing_found);
}

TEST_CASE("a certificate beyond the limit is not even looked at", "[x509]") {
  Bytes const huge(Budget{}.certificate_octets + 1);
  auto const refused = Certificate::parse(huge);
  REQUIRE(!refused);
  CHECK(refused.error().code() == Errc::certificate_too_large);
  CHECK(std::get<OverLimit>(refused.error().decisive().detail).limit == Budget{}.certificate_octets);
}

TEST_CASE("threads may read one certificate at a time", "[x509]") {
  auto const certificate = parsed("everything.der");
  std::vector<std::thread> threads;
  std::array<std::string, 4> names;
  for (auto& name : names) threads.emplace_back([&name, copy = certificate] { name = copy.subject().to_text(); });
  for (auto& thread : threads) thread.join();
  for (auto const& name : names) CHECK(name == "CN=QM2,OU=Payments,O=Acme");
}
