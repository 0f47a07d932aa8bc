// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_scope.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace {

auto same(std::string const& a, std::string const& b) -> bool {
  auto const left = small_ca::general_name(a), right = small_ca::general_name(b);
  vidimus::der::Reader left_reader{left}, right_reader{right};
  return vidimus::detail::same_general_name(vidimus::GeneralName::read(left_reader).value(),
                                            vidimus::GeneralName::read(right_reader).value());
}

}  // namespace

TEST_CASE("General names compare by kind: directory names and URIs without regard to case where RFC 5280 says so",
          "[revocation]") {
  CHECK(same("DN:CN=CRL 1,O=Acme", "DN:CN=crl  1,O=ACME"));
  CHECK(!same("DN:CN=CRL 1,O=Acme", "DN:CN=CRL 2,O=Acme"));
  CHECK(same("URI:http://crl.example/1.crl", "URI:HTTP://CRL.example/1.crl"));
  CHECK(!same("URI:http://crl.example/1.crl", "URI:http://crl.example/1.CRL"));
  CHECK(same("DNS:crl.example", "DNS:crl.example"));
  CHECK(!same("DNS:crl.example", "DNS:CRL.example"));
  CHECK(!same("DNS:crl.example", "URI:crl.example"));
}

TEST_CASE("What a CRL covers is said in words", "[revocation]") {
  auto const text_of = [](std::string const& file) {
    return vidimus::detail::scope_text(vidimus::CertificateList::parse(test::data(file)).value());
  };
  CHECK(text_of("openssl_v2.der") == "everything of its issuer");
  CHECK(text_of("openssl_idp_user.der") == "only end-entity certificates");
  CHECK(text_of("openssl_idp_url.der") == "distribution point URI:http://crl.example/acme.crl");
  CHECK(text_of("openssl_idp_relative.der") == "a distribution point below its issuer's name");
  CHECK(text_of("openssl_idp_reasons.der") == "only some reasons");
  CHECK(text_of("openssl_idp_indirect.der") == "certificates of several issuers");
  CHECK(text_of("openssl_idp_attribute.der") == "only attribute certificates");
  CHECK(text_of("python_delta.der") == "only changes since CRL 4700");
}
