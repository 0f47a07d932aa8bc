// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/certificate_fault.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
auto finding(Parts const& parts) -> Finding { return Certificate::parse(parts.encoding()).error().decisive(); }
}  // namespace

TEST_CASE("a serial number that is refused is shown", "[x509]") {
  Parts parts;
  parts.serial_number = hex("0201ff");
  auto const negative = finding(parts);
  CHECK(negative.code == Errc::serial_number_unacceptable);
  CHECK(std::get<Mismatch>(negative.detail).presented == std::vector<std::string>{"-FF"});
  parts.serial_number = joined({hex("02820200 01"), Bytes(511)});
  CHECK(std::get<Mismatch>(finding(parts).detail).presented.front().size() < 200);
}

TEST_CASE("algorithms that differ are both shown", "[x509]") {
  Parts parts;
  parts.algorithm = hex("300a06082a8648ce3d040303");
  auto const detail = std::get<Mismatch>(finding(parts).detail);
  CHECK(detail.wanted == "1.2.840.10045.4.3.2");
  CHECK(detail.presented == std::vector<std::string>{"1.2.840.10045.4.3.3"});
}

TEST_CASE("a fault after the subject tells the subject, one before it none", "[x509]") {
  Parts late, early;
  late.spki = hex("3000");
  early.serial_number = hex("0200");
  CHECK(finding(late).subject == "CN=QM2,O=Acme");
  CHECK(finding(early).subject.empty());
}

TEST_CASE("the offset of a fault counts from the start of the certificate", "[x509]") {
  auto const parts = with_extensions({extension("2.5.29.15", hex("03020880"))});
  auto const encoding = parts.encoding();
  auto const detail = std::get<Malformed>(finding(parts).detail);
  CHECK(detail.what == "keyUsage");
  REQUIRE(detail.offset + 4 <= encoding.size());
  CHECK(to_hex(ByteView{encoding}.subspan(detail.offset, 4)) == "03020880");
}
