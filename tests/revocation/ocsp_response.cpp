// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_response.hpp>

#include "unsigned_ocsp.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

using test::Bytes;
using test::malformed_text;
using test::raw;
using test::UnsignedOcsp;
using test::UnsignedSingleResponse;
using vidimus::Errc;
using vidimus::OcspResponse;
namespace der = small_ca::der;

auto why(UnsignedOcsp const& response) -> std::string {
  auto const read = OcspResponse::parse(response.der());
  return read ? "read" : malformed_text(read.error());
}
auto of_one(UnsignedSingleResponse const& single) -> UnsignedOcsp { return {.responses = der::sequence(single.der())}; }
auto why_single(UnsignedSingleResponse const& single) -> std::string { return why(of_one(single)); }

auto nonce(Bytes const& value) -> UnsignedOcsp {
  return {.extensions = test::ocsp_extensions({test::extension(small_ca::oid::ocsp_nonce, value)})};
}
auto single_with(std::string const& id, Bytes const& value) -> UnsignedSingleResponse {
  return {.extensions = test::ocsp_extensions({test::extension(id, value)})};
}
auto time(std::string const& text) -> Bytes { return der::element(0x18, der::bytes(text)); }
auto repeated(Bytes const& part, std::size_t count) -> Bytes {
  return der::sequence(der::concatenation(std::vector<Bytes>(count, part)));
}

/// The responseBytes of a successful response.
auto response_bytes(Bytes const& inside) -> Bytes { return der::sequence(der::integer(0, 0x0a), inside); }
auto basic_response(Bytes const& basic) -> Bytes {
  auto const type = der::oid(small_ca::oid::ocsp_basic);
  return response_bytes(der::element(0xa0, der::sequence(type, der::octet_string(basic))));
}
/// The start of a constructed element whose length cannot be read.
auto endless(unsigned tag) -> Bytes { return raw({tag, 0x80}); }

constexpr auto archive_cutoff = "1.3.6.1.5.5.7.48.1.6", crl_references = "1.3.6.1.5.5.7.48.1.3",
               extended_revoke = "1.3.6.1.5.5.7.48.1.9", ct_signed_timestamps = "1.3.6.1.4.1.11129.2.4.5",
               private_extension = "1.3.6.1.4.1.99999.7";

}  // namespace

TEST_CASE("A response is read field by field", "[revocation][ocsp]") {
  auto const response = OcspResponse::parse(UnsignedOcsp{
      .responder_id = der::element(0xa1, small_ca::name("CN=Acme OCSP,O=Acme")),
      .responses =
          der::sequence(UnsignedSingleResponse{}.der(),
                        UnsignedSingleResponse{.serial_number = der::integer(7),
                                               .status = der::element(0xa1, der::generalized_time(test::january),
                                                                      der::element(0xa0, der::integer(1, 0x0a))),
                                               .next_update = {}}
                            .der(),
                        UnsignedSingleResponse{.status = der::element(0x82)}.der()),
      .extensions = test::ocsp_extensions({test::extension(small_ca::oid::ocsp_nonce, der::octet_string(Bytes(32)))}),
      .certificates = der::element(0xa0, der::sequence(der::sequence(), der::sequence()))}
                                                .der());
  REQUIRE(response);
  CHECK(response->responder_id().to_text() == "CN=Acme OCSP,O=Acme");
  CHECK(response->produced_at() == test::january);
  CHECK(response->certificates().size() == 2);
  CHECK(response->nonce().value().size() == 34);
  CHECK(!response->unknown());
  REQUIRE(response->responses().size() == 3);
  auto const& [first, second, third] =
      std::array{response->responses()[0], response->responses()[1], response->responses()[2]};
  CHECK(first.status == vidimus::RevocationStatus::State::good);
  CHECK(first.cert_id.serial_number.to_hex() == "51A3");
  CHECK(first.this_update == test::january);
  CHECK(first.next_update == test::february);
  CHECK(second.status == vidimus::RevocationStatus::State::revoked);
  CHECK(second.reason == vidimus::ReasonCode::key_compromise);
  CHECK(second.revocation_time == test::january);
  CHECK(!second.next_update);
  CHECK(third.status == vidimus::RevocationStatus::State::unknown);
  CHECK(OcspResponse::parse(UnsignedOcsp{}.der())->responder_id().to_text() ==
        "the key with SHA-1 " + std::string(40, '0'));
}

