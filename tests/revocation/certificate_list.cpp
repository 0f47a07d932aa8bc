// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/certificate_list.hpp>

#include "issuance.hpp"
#include "unsigned_crl.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace {

using test::entry;
using test::extension;
using test::raw;
using test::UnsignedCrl;
using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::CertificateList;
using vidimus::Errc;
using vidimus::ReasonCode;
using vidimus::RevokedCertificate;

auto read(std::string const& file) -> CertificateList { return CertificateList::parse(test::data(file)).value(); }

auto find(CertificateList const& crl, Buffer const& serial) -> std::vector<RevokedCertificate> {
  std::vector<RevokedCertificate> found;
  crl.find(vidimus::SerialNumber{serial}, [&](RevokedCertificate const& revoked) { found.push_back(revoked); });
  return found;
}
auto find(CertificateList const& crl, unsigned serial) -> std::vector<RevokedCertificate> {
  return find(crl, raw({serial >> 8U, serial & 0xffU}));
}

auto refusal(UnsignedCrl const& crl) -> std::string {
  auto const result = CertificateList::parse(crl.der());
  return result ? "read" : test::malformed_text(result.error());
}

auto at(int year, unsigned month, unsigned day, int hour, int minute, int second = 0) -> vidimus::Time {
  return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} +
         std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

}  // namespace

TEST_CASE("A CRL of openssl ca is read field by field", "[revocation]") {
  for (auto const* const file : {"openssl_v2.der", "python_v2.der"}) {
    auto const crl = read(file);
    CHECK(crl.version() == 2);
    CHECK(crl.issuer().to_text() == "CN=Acme Root,O=Acme");
    CHECK(crl.this_update() == at(2026, 1, 12, 8, 0));
    CHECK(crl.next_update() == at(2026, 2, 12, 8, 0));
    CHECK(crl.crl_number().value().to_text() == "4711");
    CHECK(crl.to_text() == "CRL 4711 of CN=Acme Root,O=Acme");
    CHECK(crl.signature_algorithm().algorithm.to_text() == "1.2.840.10045.4.3.2");
    CHECK(vidimus::same_bytes(crl.authority_key_identifier().value().key_identifier.value(),
                              test::certificate("root.pem").subject_key_identifier().value()));
    CHECK(!crl.issuing_distribution_point());
    CHECK(!crl.delta_crl_indicator());
    CHECK(!crl.freshest_crl());
    CHECK(!crl.unusable());
    CHECK(crl.size() == 4);
  }
}

TEST_CASE("Entries are found by their serial number, with date and reason", "[revocation]") {
  for (auto const* const file : {"openssl_v2.der", "python_v2.der", "python_rsa.der", "python_pss.der"}) {
    auto const crl = read(file);
    REQUIRE(find(crl, 0x51a3).size() == 1);
    CHECK(find(crl, 0x51a3)[0].revocation_date == at(2026, 1, 12, 7, 30));
    CHECK(find(crl, 0x51a3)[0].reason == ReasonCode::key_compromise);
    CHECK(find(crl, 0x51a3)[0].serial_number.to_hex() == "51A3");
    CHECK(find(crl, 0x51a4)[0].reason == ReasonCode::certificate_hold);
    CHECK(find(crl, 0x51a5)[0].reason == ReasonCode::superseded);
    CHECK(find(crl, 0x51a6)[0].reason == std::nullopt);
    CHECK(find(crl, 0x1001).empty());
    CHECK(find(crl, raw({0x51})).empty());
    CHECK(find(crl, raw({0x00, 0x51, 0xa3})).empty());
  }
}

TEST_CASE("A v1 CRL is read", "[revocation]") {
  auto const crl = read("openssl_v1.der");
  CHECK(crl.version() == 1);
  CHECK(crl.to_text() == "CRL of CN=Acme Root,O=Acme");
  CHECK(find(crl, 0x51a3).size() == 1);
}

