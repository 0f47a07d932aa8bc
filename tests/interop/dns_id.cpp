// SPDX-License-Identifier: Apache-2.0
// DnsId beside OpenSSL's X509_check_host: they agree on every pair of names but for the differences that are listed here,
// each with its reason. OpenSSL makes the certificates.
#include <vidimus/peer_name/dns_id.hpp>

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace vidimus;

namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate509 = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES, GENERAL_NAMES_free>>;

auto key() -> EVP_PKEY* {
  static Key const made{EVP_EC_gen("P-256")};
  REQUIRE(made);
  return made.get();
}

void add_dns_name(GENERAL_NAMES* names, std::string_view text) {
  auto* const value = ASN1_IA5STRING_new();
  REQUIRE(ASN1_STRING_set(value, text.data(), static_cast<int>(text.size())) == 1);
  auto* const name = GENERAL_NAME_new();
  GENERAL_NAME_set0_value(name, GEN_DNS, value);
  REQUIRE(sk_GENERAL_NAME_push(names, name) > 0);
}

// A certificate with this common name and these dNSNames.
auto certificate_of(std::string_view common_name, std::span<std::string const> dns_names) -> Certificate509 {
  Certificate509 made{X509_new()};
  auto* const certificate = made.get();
  REQUIRE(X509_set_version(certificate, X509_VERSION_3) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  auto* const subject = X509_get_subject_name(certificate);
  REQUIRE(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                     reinterpret_cast<unsigned char const*>(common_name.data()),
                                     static_cast<int>(common_name.size()), -1, 0) == 1);
  REQUIRE(X509_set_issuer_name(certificate, subject) == 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
  REQUIRE(X509_set_pubkey(certificate, key()) == 1);
  Names const names{GENERAL_NAMES_new()};
  for (auto const& name : dns_names) add_dns_name(names.get(), name);
  if (!dns_names.empty()) REQUIRE(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0) == 1);
  REQUIRE(X509_sign(certificate, key(), EVP_sha256()) > 0);
  return made;
}

auto der_of(X509* certificate) -> Buffer {
  Buffer der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  REQUIRE(i2d_X509(certificate, &at) == static_cast<int>(der.size()));
  return der;
}

// As strict as OpenSSL can be told to be: no common name, no wildcards within a label or in an A-label.
auto openssl_accepts(X509* certificate, std::string const& reference) -> bool {
  constexpr unsigned flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  return X509_check_host(certificate, reference.data(), reference.size(), flags, nullptr) == 1;
}

// no_certificate: a dNSName with control characters makes the whole certificate malformed.
enum class Ours { accepted, refused, no_certificate, no_reference };

auto ours(X509* certificate, std::string const& reference) -> Ours {
  auto const parsed = Certificate::parse(der_of(certificate));
  if (!parsed) return Ours::no_certificate;
  auto const filter = DnsId<dynamic>::parse(reference);
  if (!filter) return Ours::no_reference;
  return filter->accepts(EndEntity{*parsed, {}}).is_accepted() ? Ours::accepted : Ours::refused;
}

// Why the two may differ where they do.
constexpr std::string_view no_difference = "";
constexpr std::string_view reference_is_no_name = "RFC 9525, 2: OpenSSL takes any text for a reference identifier";
constexpr std::string_view final_dot =
    "RFC 1034, 3.1: a final dot says that a reference is absolute; to OpenSSL it is a character";
constexpr std::string_view public_suffix =
    "RFC 9525, 6.3: *.example stands for acme.example; OpenSSL wants two labels after *.";

auto difference(X509* certificate, std::string_view presented, std::string const& reference) -> std::string_view {
  auto const outcome = ours(certificate, reference);
  bool const is_accepted = outcome == Ours::accepted;
  if (is_accepted == openssl_accepts(certificate, reference)) return no_difference;
  if (outcome == Ours::no_reference) return reference_is_no_name;
  bool const has_one_label_after = presented.starts_with("*.") && presented.find('.', 2) == std::string_view::npos;
  if (is_accepted && has_one_label_after) return public_suffix;
  bool const is_the_dot = reference.ends_with('.') &&
                          openssl_accepts(certificate, reference.substr(0, reference.size() - 1)) == is_accepted;
  if (is_the_dot) return final_dot;
  FAIL("no reason to differ: presented " << presented << ", reference " << reference << ", ours " << is_accepted);
  return no_difference;
}

// How often each reason was met.
using Reasons = std::map<std::string_view, int>;

