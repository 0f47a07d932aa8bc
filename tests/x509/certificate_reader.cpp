// SPDX-License-Identifier: Apache-2.0
// Every way in which a certificate is refused, by its error, the field and the rule.
#include <vidimus/x509/certificate_reader.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <functional>

using namespace vidimus;
using namespace x509_tests;
using small_ca::name;

namespace {

struct Row {
  char const* change;
  std::function<void(Parts&)> make;
  Errc code;
  char const* what;
  Errc rule;
};

auto set(Bytes Parts::* part, char const* encoding) -> std::function<void(Parts&)> {
  return [part, encoding](Parts& parts) { parts.*part = hex(encoding); };
}
auto not_before(unsigned tag, char const* text) -> std::function<void(Parts&)> {
  return [tag, text](Parts& parts) { parts.not_before = write::element(tag, write::bytes(text)); };
}
auto extensions(std::vector<Bytes> list) -> std::function<void(Parts&)> {
  return [list](Parts& parts) { parts.extensions = with_extensions(list).extensions; };
}
auto const key_usage = extension("2.5.29.15", hex("03020780"), true);

using enum Errc;
constexpr char const* version_field = "tbsCertificate.version";
constexpr char const* serial_field = "tbsCertificate.serialNumber";
constexpr char const* before_field = "tbsCertificate.validity.notBefore";
constexpr char const* extensions_field = "tbsCertificate.extensions";
constexpr char const* spki_field = "tbsCertificate.subjectPublicKeyInfo";
constexpr char const* algorithm_field = "tbsCertificate.signature";

// An empty `what`: the finding shows both sides of a comparison, or a limit, instead of a place.
std::vector<Row> const rows{
    // The frame
    {"an octet after the certificate", [](Parts& p) { p.end = hex("00"); }, certificate_malformed, "Certificate",
     der_trailing_data},
    {"a field after the extensions", set(&Parts::tbs_end, "0500"), certificate_malformed, "tbsCertificate",
     der_trailing_data},
    {"no signature", set(&Parts::signature, ""), certificate_malformed, "signatureValue", der_truncated},
    {"a signature with unused bits", set(&Parts::signature, "03020780"), certificate_malformed, "signatureValue",
     der_bad_bit_string},
    {"a signature of no octet at all", set(&Parts::signature, "0300"), certificate_malformed, "signatureValue",
     der_bad_bit_string},
    {"a constructed signature", set(&Parts::signature, "2303 030100"), certificate_malformed, "signatureValue",
     der_unexpected_tag},

    // version
    {"v1 written out", set(&Parts::version, "a003020100"), certificate_malformed, version_field, der_default_encoded},
    {"v4", set(&Parts::version, "a003020103"), certificate_version_unsupported, version_field,
     der_integer_out_of_range},
    {"a negative version", set(&Parts::version, "a0030201ff"), certificate_malformed, version_field,
     der_integer_out_of_range},
    {"two versions", set(&Parts::version, "a006020102020102"), certificate_malformed, version_field, der_trailing_data},
    {"an empty version", set(&Parts::version, "a000"), certificate_malformed, version_field, der_truncated},
    {"a version in two octets", set(&Parts::version, "a00402020002"), certificate_malformed, version_field,
     der_bad_integer},
    {"a version that is no INTEGER", set(&Parts::version, "a0030a0102"), certificate_malformed, version_field,
     der_unexpected_tag},

    // serialNumber
    {"a negative serial number", set(&Parts::serial_number, "0201ff"), serial_number_unacceptable, "", {}},
    {"a serial number of zero", set(&Parts::serial_number, "020100"), serial_number_unacceptable, "", {}},
    {"a serial number of 21 octets",
     set(&Parts::serial_number, "0215 010000000000000000000000000000000000000000"),
     serial_number_unacceptable,
     "",
     {}},
    {"a serial number with a superfluous octet", set(&Parts::serial_number, "02020001"), certificate_malformed,
     serial_field, der_bad_integer},
    {"an empty serial number", set(&Parts::serial_number, "0200"), certificate_malformed, serial_field,
     der_bad_integer},
    {"no serial number", set(&Parts::serial_number, ""), certificate_malformed, serial_field, der_unexpected_tag},

    // algorithms
    {"another outer algorithm",
     set(&Parts::algorithm, "300a06082a8648ce3d040303"),
     signature_algorithm_disagrees,
     "",
     {}},
    {"the same outer algorithm with parameters",
     set(&Parts::algorithm, "300c06082a8648ce3d0403020500"),
     signature_algorithm_disagrees,
     "",
     {}},
    {"an algorithm with two parameters", set(&Parts::tbs_algorithm, "300e06082a8648ce3d04030205000500"),
     certificate_malformed, algorithm_field, der_trailing_data},
    {"an algorithm without identifier", set(&Parts::tbs_algorithm, "3000"), certificate_malformed, algorithm_field,
     der_truncated},
    {"an algorithm with a malformed identifier", set(&Parts::tbs_algorithm, "3003060180"), certificate_malformed,
     algorithm_field, der_bad_oid},
    {"a malformed outer algorithm", set(&Parts::algorithm, "3000"), certificate_malformed, "signatureAlgorithm",
     der_truncated},

    // names
    {"an empty issuer", set(&Parts::issuer, "3000"), issuer_name_empty, "tbsCertificate.issuer", der_empty},
    {"an issuer with an empty RDN", set(&Parts::issuer, "30023100"), certificate_malformed, "tbsCertificate.issuer",
     der_empty},
    {"an issuer that is a SET", set(&Parts::issuer, "3100"), certificate_malformed, "tbsCertificate.issuer",
     der_unexpected_tag},
    {"a subject in malformed UTF-8", set(&Parts::subject, "300d310b3009 0603550403 0c02c328"), certificate_malformed,
     "tbsCertificate.subject", der_bad_string},
    {"a subject with * in a PrintableString", set(&Parts::subject, "300c310a3008 0603550403 13012a"),
     certificate_malformed, "tbsCertificate.subject", der_bad_string},
    {"a subject with an unsorted RDN", set(&Parts::subject, "3016 3114 3008 0603550403 0c0162 3008 0603550403 0c0161"),
     certificate_malformed, "tbsCertificate.subject", der_unsorted_set},
    {"an attribute without a value", set(&Parts::subject, "300931073005 0603550403"), certificate_malformed,
     "tbsCertificate.subject", der_truncated},
    {"an attribute with two values", set(&Parts::subject, "300e310c300a 0603550403 0500 0500"), certificate_malformed,
     "tbsCertificate.subject", der_trailing_data},

    // validity
    {"a time without seconds", not_before(0x17, "2601120800Z"), certificate_malformed, before_field, der_bad_time},
    {"a time without Z", not_before(0x17, "260112080000"), certificate_malformed, before_field, der_bad_time},
    {"a time with an offset", not_before(0x17, "260112080000+0000"), certificate_malformed, before_field, der_bad_time},
    {"a time with a fraction", not_before(0x18, "20260112080000.5Z"), certificate_malformed, before_field,
     der_bad_time},
    {"the 30th of February", not_before(0x17, "260230080000Z"), certificate_malformed, before_field, der_bad_time},
    {"a leap second", not_before(0x17, "261231235960Z"), certificate_malformed, before_field, der_bad_time},
    {"a time that is a string", not_before(0x16, "260112080000Z"), certificate_malformed, before_field,
     der_unexpected_tag},
    {"no notAfter", set(&Parts::not_after, ""), certificate_malformed, "tbsCertificate.validity.notAfter",
     der_truncated},
    {"three times", [](Parts& p) { p.not_after = joined({p.not_after, p.not_after}); }, certificate_malformed,
     "tbsCertificate.validity", der_trailing_data},

    // subjectPublicKeyInfo
    {"a key with unused bits", set(&Parts::spki, "3019 3013 06072a8648ce3d020106082a8648ce3d030107 03020780"),
     certificate_malformed, spki_field, der_bad_bit_string},
    {"a key with something after it", set(&Parts::spki, "301a 3013 06072a8648ce3d020106082a8648ce3d030107 030100 0500"),
     certificate_malformed, spki_field, der_trailing_data},
    {"no key", set(&Parts::spki, "3015 3013 06072a8648ce3d020106082a8648ce3d030107"), certificate_malformed, spki_field,
     der_truncated},

    // unique identifiers
    {"a unique identifier in v1", [](Parts& p) { p.version.clear(), p.unique_ids = hex("81020080"); },
     certificate_version_unsupported, "tbsCertificate.issuerUniqueID", der_unexpected_tag},
    {"a subject's unique identifier in v1", [](Parts& p) { p.version.clear(), p.unique_ids = hex("82020080"); },
     certificate_version_unsupported, "tbsCertificate.subjectUniqueID", der_unexpected_tag},
    {"unique identifiers in the wrong order", set(&Parts::unique_ids, "82020080 81020080"), certificate_malformed,
     "tbsCertificate", der_trailing_data},
    {"an EXPLICIT unique identifier", set(&Parts::unique_ids, "a104 03020080"), certificate_malformed, "tbsCertificate",
     der_trailing_data},
    {"a malformed unique identifier", set(&Parts::unique_ids, "81020880"), certificate_malformed,
     "tbsCertificate.issuerUniqueID", der_bad_bit_string},

    // extensions
    {"extensions in v1", [](Parts& p) { p.version.clear(), extensions({key_usage})(p); },
     certificate_version_unsupported, extensions_field, der_unexpected_tag},
    {"extensions in v2", [](Parts& p) { p.version = hex("a003020101"), extensions({key_usage})(p); },
     certificate_version_unsupported, extensions_field, der_unexpected_tag},
    {"an empty list of extensions", set(&Parts::extensions, "a3023000"), certificate_malformed, extensions_field,
     der_empty},
    {"nothing where extensions should be", set(&Parts::extensions, "a300"), certificate_malformed, extensions_field,
     der_truncated},
    {"two lists of extensions",
     [](Parts& p) { p.extensions = write::element(0xa3, write::sequence(key_usage), write::sequence(key_usage)); },
     certificate_malformed, extensions_field, der_trailing_data},
    {"an extension twice", extensions({key_usage, extension("1.2.3", hex("0500")), key_usage}), duplicate_extension,
     "tbsCertificate.extensions keyUsage", duplicate_extension},
    {"an unknown extension twice", extensions({extension("1.2.3", {}), extension("1.2.3", {})}), duplicate_extension,
     "tbsCertificate.extensions 1.2.3", duplicate_extension},
    {"critical FALSE written out",
     extensions({write::sequence(write::oid("1.2.3"), write::boolean(false), write::octet_string())}),
     certificate_malformed, extensions_field, der_default_encoded},
    {"critical 01", extensions({write::sequence(write::oid("1.2.3"), hex("010101"), write::octet_string())}),
     certificate_malformed, extensions_field, der_bad_boolean},
    {"an extension without a value", extensions({write::sequence(write::oid("1.2.3"))}), certificate_malformed,
     extensions_field, der_truncated},
    {"an extension's value that is no OCTET STRING", extensions({write::sequence(write::oid("1.2.3"), hex("0500"))}),
     certificate_malformed, extensions_field, der_unexpected_tag},
    {"an extension with something after its value",
     extensions({write::sequence(write::oid("1.2.3"), write::octet_string(), hex("0500"))}), certificate_malformed,
     extensions_field, der_trailing_data},
    {"an octet after a known extension's value", extensions({extension("2.5.29.15", hex("03020780 00"))}),
     extension_malformed, "keyUsage", der_trailing_data},
    {"a key usage without a bit", extensions({extension("2.5.29.15", hex("030100"))}), extension_malformed, "keyUsage",
     der_empty},
    {"basic constraints with INTEGER first", extensions({extension("2.5.29.19", hex("3003020101"))}),
     extension_malformed, "basicConstraints", extension_malformed},
    {"basic constraints with FALSE written out", extensions({extension("2.5.29.19", hex("3003010100"))}),
     extension_malformed, "basicConstraints", der_default_encoded},
    {"basic constraints with BOOLEAN 01", extensions({extension("2.5.29.19", hex("3003010101"))}), extension_malformed,
     "basicConstraints", der_bad_boolean},
    {"an alternative name that is ASCII text", extensions({extension("2.5.29.17", write::bytes("malformed"))}),
     extension_malformed, "subjectAltName", der_unexpected_tag},
    {"an information access that is ASCII text",
     extensions({extension("1.3.6.1.5.5.7.1.1", write::bytes("malformed"))}), extension_malformed,
     "authorityInfoAccess", der_unexpected_tag},
    {"an id-pkix-ocsp-nocheck that is no NULL", extensions({extension("1.3.6.1.5.5.7.48.1.5", hex("3000"))}),
     extension_malformed, "ocsp-nocheck", der_unexpected_tag},
};

}  // namespace