TEST_CASE("A CRL without entries is read", "[revocation]") {
  auto const crl = read("openssl_empty.der");
  CHECK(crl.size() == 0);
  CHECK(find(crl, 0x51a3).empty());
  CHECK(crl.index_octets() == 0);
}

TEST_CASE("A delta CRL says that it is one", "[revocation]") {
  CHECK(read("openssl_delta.der").delta_crl_indicator().value().to_text() == "4608");
  auto const crl = read("python_delta.der");
  CHECK(crl.delta_crl_indicator().value().to_text() == "4700");
  CHECK(crl.to_text() == "delta CRL 4711 of CN=Acme Root,O=Acme");
  CHECK(find(crl, 0x51a4)[0].reason == ReasonCode::remove_from_crl);
}

TEST_CASE("The places of delta CRLs and the date of a compromise are read", "[revocation]") {
  auto const crl = read("python_freshest.der");
  CHECK(crl.freshest_crl().value().count() == 1);
  CHECK(find(read("python_invalidity_date.der"), 0x51a3)[0].invalidity_date == at(2026, 1, 2, 3, 4, 5));
}

TEST_CASE("In an indirect CRL an entry's issuer holds for those that follow it", "[revocation]") {
  auto const crl = read("python_indirect.der");
  CHECK(crl.issuing_distribution_point().value().indirect_crl);
  auto const issuer_of = [&](unsigned serial) -> std::string {
    auto const issuer = find(crl, serial).at(0).certificate_issuer;
    return issuer ? (*issuer->begin()).directory_name().to_text() : "the CRL's own";
  };
  CHECK(issuer_of(0x51a3) == "the CRL's own");
  CHECK(issuer_of(0x51a4) == "CN=Other Root,O=Acme");
  CHECK(issuer_of(0x51a5) == "CN=Other Root,O=Acme");
  CHECK(issuer_of(0x51a6) == "CN=Acme Root,O=Acme");
}

TEST_CASE("An unknown critical extension of the CRL or of any entry makes it unusable", "[revocation]") {
  for (auto const* const file : {"python_unknown_critical.der", "python_unknown_critical_entry.der"}) {
    auto const finding = read(file).unusable();
    REQUIRE(finding);
    CHECK(finding->code == Errc::crl_critical_extension_unknown);
    CHECK(std::get<vidimus::Mismatch>(finding->detail).presented[0].starts_with("1.3.6.1.4.1.99999.1 at octet "));
    CHECK(finding->subject == "CRL 4711 of CN=Acme Root,O=Acme");
  }
  CHECK(!read("python_unknown_extension.der").unusable());
}

TEST_CASE("Several entries with one serial number are all found, in order", "[revocation]") {
  auto const crl =
      CertificateList::parse(UnsignedCrl{}
                                 .with_entries({entry(7, {extension("2.5.29.21", raw({10, 1, 6}))}), entry(8),
                                                entry(7, {extension("2.5.29.21", raw({10, 1, 1}))})})
                                 .der())
          .value();
  auto const found = find(crl, raw({7}));
  REQUIRE(found.size() == 2);
  CHECK(found[0].reason == ReasonCode::certificate_hold);
  CHECK(found[1].reason == ReasonCode::key_compromise);
}

TEST_CASE("Serial numbers that a certificate must not have are read in a CRL", "[revocation]") {
  auto const with_serial = [](test::Bytes const& encoded) {
    auto const list = test::der::sequence(encoded, test::der::time(test::january));
    return CertificateList::parse(UnsignedCrl{}.with_entries({list}).der()).value();
  };
  CHECK(find(with_serial(raw({2, 1, 0x80})), raw({0x80})).size() == 1);  // negative
  CHECK(find(with_serial(raw({2, 1, 0})), raw({0})).size() == 1);
  test::Bytes const long_serial(200, std::byte{1});
  CHECK(find(with_serial(test::der::integer(long_serial)), long_serial).size() == 1);
}

