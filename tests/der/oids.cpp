// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/oids.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;

static_assert(oid::common_name == der::make_oid<"2.5.4.3">());
static_assert(oid::key_usage != oid::extended_key_usage);

TEST_CASE("object identifiers are those of their RFCs", "[der]") {
  CHECK(oid::basic_constraints.to_text() == "2.5.29.19");
  CHECK(oid::authority_info_access.to_text() == "1.3.6.1.5.5.7.1.1");
  CHECK(oid::ocsp_basic.to_text() == "1.3.6.1.5.5.7.48.1.1");
  CHECK(oid::ecdsa_with_sha384.to_text() == "1.2.840.10045.4.3.3");
  CHECK(oid::domain_component.to_text() == "0.9.2342.19200300.100.1.25");
}
