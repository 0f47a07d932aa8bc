// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/uri_match.hpp>

#include <catch2/catch_test_macros.hpp>

using vidimus::same_uri;

TEST_CASE("URIs compare without regard to case in scheme and host, and nowhere else", "[x509]") {
  CHECK(same_uri("http://crl.example/1.crl", "http://crl.example/1.crl"));
  CHECK(same_uri("HTTP://CRL.Example/1.crl", "http://crl.example/1.crl"));
  CHECK(same_uri("http://CRL.example", "http://crl.example"));
  CHECK(same_uri("ldap://LDAP.example/cn=a", "LDAP://ldap.example/cn=a"));
  CHECK(!same_uri("http://crl.example/1.crl", "http://crl.example/1.CRL"));
  CHECK(!same_uri("http://crl.example/1.crl", "https://crl.example/1.crl"));
  CHECK(!same_uri("http://crl.example/1.crl", "http://crl.example:80/1.crl"));
  CHECK(!same_uri("http://crl.example?A", "http://crl.example?a"));
  CHECK(!same_uri("http://crl.example#A", "http://crl.example#a"));
  CHECK(!same_uri("http://User@crl.example/", "http://user@crl.example/"));
  CHECK(same_uri("http://user@CRL.example/", "http://user@crl.example/"));
}

TEST_CASE("URIs without an authority, and texts that are none, compare as well", "[x509]") {
  CHECK(same_uri("URN:a", "urn:a"));
  CHECK(!same_uri("urn:A", "urn:a"));
  CHECK(same_uri("crl.example", "crl.example"));
  CHECK(!same_uri("crl.Example", "crl.example"));
  CHECK(!same_uri("", "a"));
  CHECK(same_uri("", ""));
  CHECK(!same_uri("http://", "http:"));
}
