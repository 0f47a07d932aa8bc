// SPDX-License-Identifier: Apache-2.0
// The readers of answers before TLS: what they send, what they take, what they refuse, and that they read no octet too many.
#include "../../examples/probe/upgrade.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace std::chrono_literals;
using namespace std::string_literals;
using probe::NotUpgraded;

namespace {

struct Said {
  probe::Upgrade<void> upgraded;
  std::string sent;  ///< by us
  std::string left;  ///< of the script, unread
};

auto read_all(vidimus::MemoryTransport& from) -> std::string {
  std::array<std::byte, 4096> bytes;
  std::error_code error;
  from.set_blocking(false);
  auto const count = from.read_some(bytes, error);
  return std::string{vidimus::text_of(vidimus::ByteView{bytes}.first(count))};
}

/// The server has said all of `script` before it is asked, and nothing afterwards.
auto with(std::string_view protocol, std::string_view script, bool closes = true) -> Said {
  auto pair = vidimus::MemoryPair::make({.deadlines = {.read = 50ms}});
  std::error_code error;
  (void)pair.second.write_some(vidimus::bytes_of(script), error);
  REQUIRE_FALSE(error);
  auto upgraded = probe::upgrade(pair.first, protocol, 2s);
  auto sent = read_all(pair.second);
  if (closes) pair.second.close();
  return {std::move(upgraded), std::move(sent), read_all(pair.first)};
}

void refuses(std::string_view protocol, std::string_view script, std::string const& why) {
  auto const said = with(protocol, script);
  CAPTURE(script);
  REQUIRE_FALSE(said.upgraded);
  INFO(said.upgraded.error().sentence);
  CHECK(said.upgraded.error().cause == NotUpgraded::Cause::server);
  CHECK(said.upgraded.error().sentence.find(why) != std::string::npos);
}

auto ldap_answer(std::string_view result, std::string_view number = "\x01") -> std::string {
  auto const diagnostic = "\x04\x03"s + "TLS";
  auto const fields = "\x0a\x01"s + std::string{result} + "\x04\x00"s + diagnostic;
  auto const response = "\x78"s + static_cast<char>(fields.size()) + fields;
  auto const message = "\x02\x01"s + std::string{number} + response;
  return "\x30"s + static_cast<char>(message.size()) + message;
}

}  // namespace

TEST_CASE("PostgreSQL: S upgrades, and what follows is left to TLS", "[examples]") {
  auto const said = with("postgres", "S\x16\x03\x03");
  CHECK(said.upgraded);
  CHECK(said.sent == "\x00\x00\x00\x08\x04\xd2\x16\x2f"s);
  CHECK(said.left == "\x16\x03\x03");
  refuses("postgres", "N", "no TLS here");
  refuses("postgres", "E\0\0\0"s, "knows no SSLRequest");
  refuses("postgres", "HTTP/1.1 400", "no PostgreSQL: it answered 'H'");
}

TEST_CASE("SMTP: a greeting, EHLO, STARTTLS among the extensions, and go", "[examples]") {
  std::string const greeting = "220 mx.acme.example ESMTP\r\n",
                    extensions = "250-mx.acme.example\r\n250-PIPELINING\r\n250 StartTLS\r\n";
  auto const said = with("smtp", greeting + extensions + "220 2.0.0 go\r\n\x16");
  CHECK(said.upgraded);
  CHECK(said.sent == "EHLO [127.0.0.1]\r\nSTARTTLS\r\n");
  CHECK(said.left == "\x16");
  CHECK(with("smtp", "220-two\r\n220 lines\r\n" + extensions + "220\r\n").upgraded);
  refuses("smtp", "554 no service\r\n", "answered the connection by '554 no service'");
  refuses("smtp", greeting + "500 what?\r\n", "answered EHLO by '500 what?'");
  refuses("smtp", greeting + "250 STARTTLS\r\n", "does not offer STARTTLS");  // the first line is a name
  refuses("smtp", greeting + "250-mx\r\n250 STARTTLS now\r\n", "does not offer STARTTLS");
  refuses("smtp", greeting + extensions + "454 not now\x1b[31m\r\n", "'454 not now\\x1b[31m'");
  refuses("smtp", greeting + "250-mx\r\n251 STARTTLS\r\n", "two codes");
  refuses("smtp", "220 mx\n", "CR and LF");
  refuses("smtp", "220 mx\rx", "CR and LF");
  refuses("smtp", "SSH-2.0-x\r\n", "it said 'SSH-2.0-x'");
  refuses("smtp", "220_mx\r\n", "no SMTP");
  refuses("smtp", "220 " + std::string(600, 'x') + "\r\n", "longer than 512");
  std::string many;
  for (int i = 0; i != 64; ++i) many += "220-x\r\n";
  refuses("smtp", many + "220 x\r\n", "more than 64 lines");
}

