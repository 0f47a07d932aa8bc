// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_entry.hpp>

#include "unsigned_crl.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

namespace der = test::der;
using test::Bytes;
using test::extension;
using test::raw;
using vidimus::ReasonCode;
using vidimus::detail::CrlEntry;

auto read(Bytes const& encoding, bool is_v2 = true) -> vidimus::detail::CrlResult<CrlEntry> {
  vidimus::der::Reader reader{encoding};
  return vidimus::detail::read_crl_entry(reader, is_v2);
}
auto refusal(Bytes const& encoding, bool is_v2 = true) -> std::string {
  auto const entry = read(encoding, is_v2);
  if (entry) return "read";
  return std::string{entry.error().field} + ": " + std::string{name_of(entry.error().error.rule)};
}
auto with(std::vector<Bytes> const& extensions) -> Bytes { return test::entry(7, extensions); }

}  // namespace

TEST_CASE("An entry is a serial number and a date, in either form of time", "[revocation]") {
  auto const plain = test::entry(0x51a3);
  auto const entry = read(plain).value();
  CHECK(entry.revoked.serial_number.to_hex() == "51A3");
  CHECK(entry.revoked.revocation_date == test::january);
  CHECK(!entry.revoked.reason);
  CHECK(!entry.unknown);
  auto const later = der::sequence(der::integer(7), der::generalized_time(test::january));
  CHECK(read(later)->revoked.revocation_date == test::january);
  CHECK(read(plain, false).has_value());
}

TEST_CASE("An entry's extensions are read", "[revocation]") {
  auto const encoding =
      with({extension("2.5.29.21", raw({10, 1, 9})), extension("2.5.29.24", der::generalized_time(test::february)),
            extension("2.5.29.29", der::sequence(small_ca::general_name("DN:CN=Other")), true)});
  auto const entry = read(encoding).value();
  CHECK(entry.revoked.reason == ReasonCode::privilege_withdrawn);
  CHECK(entry.revoked.invalidity_date == test::february);
  CHECK((*entry.revoked.certificate_issuer.value().begin()).directory_name().to_text() == "CN=Other");
  CHECK(!entry.unknown);
}

TEST_CASE("An entry's unknown extension is told from a critical one", "[revocation]") {
  CHECK(!read(with({extension("1.2.3.4", der::null())}))->unknown);
  auto const encoding = with({extension("1.2.3.4", der::null()), extension("1.2.3.5", der::null(), true)});
  CHECK(read(encoding)->unknown.value().id.to_text() == "1.2.3.5");
}

TEST_CASE("An entry with an empty list of extensions is read, as public authorities write it", "[revocation]") {
  CHECK(refusal(der::sequence(der::integer(7), der::time(test::january), der::sequence())) == "read");
}

TEST_CASE("Each part of an entry that breaks its rule is refused by its name", "[revocation]") {
  CHECK(refusal(raw({0x31, 0})) == "revokedCertificates: der_unexpected_tag");
  CHECK(refusal(raw({0x30, 5, 2, 1})) == "revokedCertificates: der_truncated");
  CHECK(refusal(der::sequence(raw({2, 0}))) == "revokedCertificates.userCertificate: der_bad_integer");
  CHECK(refusal(der::sequence(der::integer(7))) == "revokedCertificates.revocationDate: der_truncated");
  CHECK(refusal(der::sequence(der::integer(7), raw({0x17, 0}))) == "revokedCertificates.revocationDate: der_bad_time");
  CHECK(refusal(der::sequence(der::integer(7), der::time(test::january), der::null())) ==
        "revokedCertificates.crlEntryExtensions: der_unexpected_tag");
  CHECK(refusal(der::sequence(der::integer(7), der::time(test::january), der::sequence(), der::null())) ==
        "revokedCertificates.crlEntryExtensions: der_trailing_data");
  CHECK(refusal(with({extension("2.5.29.21", raw({10, 1, 1}))}), false) == "revokedCertificates: der_trailing_data");
}

TEST_CASE("Each entry extension that breaks its rule is refused by its name", "[revocation]") {
  for (unsigned const number : {7U, 11U, 127U})
    CHECK(refusal(with({extension("2.5.29.21", raw({10, 1, number}))})) == "reasonCode: der_integer_out_of_range");
  CHECK(refusal(with({extension("2.5.29.21", raw({2, 1, 1}))})) == "reasonCode: der_unexpected_tag");
  CHECK(refusal(with({extension("2.5.29.21", raw({10, 1, 1, 5, 0}))})) == "reasonCode: der_trailing_data");
  CHECK(refusal(with({extension("2.5.29.24", der::time(test::january))})) == "invalidityDate: der_unexpected_tag");
  CHECK(refusal(with({extension("2.5.29.29", der::sequence(), true)})) == "certificateIssuer: der_empty");
  auto const reason = extension("2.5.29.21", raw({10, 1, 1}));
  CHECK(refusal(with({reason, reason})) == "revokedCertificates.crlEntryExtensions: duplicate_extension");
}