TEST_CASE("A response outlives what it was read from, and its copies share it", "[revocation][ocsp]") {
  auto copy = [] {
    auto const octets = UnsignedOcsp{}.der();
    auto const response = OcspResponse::parse(octets).value();
    return response;
  }();
  CHECK(copy.responses()[0].cert_id.serial_number.to_hex() == "51A3");
  CHECK(copy.tbs().data() > copy.der().data());
}

TEST_CASE("A responder that has no answer says why, and whether it may have one later", "[revocation][ocsp]") {
  auto const of = [](unsigned status) { return OcspResponse::parse(small_ca::ocsp_unsuccessful(status)).error(); };
  for (auto const& [status, name] : {std::pair{2U, "internalError"}, std::pair{3U, "tryLater"}}) {
    CHECK(of(status).code() == Errc::ocsp_try_later);
    CHECK(of(status).is_transient());
    CHECK(std::get<vidimus::Mismatch>(of(status).decisive().detail).presented == std::vector<std::string>{name});
  }
  for (auto const& [status, name] :
       {std::pair{1U, "malformedRequest"}, std::pair{5U, "sigRequired"}, std::pair{6U, "unauthorized"}}) {
    CHECK(of(status).code() == Errc::ocsp_response_unsuccessful);
    CHECK(!of(status).is_transient());
    CHECK(std::get<vidimus::Mismatch>(of(status).decisive().detail).presented == std::vector<std::string>{name});
  }
  for (unsigned const status : {4U, 7U, 255U}) CHECK(of(status).code() == Errc::ocsp_response_malformed);
}

TEST_CASE("Only a basic response is read", "[revocation][ocsp]") {
  auto const other = OcspResponse::parse(UnsignedOcsp{.type = der::oid(small_ca::oid::ocsp_nonce)}.der());
  REQUIRE(!other);
  CHECK(other.error().code() == Errc::ocsp_response_malformed);
  CHECK(std::get<vidimus::Mismatch>(other.error().decisive().detail).presented ==
        std::vector<std::string>{small_ca::oid::ocsp_nonce});
}