TEST_CASE("each malformed certificate is refused with its error, its field and its rule", "[x509]") {
  for (auto const& row : rows) {
    INFO(row.change);
    Parts parts;
    row.make(parts);
    auto const wrong = wrong_with(parts.encoding());
    REQUIRE(wrong);
    CHECK(name_of(wrong->code) == name_of(row.code));
    CHECK(wrong->what == row.what);
    if (*row.what != '\0') CHECK(name_of(wrong->rule.value()) == name_of(row.rule));
  }
}

TEST_CASE("the certificate that the malformed ones are made of is accepted", "[x509]") {
  CHECK(!wrong_with(Parts{}.encoding()));
  CHECK(!wrong_with(with_extensions({key_usage, extension("1.2.3", {})}).encoding()));
}

TEST_CASE("odd but permitted certificates are accepted", "[x509]") {
  Parts v1, v2, generalized, root, long_serial, unsigned_key, empty_subject;
  v1.version.clear();
  v2.version = hex("a003020101");
  v2.unique_ids = hex("81020780 820300abcd");
  generalized.not_before = write::element(0x18, write::bytes("20260112080000Z"));
  root.serial_number = hex("020100");
  root.subject = root.issuer;
  long_serial.serial_number = hex("0214 7fffffffffffffffffffffffffffffffffffffff");
  empty_subject.subject = hex("3000");
  for (auto const& parts : {v1, v2, generalized, root, long_serial, empty_subject})
    CHECK(!wrong_with(parts.encoding()));
}

