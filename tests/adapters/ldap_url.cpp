// SPDX-License-Identifier: Apache-2.0
#include <vidimus/adapters/ldap_url.hpp>
#include <vidimus/core/explain.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using vidimus::Errc;
using vidimus::LdapUrl;

namespace {

auto parsed(std::string_view text) -> LdapUrl {
  INFO(text);
  auto url = LdapUrl::parse(text);
  if (!url) FAIL(explain(url.error()));
  return *std::move(url);
}
auto refused(std::string_view text) -> Errc {
  INFO(text);
  auto const url = LdapUrl::parse(text);
  REQUIRE_FALSE(url);
  return url.error().code();
}

}  // namespace

TEST_CASE("an LDAP URL names one value of one entry", "[adapters]") {
  auto const url =
      parsed("LDAP://Ldap.Acme.Example:1389/CN=Acme%20Root%2CA,O=Acme?CertificateRevocationList;Binary?BASE");
  CHECK(url.server.host == "ldap.acme.example");
  CHECK(url.server.port == 1389);
  CHECK(url.server.to_text() == "ldap://ldap.acme.example:1389/");
  CHECK(url.dn == "CN=Acme Root,A,O=Acme");
  CHECK(url.attribute == "certificateRevocationList");
  CHECK(url.filter == "(objectClass=*)");
}

TEST_CASE("the URLs of real certificates are read", "[adapters]") {
  // the form of a Windows CA
  auto const windows = parsed(
      "ldap://dc.acme.example/CN=Acme,CN=DC1,CN=CDP,CN=Public%20Key%20Services,CN=Services,CN=Configuration,DC=acme,DC="
      "example?certificateRevocationList?base?objectClass=cRLDistributionPoint");
  CHECK(windows.dn == "CN=Acme,CN=DC1,CN=CDP,CN=Public Key Services,CN=Services,CN=Configuration,DC=acme,DC=example");
  CHECK(windows.filter == "objectClass=cRLDistributionPoint");
  CHECK(windows.server.port == 389);
  CHECK(parsed("ldap://h/ou=a,c=US?authorityRevocationList;binary").attribute == "authorityRevocationList");
  CHECK(parsed("ldap://h/ou=a?cACertificate;binary").attribute == "cACertificate");
  CHECK(parsed("ldap://h/ou=a?deltaRevocationList;binary?base?(a=b%3f)").filter == "(a=b?)");
  CHECK(parsed("ldap://[::1]/ou=a?cACertificate").server.address);
}

TEST_CASE("what is no single value is refused", "[adapters]") {
  for (std::string_view const text :
       {"http://h/ou=a?certificateRevocationList", "ldaps://h/ou=a?certificateRevocationList",
        "ldapi://h/ou=a?certificateRevocationList", "ldap://h", "ldap://h/", "ldap://h/?certificateRevocationList",
        "ldap://h/ou=a", "ldap://h/ou=a?", "ldap://h/ou=a??base", "ldap://h/ou=a?*", "ldap://h/ou=a?userPassword",
        "ldap://h/ou=a?certificateRevocationList,userPassword", "ldap://h/ou=a?certificateRevocationList;x-y",
        "ldap://h/ou=a?certificateRevocationList;binary;x", "ldap://h/ou=a?certificateRevocationList?one",
        "ldap://h/ou=a?certificateRevocationList?sub", "ldap://h/ou=a?certificateRevocationList?base??x-ext",
        "ldap://h/ou=a?certificateRevocationList?base?(a=b)?!bindname=cn=x", "ldap://user@h/ou=a?cACertificate"})
    CHECK(refused(text) == Errc::url_refused);
  CHECK(refused("ldap://h/ou=a?cACertificate?base?" + std::string(257, 'a')) == Errc::url_refused);
  CHECK(parsed("ldap://h/ou=a?cACertificate?base?" + std::string(256, 'a')).filter.size() == 256);
}

TEST_CASE("what is no URL is malformed", "[adapters]") {
  for (std::string_view const text :
       {"ldap:///ou=a?certificateRevocationList", "ldap://h/ou=a b?cACertificate", "ldap://h/ou=%00?cACertificate",
        "ldap://h/ou=a?cACertificate?base?%00", "ldap://h/ou=%4?cACertificate", "", "ou=a"})
    CHECK(refused(text) == Errc::url_malformed);
}

TEST_CASE("the URL of an issuer's CRL is read back", "[adapters]") {
  std::string const dn = "CN=Acme \"Root\" #1\\, 100% \xc3\xa4?/,O=Acme+OU=B";
  auto const text = LdapUrl::of("ldap.acme.example:1389", dn, "certificateRevocationList");
  CHECK(text.starts_with("ldap://ldap.acme.example:1389/CN=Acme%20%22Root%22%20%231%5C,"));
  CHECK(text.ends_with("?certificateRevocationList;binary?base"));
  auto const url = parsed(text);
  CHECK(url.dn == dn);
  CHECK(url.attribute == "certificateRevocationList");
}