TEST_CASE("What breaks the form of a response is refused by its field", "[revocation][ocsp]") {
  auto const named = der::element(0xa1, small_ca::name("CN=Acme OCSP"));
  auto const status = [](Bytes const& bytes) { return malformed_text(OcspResponse::parse(bytes).error()); };
  CHECK(status({}) == "ocspResponse: der_truncated");
  CHECK(status(der::sequence()) == "responseStatus: der_truncated");
  CHECK(status(der::sequence(der::integer(0, 0x0a))) == "responseBytes: der_truncated");
  CHECK(status(der::sequence(der::integer(3, 0x0a), der::element(0xa0))) == "responseBytes: der_trailing_data");
  CHECK(status(der::sequence(der::integer(0))) == "responseStatus: der_unexpected_tag");
  auto trailing = UnsignedOcsp{}.der();
  trailing.push_back(std::byte{0});
  CHECK(status(trailing) == "ocspResponse: der_trailing_data");
  CHECK(why({.after_type = der::null()}) == "responseBytes: der_trailing_data");
  CHECK(why({.after_bytes = der::null()}) == "responseBytes: der_trailing_data");
  CHECK(why({.after_all = der::null()}) == "ocspResponse: der_trailing_data");
  CHECK(why({.type = der::null()}) == "responseType: der_unexpected_tag");
  CHECK(status(response_bytes(der::null())) == "responseBytes: der_unexpected_tag");
  CHECK(status(response_bytes(endless(0xa0))) == "responseBytes: der_indefinite_length");
  CHECK(status(response_bytes(der::element(0xa0, der::null()))) == "responseBytes: der_unexpected_tag");
  CHECK(status(response_bytes(der::element(0xa0, der::sequence(der::oid(small_ca::oid::ocsp_basic), der::null())))) ==
        "response: der_unexpected_tag");
  CHECK(status(basic_response(der::null())) == "basicOCSPResponse: der_unexpected_tag");
  CHECK(status(basic_response(der::sequence(der::null()))) == "tbsResponseData: der_unexpected_tag");

  CHECK(why({.version = endless(0xa0)}) == "tbsResponseData.version: der_indefinite_length");
  CHECK(why({.version = der::element(0xa0, der::null())}) == "tbsResponseData.version: der_unexpected_tag");
  CHECK(why({.version = der::element(0xa0, der::integer(0))}) == "tbsResponseData.version: der_default_encoded");
  CHECK(why({.version = der::element(0xa0, der::integer(1))}) == "tbsResponseData.version: der_integer_out_of_range");
  CHECK(why({.responder_id = {}}) == "tbsResponseData.responderID: der_unexpected_tag");
  CHECK(why({.responder_id = der::element(0xa1)}) == "tbsResponseData.responderID: der_truncated");
  CHECK(why({.responder_id = der::element(0xa1, named)}) == "tbsResponseData.responderID: der_unexpected_tag");
  CHECK(why({.responder_id = der::element(0xa2, der::octet_string(), der::null())}) ==
        "tbsResponseData.responderID: der_trailing_data");
  CHECK(why({.responder_id = der::element(0xa2, der::null())}) == "tbsResponseData.responderID: der_unexpected_tag");
  CHECK(why({.produced_at = der::time(test::january)}) == "tbsResponseData.producedAt: der_unexpected_tag");
  CHECK(why({.responses = der::null()}) == "tbsResponseData.responses: der_unexpected_tag");
  CHECK(why({.extensions = der::element(0xa1, der::sequence())}) == "tbsResponseData.responseExtensions: der_empty");
  CHECK(why({.extensions = test::ocsp_extensions(
                 {test::extension(private_extension, {}), test::extension(private_extension, {})})}) ==
        "tbsResponseData.responseExtensions: duplicate_extension");
  CHECK(why({.extensions = endless(0xa1)}) == "tbsResponseData.responseExtensions: der_indefinite_length");
  CHECK(why({.extensions = der::element(0xa1, der::sequence(test::extension(private_extension, {})), der::null())}) ==
        "tbsResponseData.responseExtensions: der_trailing_data");
  CHECK(why({.after_extensions = der::null()}) == "tbsResponseData: der_trailing_data");
  CHECK(why({.algorithm = der::null()}) == "signatureAlgorithm: der_unexpected_tag");
  CHECK(why({.signature = der::element(0x03, raw({1, 0x80}))}) == "signature: der_bad_bit_string");
  CHECK(why({.certificates = endless(0xa0)}) == "certs: der_indefinite_length");
  CHECK(why({.certificates = der::element(0xa0, der::null())}) == "certs: der_unexpected_tag");
  CHECK(why({.certificates = der::element(0xa0, der::sequence(), der::null())}) == "certs: der_trailing_data");
  CHECK(why({.certificates = der::element(0xa0, der::sequence(der::null()))}) == "certs: der_unexpected_tag");
  CHECK(why({.after_certificates = der::null()}) == "basicOCSPResponse: der_trailing_data");
}