TEST_CASE("no prefix of a certificate is a certificate, and nothing may follow one", "[x509]") {
  auto encoding = data("everything.der");
  REQUIRE(encoding.size() > 1000);
  REQUIRE(!wrong_with(encoding));
  for (std::size_t size = 0; size != encoding.size(); ++size) {
    auto const wrong = wrong_with(Bytes{encoding.begin(), encoding.begin() + static_cast<std::ptrdiff_t>(size)});
    REQUIRE(wrong);
    REQUIRE(wrong->rule == der_truncated);
  }
  encoding.push_back(std::byte{0});
  CHECK(wrong_with(encoding)->rule == der_trailing_data);
}

TEST_CASE("changing any one octet of a certificate never does harm", "[x509]") {
  auto const original = data("everything.der");
  std::size_t refused = 0;
  for (std::size_t at = 0; at != original.size(); ++at)
    for (unsigned const change : {0x01U, 0x80U, 0xffU}) {
      auto encoding = original;
      encoding[at] ^= static_cast<std::byte>(change);
      auto const certificate = Certificate::parse(encoding);
      refused += certificate ? 0 : 1;
      if (certificate) CHECK(same_bytes(certificate->der(), encoding));
    }
  CHECK(refused > original.size() / 2);
}

TEST_CASE("more extensions than anybody has are refused", "[x509]") {
  std::vector<Bytes> list;
  for (std::size_t i = 0; i != detail::extension_limit; ++i)
    list.push_back(extension("1.2.3." + std::to_string(i), {}));
  CHECK(!wrong_with(with_extensions(list).encoding()));
  list.push_back(extension("1.2.4", {}));
  CHECK(wrong_with(with_extensions(list).encoding())->code == certificate_too_large);
}