TEST_CASE("A CRL copied or moved into another variable is the same", "[revocation]") {
  auto crl = read("openssl_v2.der");
  auto const copy = crl;
  auto const moved = std::move(crl);
  CHECK(copy.der().data() == moved.der().data());
  CHECK(find(copy, 0x51a3).size() == 1);
}

TEST_CASE("A CRL keeps the octets' owner and no copy where one is given", "[revocation]") {
  auto owner = std::make_shared<Buffer const>(test::data("openssl_v2.der"));
  ByteView const view{*owner};
  std::weak_ptr<Buffer const> const watched = owner;
  {
    auto const crl = CertificateList::parse(std::move(owner), view).value();
    CHECK(crl.der().data() == view.data());
    CHECK(!watched.expired());
  }
  CHECK(watched.expired());
}

TEST_CASE("Each field of a CRL that breaks its rule is refused by its name", "[revocation]") {
  namespace der = test::der;
  CHECK(refusal({}) == "read");
  CHECK(refusal({.version = der::integer(0)}) == "tbsCertList.version: der_integer_out_of_range");  // v1 written out
  CHECK(refusal({.version = der::integer(2)}) == "tbsCertList.version: der_integer_out_of_range");
  CHECK(refusal({.version = raw({2, 2, 0, 1})}) == "tbsCertList.version: der_bad_integer");
  CHECK(refusal({.inner_algorithm = raw({4, 0})}) == "tbsCertList.signature: der_unexpected_tag");
  CHECK(refusal({.outer_algorithm = der::sequence(der::oid("1.2.840.10045.4.3.3"))}) ==
        "tbsCertList.signature: signature_algorithm_disagrees");
  CHECK(refusal({.issuer = raw({4, 0})}) == "tbsCertList.issuer: der_unexpected_tag");
  CHECK(refusal({.issuer = der::sequence()}) == "tbsCertList.issuer: der_empty");
  CHECK(refusal({.this_update = {}, .next_update = {}}) == "tbsCertList.thisUpdate: der_truncated");
  CHECK(refusal({.this_update = der::element(0x17, der::bytes("2601120000Z"))}) ==
        "tbsCertList.thisUpdate: der_bad_time");
  CHECK(refusal({.next_update = der::element(0x18, der::bytes("20260212000000+0000"))}) ==
        "tbsCertList.nextUpdate: der_bad_time");
  CHECK(refusal({.next_update = {}}) == "read");
  CHECK(refusal({.entries = der::sequence()}) == "tbsCertList.revokedCertificates: der_empty");
  CHECK(refusal({.extensions = der::element(0xa0, der::sequence())}) == "tbsCertList.crlExtensions: der_empty");
  CHECK(refusal({.extensions = der::element(0xa0, der::sequence(extension("2.5.29.20", raw({2, 1, 1}))),
                                            der::null())}) == "tbsCertList.crlExtensions: der_trailing_data");
  CHECK(refusal({.after_extensions = der::null()}) == "tbsCertList.crlExtensions: der_unexpected_tag");
  CHECK(refusal({.outer_algorithm = raw({4, 0})}) == "signatureAlgorithm: der_unexpected_tag");
  CHECK(refusal({.signature = raw({4, 0})}) == "signatureValue: der_unexpected_tag");
  CHECK(refusal({.signature = raw({3, 2, 1, 0})}) == "signatureValue: der_bad_bit_string");
  CHECK(refusal({.after_signature = der::null()}) == "certificateList: der_trailing_data");
}

TEST_CASE("Whatever follows a CRL's extensions or its end is refused", "[revocation]") {
  auto crl = UnsignedCrl{}.with_extensions({extension("2.5.29.20", raw({2, 1, 1}))});
  CHECK(refusal(crl) == "read");
  crl.after_extensions = test::der::null();
  CHECK(refusal(crl) == "tbsCertList: der_trailing_data");
  auto bytes = UnsignedCrl{}.der();
  bytes.push_back(std::byte{0});
  CHECK(test::malformed_text(CertificateList::parse(bytes).error()) == "certificateList: der_trailing_data");
}

