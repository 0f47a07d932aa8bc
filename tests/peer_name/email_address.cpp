// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/email_address.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;
using detail::check_email_address;
using detail::is_same_email_address;

static_assert(check_email_address("qm1@acme.example").mistake == EmailAddressMistake::none);
static_assert(is_same_email_address("qm1@ACME.example", "qm1@acme.example"));

namespace {

void is_refused(std::string const& address, EmailAddressMistake mistake, std::size_t offset) {
  INFO(address);
  CHECK(check_email_address(address).mistake == mistake);
  CHECK(check_email_address(address).offset == offset);
}

}  // namespace

TEST_CASE("a Dot-string and a host name make a reference identifier", "[peer_name]") {
  for (std::string const& address :
       {std::string{"qm1@acme.example"}, std::string{"first.last+tag@acme.example"}, std::string{"**@acme.example"},
        std::string{"!#$%&'*+-/=?^_`{|}~@localhost"}, std::string(64, 'a') + "@acme.example"}) {
    INFO(address);
    CHECK(check_email_address(address).mistake == EmailAddressMistake::none);
  }
}

TEST_CASE("what is no e-mail address is refused with the place", "[peer_name]") {
  is_refused("", EmailAddressMistake::at_sign_missing, 0);
  is_refused("acme.example", EmailAddressMistake::at_sign_missing, 12);
  is_refused("@acme.example", EmailAddressMistake::local_part_empty, 0);
  is_refused(std::string(65, 'a') + "@acme.example", EmailAddressMistake::local_part_too_long, 64);
  is_refused(".qm1@acme.example", EmailAddressMistake::dot_misplaced, 0);
  is_refused("qm1.@acme.example", EmailAddressMistake::dot_misplaced, 3);
  is_refused("qm..1@acme.example", EmailAddressMistake::dot_misplaced, 2);
  is_refused("müller@acme.example", EmailAddressMistake::not_ascii, 1);
  is_refused("qm 1@acme.example", EmailAddressMistake::character_not_allowed, 2);
  is_refused("\"qm 1\"@acme.example", EmailAddressMistake::character_not_allowed, 0);
  is_refused("a@b@acme.example", EmailAddressMistake::character_not_allowed, 1);
  is_refused("QM1 <qm1@acme.example>", EmailAddressMistake::character_not_allowed, 3);
  is_refused("qm1@", EmailAddressMistake::host_malformed, 4);
  is_refused("qm1@acme..example", EmailAddressMistake::host_malformed, 9);
  is_refused("qm1@*.acme.example", EmailAddressMistake::host_malformed, 4);
  is_refused("qm1@[192.0.2.1]", EmailAddressMistake::host_malformed, 4);
  is_refused("qm1@acme.example.", EmailAddressMistake::host_malformed, 17);
}

TEST_CASE("the local part is the same to the letter and the host in either case", "[peer_name]") {
  CHECK(is_same_email_address("qm1@acme.example", "qm1@Acme.Example"));
  CHECK_FALSE(is_same_email_address("QM1@acme.example", "qm1@acme.example"));
  CHECK_FALSE(is_same_email_address("qm1@acme.example.", "qm1@acme.example"));
  CHECK_FALSE(is_same_email_address("xqm1@acme.example", "qm1@acme.example"));
  CHECK_FALSE(is_same_email_address("acme.example", "qm1@acme.example"));
  CHECK_FALSE(is_same_email_address("", "qm1@acme.example"));
  CHECK_FALSE(is_same_email_address("*@b.example", "**@b.example"));
}

TEST_CASE("every mistake in an e-mail address has its words", "[peer_name]") {
  for (int i = 0; i <= static_cast<int>(EmailAddressMistake::host_malformed); ++i)
    CHECK_FALSE(text_of(static_cast<EmailAddressMistake>(i)).empty());
}