namespace {

// A v1 certificate, small enough to write down.
constexpr auto tiny = der_tests::octets(
    0x30, 0x67,                                                                               // Certificate
    0x30, 0x59,                                                                               // tbsCertificate
    0x02, 0x01, 0x05,                                                                         // serialNumber
    0x30, 0x03, 0x06, 0x01, 0x2a,                                                             // signature
    0x30, 0x0c, 0x31, 0x0a, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x01, 'A',        // issuer
    0x30, 0x1e, 0x17, 0x0d, '2', '6', '0', '1', '1', '2', '0', '8', '0', '0', '0', '0', 'Z',  // validity
    0x17, 0x0d, '2', '7', '0', '1', '1', '2', '0', '8', '0', '0', '0', '0', 'Z', 0x30, 0x0c, 0x31, 0x0a, 0x30, 0x08,
    0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x01, 'B',  // subject
    0x30, 0x13, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x02,
    0x00,
    0xaa,                                       // subjectPublicKeyInfo
    0x30, 0x03, 0x06, 0x01, 0x2a,               // signatureAlgorithm
    0x03, 0x05, 0x00, 0x01, 0x02, 0x03, 0x04);  // signatureValue

constexpr auto reads_tiny() -> bool {
  detail::CertificateReader reader;
  if (!reader.read(tiny)) return false;
  auto const& fields = reader.fields();
  return fields.version == 1 && fields.signature.size() == 4 && fields.spki.key.size() == 1 &&
         (*fields.subject.begin()).type == oid::common_name &&
         fields.not_after - fields.not_before == std::chrono::days{365};
}

constexpr auto fault_at(std::size_t offset, unsigned value) -> detail::CertificateFault {
  auto octets = tiny;
  octets[offset] = static_cast<std::byte>(value);
  detail::CertificateReader reader;
  (void)reader.read(octets);
  auto fault = reader.fault();
  fault.extension = {};
  return fault;
}

}  // namespace

static_assert(reads_tiny());
static_assert(fault_at(6, 0x00).code == Errc::serial_number_unacceptable);
static_assert(fault_at(6, 0x80).code == Errc::serial_number_unacceptable);
static_assert(fault_at(3, 0x5a).cause.rule == Errc::der_trailing_data);
static_assert(fault_at(25, 0x80).code == Errc::certificate_malformed);

TEST_CASE("a certificate is read by the compiler", "[x509]") {
  auto const certificate = Certificate::parse(tiny);
  REQUIRE(certificate);
  CHECK(certificate->subject().to_text() == "CN=B");
}
