// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;

namespace {
auto presented(std::string const& title) -> std::string {
  auto const finding = vectors::refusal(title);
  CHECK(finding.code == Errc::issuer_is_not_a_ca);
  auto const& mismatch = std::get<Mismatch>(finding.detail);
  CHECK(mismatch.wanted == "basicConstraints with cA TRUE");
  return mismatch.presented.front();
}
}  // namespace

TEST_CASE("an issuer that is no CA is refused with what it said of itself", "[path]") {
  CHECK(presented("issuer-that-says-no") == "cA FALSE");
  CHECK(presented("issuer-without-basic-constraints") == "no basicConstraints in version 3");
  CHECK(presented("version-1-issuer") == "no basicConstraints in version 1");
}

TEST_CASE("an issuer without keyCertSign is refused with the usages that it has", "[path]") {
  auto const finding = vectors::refusal("issuer-without-key-cert-sign");
  auto const& mismatch = std::get<Mismatch>(finding.detail);
  CHECK(finding.code == Errc::key_cert_sign_missing);
  CHECK(finding.subject == "O=Acme,CN=Issuing CA 1");
  CHECK(mismatch.wanted == "keyCertSign");
  CHECK(mismatch.presented.front() == "digitalSignature, cRLSign");
}