void compare(std::string const& presented, std::string const& reference, Reasons& reasons) {
  auto const certificate = certificate_of("qm1.acme.example", {&presented, 1});
  ++reasons[difference(certificate.get(), presented, reference)];
}

}  // namespace

TEST_CASE("DnsId and X509_check_host agree on every pair of notable names", "[interop][peer_name]") {
  std::vector<std::string> const presented{"qm1.acme.example",
                                           "QM1.Acme.EXAMPLE",
                                           "qm2.acme.example",
                                           "acme.example",
                                           "example",
                                           "localhost",
                                           "*.acme.example",
                                           "*.ACME.example",
                                           "*.example",
                                           "*",
                                           "*.",
                                           "*.*.example",
                                           "qm1.*.example",
                                           "q*.acme.example",
                                           "*1.acme.example",
                                           "q*1.acme.example",
                                           "**.acme.example",
                                           "*qm1.acme.example",
                                           "xn--*.acme.example",
                                           "xn--mller-kva.acme.example",
                                           "*.xn--mller-kva.example",
                                           "qm1.acme.example.",
                                           "*.acme.example.",
                                           ".acme.example",
                                           "..acme.example",
                                           "qm1..example",
                                           "qm_1.acme.example",
                                           "qm-1.acme.example",
                                           "-qm1.acme.example",
                                           "qm1-.acme.example",
                                           "10.0.0.1",
                                           "*.0.0.1",
                                           "qm1.acme.example ",
                                           " qm1.acme.example",
                                           "https://qm1.acme.example",
                                           "qm1.acme.example:1414",
                                           "qm1@acme.example",
                                           std::string("qm1.acme.example\0", 17),
                                           std::string("qm1.acme.example\0.evil.example", 30),
                                           "a.b.acme.example"};
  std::vector<std::string> const references{"qm1.acme.example",
                                            "QM1.ACME.EXAMPLE",
                                            "acme.example",
                                            "example",
                                            "localhost",
                                            "a.b.acme.example",
                                            "b.acme.example",
                                            "xn--mller-kva.acme.example",
                                            "qm1.xn--mller-kva.example",
                                            "qm_1.acme.example",
                                            "qm-1.acme.example",
                                            "10.0.0.1",
                                            "qm1.acme.example.",
                                            "acme.example.",
                                            "qm1..example",
                                            "-qm1.acme.example",
                                            "*.acme.example",
                                            "qm1.acme.example:1414"};
  Reasons reasons;
  for (auto const& one : presented)
    for (auto const& other : references) compare(one, other, reasons);
  for (auto const reason : {no_difference, reference_is_no_name, final_dot, public_suffix}) {
    INFO(reason);
    CHECK(reasons[reason] != 0);
  }
  CHECK(reasons.size() == 4);
}

TEST_CASE("DnsId and X509_check_host agree on names made at random from few pieces", "[interop][peer_name]") {
  std::mt19937 random{20260112};
  auto const pick = [&random](std::span<std::string_view const> pieces) {
    return std::string{pieces[random() % pieces.size()]};
  };
  constexpr std::string_view presented_pieces[]{"a", "b", "A", "-", "*", ".", ".", "*.", "a.b", "xn--a", "1", "_"};
  constexpr std::string_view reference_pieces[]{"a", "b", "B", "-", ".", ".", "a.b", "xn--a", "1"};
  Reasons reasons;
  for (int i = 0; i != 3000; ++i) {
    std::string presented, reference;
    for (auto n = 1 + random() % 6; n != 0; --n) presented += pick(presented_pieces);
    for (auto n = 1 + random() % 6; n != 0; --n) reference += pick(reference_pieces);
    compare(presented, reference, reasons);
  }
  CHECK(reasons[no_difference] > 2000);
}

TEST_CASE("neither takes a common name for a DNS name", "[interop][peer_name]") {
  auto const certificate = certificate_of("qm1.acme.example", {});
  CHECK_FALSE(openssl_accepts(certificate.get(), "qm1.acme.example"));
  CHECK(ours(certificate.get(), "qm1.acme.example") == Ours::refused);
}

TEST_CASE("both find a name among many", "[interop][peer_name]") {
  std::vector<std::string> names;
  for (int i = 0; i != 100; ++i) names.push_back("host" + std::to_string(i) + ".acme.example");
  auto const certificate = certificate_of("other", names);
  CHECK(openssl_accepts(certificate.get(), "host99.acme.example"));
  CHECK(ours(certificate.get(), "host99.acme.example") == Ours::accepted);
  CHECK_FALSE(openssl_accepts(certificate.get(), "host100.acme.example"));
  CHECK(ours(certificate.get(), "host100.acme.example") == Ours::refused);
}