TEST_CASE("What breaks the form of a single response is refused by its field", "[revocation][ocsp]") {
  CHECK(why_single({.hash_algorithm = der::null()}) == "certID: der_unexpected_tag");
  CHECK(why_single({.hash_algorithm = der::sequence(der::oid(small_ca::oid::sha1), der::null(), der::null())}) ==
        "certID: der_trailing_data");
  CHECK(why_single({.name_hash = der::null()}) == "certID: der_unexpected_tag");
  CHECK(why_single({.key_hash = {}}) == "certID: der_unexpected_tag");
  CHECK(why_single({.serial_number = der::element(0x02, raw({0, 5}))}) == "certID: der_bad_integer");
  CHECK(why_single({.after_serial_number = der::null()}) == "certID: der_trailing_data");
  CHECK(why_single({.status = der::element(0x80, raw({0}))}) == "certStatus: der_bad_null");
  CHECK(why_single({.status = der::element(0x82, raw({0}))}) == "certStatus: der_bad_null");
  CHECK(why_single({.status = der::element(0x83)}) == "certStatus: der_unexpected_tag");
  CHECK(why_single({.status = der::element(0xa0)}) == "certStatus: der_unexpected_tag");
  CHECK(why_single({.status = endless(0xa1)}) == "certStatus.revoked: der_indefinite_length");
  CHECK(why_single({.status = der::element(0xa1)}) == "certStatus.revocationTime: der_truncated");
  auto const revoked = [](Bytes const& more) { return der::element(0xa1, der::generalized_time(test::january), more); };
  CHECK(why_single({.status = revoked(der::null())}) == "certStatus.revoked: der_trailing_data");
  CHECK(why_single({.status = revoked(endless(0xa0))}) == "certStatus.revocationReason: der_indefinite_length");
  CHECK(why_single({.status = revoked(der::element(0xa0, der::integer(7, 0x0a)))}) ==
        "certStatus.revocationReason: der_integer_out_of_range");
  CHECK(why_single({.status = revoked(der::element(0xa0, der::integer(1, 0x0a), der::null()))}) ==
        "certStatus.revocationReason: der_trailing_data");
  CHECK(why_single({.this_update = {}}) == "thisUpdate: der_unexpected_tag");
  CHECK(why_single({.next_update = endless(0xa0)}) == "nextUpdate: der_indefinite_length");
  CHECK(why_single({.next_update = der::element(0xa0, der::time(test::february))}) == "nextUpdate: der_unexpected_tag");
  CHECK(why_single({.next_update = der::element(0xa0, der::generalized_time(test::february), der::null())}) ==
        "nextUpdate: der_trailing_data");
  CHECK(why_single({.extensions = der::element(0xa1, der::sequence())}) == "singleExtensions: der_empty");
  CHECK(why_single({.after_extensions = der::null()}) == "responses: der_trailing_data");
  CHECK(why({.responses = der::sequence(der::null())}) == "responses: der_unexpected_tag");
}

TEST_CASE("Times have the one form of RFC 5280: others are refused and never passed over", "[revocation][ocsp]") {
  for (auto const* const text : {"20260112080000.5Z", "202601120800Z", "20260112080000", "20260112080000+0100",
                                 "20261312080000Z", "20260112086000Z", ""}) {
    CAPTURE(text);
    CHECK(why_single({.this_update = time(text)}) == "thisUpdate: der_bad_time");
    CHECK(why_single({.next_update = der::element(0xa0, time(text))}) == "nextUpdate: der_bad_time");
    CHECK(why({.produced_at = time(text)}) == "tbsResponseData.producedAt: der_bad_time");
    CHECK(why_single({.status = der::element(0xa1, time(text))}) == "certStatus.revocationTime: der_bad_time");
  }
}

TEST_CASE("Known extensions of a response are read strictly", "[revocation][ocsp]") {
  CHECK(why(nonce(der::octet_string(Bytes(1)))) == "read");
  CHECK(why(nonce(der::octet_string(Bytes(128)))) == "read");
  CHECK(why(nonce(der::octet_string())) == "nonce: der_integer_out_of_range");
  CHECK(why(nonce(der::octet_string(Bytes(129)))) == "nonce: der_integer_out_of_range");
  CHECK(why(nonce(raw({1, 2, 3}))) == "nonce: der_unexpected_tag");
  auto const revoke = [](Bytes const& value) {
    return why(UnsignedOcsp{.extensions = test::ocsp_extensions({test::extension(extended_revoke, value, true)})});
  };
  CHECK(revoke(der::null()) == "read");
  CHECK(revoke(der::boolean(true)) == "extendedRevoke: der_unexpected_tag");

  CHECK(why_single(single_with(archive_cutoff, der::generalized_time(test::january))) == "read");
  CHECK(why_single(single_with(archive_cutoff, der::time(test::january))) == "archiveCutoff: der_unexpected_tag");
  auto const url = der::element(0xa0, der::element(0x16, der::bytes("http://crl.acme.example/a.crl")));
  auto const number = der::element(0xa1, der::integer(4711));
  auto const moment = der::element(0xa2, der::generalized_time(test::january));
  CHECK(why_single(single_with(crl_references, der::sequence(url, number, moment))) == "read");
  CHECK(why_single(single_with(crl_references, der::sequence())) == "read");
  CHECK(why_single(single_with(crl_references, der::sequence(number, url))) == "crlReferences: der_trailing_data");
  CHECK(why_single(single_with(crl_references, der::sequence(der::element(0xa0, der::null())))) ==
        "crlReferences: der_unexpected_tag");
  CHECK(why_single(single_with(crl_references, der::null())) == "crlReferences: der_unexpected_tag");
  CHECK(why_single(single_with(crl_references, der::sequence(endless(0xa1)))) ==
        "crlReferences: der_indefinite_length");
  CHECK(why_single(single_with(crl_references, der::sequence(der::element(0xa1, der::integer(1), der::null())))) ==
        "crlReferences: der_trailing_data");
  CHECK(why_single(single_with("2.5.29.24", der::null())) == "invalidityDate: der_unexpected_tag");
  CHECK(why_single(single_with(small_ca::oid::reason_code, der::integer(7, 0x0a))) ==
        "reasonCode: der_integer_out_of_range");
}

