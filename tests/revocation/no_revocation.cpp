// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/no_revocation.hpp>

#include "issuance.hpp"

#include <catch2/catch_test_macros.hpp>

static_assert(vidimus::RevocationChecker<vidimus::danger::NoRevocation>);
static_assert(!vidimus::FetchingRevocationChecker<vidimus::danger::NoRevocation>);
static_assert(std::is_empty_v<vidimus::danger::NoRevocation>);

TEST_CASE("NoRevocation accepts even a revoked certificate, and the trace says that nobody was asked", "[revocation]") {
  test::Issuance const issuance{{test::certificate("qm_key_compromise.pem"), test::certificate("root.pem")},
                                test::while_current};
  auto const status = vidimus::danger::NoRevocation{}.status(issuance.at(0), {});
  REQUIRE(status.is_good());
  REQUIRE(status.answers().size() == 1);
  CHECK(status.answers()[0].step == vidimus::Step::check_crl);
  CHECK(status.answers()[0].outcome == vidimus::Outcome::skipped);
  CHECK(status.answers()[0].source == "no revocation check");
}