TEST_CASE("LDAP: the result of StartTLS", "[examples]") {
  auto const said = with("ldap", ldap_answer("\0"s) + "\x16");
  CHECK(said.upgraded);
  CHECK(said.sent ==
        "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
        "1.3.6.1.4.1.1466.20037");
  CHECK(said.left == "\x16");
  auto in_long_form = ldap_answer("\0"s);
  in_long_form.insert(1, "\x84\0\0\0"s);
  CHECK(with("ldap", in_long_form).upgraded);
  refuses("ldap", ldap_answer("\x35"), "result 53, 'TLS'");
  refuses("ldap", ldap_answer("\0"s, "\x02"), "another message number");
  refuses("ldap", "HTTP/1.1 400", "no LDAP: it answered 'HT'");
  refuses("ldap", "\x30\x80"s, "no LDAP");
  refuses("ldap", "\x30\x82\x20\x00"s, "more than 4096");
  refuses("ldap", "\x30\x03\x02\x01\x01"s, "no ExtendedResponse");
  refuses("ldap", "\x30\x08\x02\x01\x01\x78\x03\x0a\x01\x00"s, "no LDAPResult");
  refuses("ldap", "\x30\x08\x02\x01\x01\x78\x7f\x0a\x01\x00"s, "no ExtendedResponse");  // longer than what is there
}

TEST_CASE("AMQP: the same header comes back", "[examples]") {
  auto const header = "AMQP\x02\x01\x00\x00"s;
  auto const said = with("amqp", header + "\x16");
  CHECK(said.upgraded);
  CHECK(said.sent == header);
  CHECK(said.left == "\x16");
  refuses("amqp", "AMQP\x03\x01\x00\x00"s, "another protocol instead of TLS: 'AMQP\\x03\\x01\\x00\\x00'");
  refuses("amqp", "HTTP/1.1 400", "no AMQP: it answered 'HTTP/1.1'");
}

TEST_CASE("an answer that ends early or never comes is the connection's fault", "[examples]") {
  for (auto const protocol : probe::upgrade_names) {
    CAPTURE(protocol);
    auto const silent = with(protocol, "", false);
    REQUIRE_FALSE(silent.upgraded);
    CHECK(silent.upgraded.error().cause == NotUpgraded::Cause::connection);
    auto pair = vidimus::MemoryPair::make();
    std::error_code error;
    if (protocol != "postgres")
      (void)pair.second.write_some(vidimus::bytes_of(protocol == "ldap" ? "0\x0c" : "AM"), error);
    pair.second.close();
    auto const cut = probe::upgrade(pair.first, protocol, 2s);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().cause == NotUpgraded::Cause::connection);
  }
  auto pair = vidimus::MemoryPair::make({.deadlines = {.read = 50ms}});
  auto const late = probe::upgrade(pair.first, "smtp", -1ms);
  REQUIRE_FALSE(late);
  CHECK(late.error().sentence.find("too long") != std::string::npos);
}