TEST_CASE("An unknown critical extension is kept for whoever uses the response", "[revocation][ocsp]") {
  auto const whole = OcspResponse::parse(
      UnsignedOcsp{.extensions = test::ocsp_extensions({test::extension(private_extension, {}, true)})}.der());
  REQUIRE(whole->unknown());
  CHECK(whole->unknown()->id.to_text() == private_extension);
  auto const single = OcspResponse::parse(
      of_one({.extensions = test::ocsp_extensions({test::extension(private_extension, {}, true)})}).der());
  CHECK(!single->unknown());
  CHECK(single->responses()[0].unknown.value().id.to_text() == private_extension);
  auto const logged = OcspResponse::parse(
      of_one({.extensions = test::ocsp_extensions({test::extension(ct_signed_timestamps, {}, true)})}).der());
  CHECK(!logged->responses()[0].unknown);
  auto const harmless = OcspResponse::parse(
      UnsignedOcsp{.extensions = test::ocsp_extensions({test::extension(private_extension, {})})}.der());
  CHECK(!harmless->unknown());
}

TEST_CASE("A reason may stand in an extension of the single response", "[revocation][ocsp]") {
  auto single = single_with(small_ca::oid::reason_code, der::integer(4, 0x0a));
  single.status = der::element(0xa1, der::generalized_time(test::january));
  CHECK(OcspResponse::parse(of_one(single).der())->responses()[0].reason == vidimus::ReasonCode::superseded);
  single.status = der::element(0xa1, der::generalized_time(test::january), der::element(0xa0, der::integer(1, 0x0a)));
  CHECK(OcspResponse::parse(of_one(single).der())->responses()[0].reason == vidimus::ReasonCode::key_compromise);
}

TEST_CASE("Octets, entries and certificates of a response are bounded", "[revocation][ocsp]") {
  auto const single = UnsignedSingleResponse{}.der();
  CHECK(why({.responses = repeated(single, vidimus::detail::ocsp_entry_limit)}) == "read");
  CHECK(why({.responses = repeated(single, vidimus::detail::ocsp_entry_limit + 1)}) ==
        "tbsResponseData.responses: der_length_too_large");
  auto const certificates = [](std::size_t count) { return der::element(0xa0, repeated(der::sequence(), count)); };
  CHECK(why({.certificates = certificates(vidimus::detail::ocsp_certificate_limit)}) == "read");
  CHECK(why({.certificates = certificates(vidimus::detail::ocsp_certificate_limit + 1)}) ==
        "certs: der_length_too_large");
  auto const large = OcspResponse::parse(Bytes(OcspResponse::octets_limit + 1));
  REQUIRE(!large);
  CHECK(large.error().code() == Errc::ocsp_response_malformed);
  CHECK(std::get<vidimus::OverLimit>(large.error().decisive().detail).limit == OcspResponse::octets_limit);
}

TEST_CASE("A response of which any octet is missing is refused", "[revocation][ocsp]") {
  auto const whole = UnsignedOcsp{}.der();
  for (std::size_t size = 0; size != whole.size(); ++size)
    CHECK(!OcspResponse::parse(vidimus::ByteView{whole}.first(size)));
}
