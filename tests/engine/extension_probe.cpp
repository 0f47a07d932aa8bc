// SPDX-License-Identifier: Apache-2.0
// tests/engine_wrap has the probe say yes; vidimus::engine_wrap is not linked here.
#include <catch2/catch_test_macros.hpp>
#include <vidimus/engine/extension_probe.hpp>
#include <vidimus/x509/certificate.hpp>

using namespace vidimus;

TEST_CASE("the probe's certificate is what it is meant to be, by our own reader", "[engine]") {
  Buffer const der{engine::detail::probe_certificate.begin(), engine::detail::probe_certificate.end()};
  auto const certificate = Certificate::parse(der);
  REQUIRE(certificate);
  auto const* const constraints = certificate->find(oid::name_constraints);
  REQUIRE(constraints);
  CHECK(constraints->critical);
  CHECK(certificate->extensions().size() == 2);  // and basicConstraints, which mbedTLS knows
}

TEST_CASE("without the wrap the probe says no, as often as it is asked", "[engine]") {
  CHECK_FALSE(engine::admits_critical_extensions());
  CHECK_FALSE(engine::admits_critical_extensions());
}
