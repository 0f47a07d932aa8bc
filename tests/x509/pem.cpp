// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/pem.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
auto blocks(std::string_view text, std::string_view label = "CERTIFICATE") { return parse_pem(text, label); }
auto wrong(std::string_view text) -> std::optional<Errc> {
  auto const result = blocks(text);
  return result ? std::nullopt : std::optional{result.error().code()};
}
auto first(std::string_view text) -> std::string { return std::string{text_of(blocks(text).value().front())}; }
}  // namespace

TEST_CASE("a PEM block is found amid text, with every kind of line end", "[x509]") {
  CHECK(first("-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n") == "foo");
  CHECK(first("-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----") == "foo");
  CHECK(first("# a note\r\n\r\n-----BEGIN CERTIFICATE-----\r\nZm9v\r\n-----END CERTIFICATE-----\r\nend") == "foo");
  CHECK(first("-----BEGIN CERTIFICATE-----\rZm9v\r-----END CERTIFICATE-----\r") == "foo");
  CHECK(first("-----BEGIN CERTIFICATE----- \n Zm\n\n9v\t\n-----END CERTIFICATE----- \t\n") == "foo");
}

TEST_CASE("blocks come in order, and those with another label are read over", "[x509]") {
  auto const text = std::string{text_of(data("bundle.pem"))};
  auto const certificates = blocks(text).value();
  REQUIRE(certificates.size() == 2);
  CHECK(certificates[0] == data("everything.der"));
  CHECK(certificates[1] == certificates[0]);
  CHECK(blocks(text, "EC PARAMETERS").value().size() == 1);
  auto const none = blocks(text, "X509 CRL");
  REQUIRE(!none);
  CHECK(none.error().code() == Errc::pem_nothing_found);
  auto const detail = std::get<Mismatch>(none.error().decisive().detail);
  CHECK(detail.wanted == "X509 CRL");
  CHECK(detail.presented == std::vector<std::string>{"CERTIFICATE", "EC PARAMETERS", "CERTIFICATE"});
}

TEST_CASE("a text without a block of the kind wanted says so", "[x509]") {
  CHECK(wrong("") == Errc::pem_nothing_found);
  CHECK(wrong("CERTIFICATE") == Errc::pem_nothing_found);
  CHECK(wrong("-----BEGIN CERTIFICATE----\nZm9v\n") == Errc::pem_nothing_found);
  CHECK(wrong("x-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n") == Errc::pem_nothing_found);
  CHECK(wrong("-----BEGIN X509 CERTIFICATE-----\nZm9v\n-----END X509 CERTIFICATE-----\n") == Errc::pem_nothing_found);
  CHECK(wrong("-----BEGIN -----\nZm9v\n-----END -----\n") == Errc::pem_nothing_found);
}

TEST_CASE("a malformed block is refused", "[x509]") {
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZm9v\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZm9v\n-----END CRL-----\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZm9v\n-----BEGIN CERTIFICATE-----\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZm9\n-----END CERTIFICATE-----\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZm9v-----END CERTIFICATE-----\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\n\nZm9v\n-----END CERTIFICATE-----\n") ==
        Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZg==\nZg==\n-----END CERTIFICATE-----\n") == Errc::pem_malformed);
  CHECK(wrong("-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n") ==
        Errc::pem_malformed);
}

TEST_CASE("a malformed block is located by its line", "[x509]") {
  std::string const text = "note\n-----BEGIN CERTIFICATE-----\nZm9v\nZm?v\n-----END CERTIFICATE-----\n";
  auto const result = blocks(text);
  auto const detail = std::get<Malformed>(result.error().decisive().detail);
  CHECK(detail.what == "PEM CERTIFICATE");
  CHECK(detail.rule == Errc::pem_malformed);
  CHECK(text.substr(detail.offset).starts_with("Zm?v"));
}