TEST_CASE("What is no CertificateList is refused by what is missing", "[revocation]") {
  auto const why = [](ByteView octets) { return test::malformed_text(CertificateList::parse(octets).error()); };
  CHECK(why(test::der::null()) == "certificateList: der_unexpected_tag");
  CHECK(why(test::der::sequence(test::der::integer(1))) == "tbsCertList: der_unexpected_tag");
}

TEST_CASE("A CRL of 4 GiB is refused unread", "[revocation]") {
  auto const octets = UnsignedCrl{}.der();  // the rest is not there
  auto const fields = vidimus::detail::read_crl_fields(ByteView{octets.data(), std::size_t{1} << 32U});
  REQUIRE(!fields);
  CHECK(fields.error().error.rule == Errc::der_length_too_large);
}

TEST_CASE("A v1 CRL has extensions neither of its own nor of its entries", "[revocation]") {
  auto v1 = UnsignedCrl{}.with_extensions({extension("2.5.29.20", raw({2, 1, 1}))});
  v1.version = {};
  CHECK(refusal(v1) == "tbsCertList: der_trailing_data");
  auto with_entry = UnsignedCrl{}.with_entries({entry(7, {extension("2.5.29.21", raw({10, 1, 1}))})});
  CHECK(refusal(with_entry) == "read");
  with_entry.version = {};
  CHECK(refusal(with_entry) == "revokedCertificates: der_trailing_data");
}

TEST_CASE("Each CRL extension that breaks its rule is refused by its name", "[revocation]") {
  auto const of = [](std::vector<test::Bytes> const& list) { return refusal(UnsignedCrl{}.with_extensions(list)); };
  CHECK(of({extension("2.5.29.20", raw({2, 1, 0x80}))}) == "cRLNumber: der_integer_out_of_range");
  CHECK(of({extension("2.5.29.20", raw({2, 1, 1, 5, 0}))}) == "cRLNumber: der_trailing_data");
  CHECK(of({extension("2.5.29.27", raw({2, 1, 0x80}), true)}) == "deltaCRLIndicator: der_integer_out_of_range");
  CHECK(of({extension("2.5.29.28", raw({0x30, 0}), true)}) == "issuingDistributionPoint: der_empty");
  CHECK(of({extension("2.5.29.35", raw({4, 0}))}) == "authorityKeyIdentifier: der_unexpected_tag");
  CHECK(of({extension("2.5.29.46", raw({0x30, 0}))}) == "freshestCRL: der_empty");
  auto const number = extension("2.5.29.20", raw({2, 1, 1}));
  CHECK(of({number, number}) == "tbsCertList.crlExtensions: duplicate_extension");
}

TEST_CASE("certificateIssuer stands in indirect CRLs only", "[revocation]") {
  auto const issuer = test::der::sequence(small_ca::general_name("DN:CN=Other"));
  std::vector<test::Bytes> const entries{entry(7, {extension("2.5.29.29", issuer, true)})};
  CHECK(refusal(UnsignedCrl{}.with_entries(entries)) == "certificateIssuer: extension_malformed");
  auto const indirect = extension("2.5.29.28", raw({0x30, 3, 0x84, 1, 0xff}), true);
  CHECK(refusal(UnsignedCrl{}.with_entries(entries).with_extensions({indirect})) == "read");
}

TEST_CASE("The offset of a fault is where it stands in the CRL", "[revocation]") {
  UnsignedCrl const good = UnsignedCrl{}.with_entries({entry(7), entry(8)});
  auto bytes = good.der();
  auto const at_date = std::ranges::search(bytes, test::der::time(test::january)).begin();
  *(at_date + 2) = std::byte{'x'};
  auto const failure = CertificateList::parse(bytes).error();
  CHECK(failure.code() == Errc::crl_malformed);
  CHECK(std::get<vidimus::Malformed>(failure.decisive().detail).offset ==
        static_cast<std::size_t>(at_date - bytes.begin()));
}

TEST_CASE("A CRL cut off anywhere is refused", "[revocation]") {
  for (auto const* const file : {"openssl_v2.der", "python_indirect.der", "openssl_v1.der"}) {
    auto const whole = test::data(file);
    for (std::size_t length = 0; length != whole.size(); ++length)
      CHECK(CertificateList::parse(ByteView{whole}.first(length)).error().code() == Errc::crl_malformed);
  }
}

TEST_CASE("A CRL with any octet changed is refused or read, and searched, without harm", "[revocation]") {
  for (auto const* const file :
       {"openssl_v2.der", "python_indirect.der", "python_freshest.der", "openssl_idp_relative.der"}) {
    auto const whole = test::data(file);
    std::size_t refused = 0;
    for (std::size_t i = 0; i != whole.size(); ++i)
      for (unsigned bit = 0; bit != 8; ++bit) {
        auto changed = whole;
        changed[i] ^= std::byte{1} << bit;
        auto const crl = CertificateList::parse(std::move(changed));
        if (!crl) {
          refused += crl.error().code() == Errc::crl_malformed ? 1 : 0;
          continue;
        }
        for (unsigned serial = 0x51a0; serial != 0x51b0; ++serial) CHECK(find(*crl, serial).size() <= 2);
      }
    CHECK(refused > whole.size());
  }
}

TEST_CASE("A CRL whose octets somebody changes, as those of a mapped file, is searched without harm", "[revocation]") {
  for (auto const* const file : {"openssl_v2.der", "python_indirect.der", "python_invalidity_date.der"}) {
    auto const octets = std::make_shared<Buffer>(test::data(file));
    auto const crl = CertificateList::parse(octets, *octets).value();
    std::mt19937 random{1};
    for (int round = 0; round != 2000; ++round) {
      for (int i = 0; i != 4; ++i) (*octets)[random() % octets->size()] = static_cast<std::byte>(random());
      for (unsigned serial = 0x51a0; serial != 0x51a8; ++serial) CHECK(find(crl, serial).size() <= crl.size());
    }
  }
}

TEST_CASE("An entry that can no longer be read is still listed", "[revocation]") {
  auto const octets = std::make_shared<Buffer>(UnsignedCrl{}.with_entries({entry(7)}).der());
  auto const crl = CertificateList::parse(octets, *octets).value();
  auto const at_date = octets->begin() + (std::ranges::search(*octets, entry(7)).begin() - octets->begin()) + 5;
  *at_date = std::byte{4};  // an OCTET STRING
  auto const found = find(crl, raw({7}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].serial_number.to_hex() == "07");
  CHECK(found[0].revocation_date == crl.this_update());
  CHECK(!found[0].reason);
}

TEST_CASE("Beside the encoding an entry takes at most 20 octets, in an indirect CRL too", "[revocation]") {
  std::mt19937_64 random{1};
  auto const issuer = extension("2.5.29.29", test::der::sequence(small_ca::general_name("DN:CN=Other")), true);
  for (std::size_t const count : {1U, 2U, 3U, 100U, 5000U}) {
    std::vector<test::Bytes> entries;
    for (std::size_t i = 0; i != count; ++i) entries.push_back(entry(random() >> 1U, {issuer}));
    auto const crl =
        CertificateList::parse(UnsignedCrl{}
                                   .with_entries(entries)
                                   .with_extensions({extension("2.5.29.28", raw({0x30, 3, 0x84, 1, 0xff}), true)})
                                   .der());
    REQUIRE(crl);
    CHECK(crl->size() == count);
    CHECK(crl->index_octets() <= 20 * count + 8);
  }
}
