// SPDX-License-Identifier: Apache-2.0
// SMTP's STARTTLS (RFC 3207): a greeting, EHLO, the extension among the answers, STARTTLS.
#pragma once

#include "wire.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// A reply (RFC 5321, 4.2): one code, and the text of each of its lines.
struct SmtpReply {
  std::string code;
  std::vector<std::string> lines;
};

inline constexpr std::size_t smtp_line_limit = 512;  // RFC 5321, 4.5.3.1.5, with CR LF
inline constexpr std::size_t smtp_lines_limit = 64;

/// Without its CR LF. Neither of the two stands alone (RFC 5321, 2.3.8).
template <class T>
auto smtp_line(Wire<T>& wire) -> Upgrade<std::string> {
  std::string line;
  while (line.size() < smtp_line_limit) {
    auto const next = wire.octet();
    if (!next) return tl::unexpected<NotUpgraded>{next.error()};
    bool const is_after_cr = line.ends_with('\r');
    if (is_after_cr != (*next == '\n')) return not_upgraded("this is no SMTP: CR and LF do not stand together");
    if (is_after_cr) return line.substr(0, line.size() - 1);
    line += *next;
  }
  return not_upgraded("this is no SMTP: a line is longer than 512 octets");
}

/// Reply-code, then a blank or a hyphen with text, or nothing.
inline auto is_smtp_line(std::string_view line) -> bool {
  auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && is_digit(line[1]) && is_digit(line[2]) &&
         (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

template <class T>
auto smtp_reply(Wire<T>& wire) -> Upgrade<SmtpReply> {
  SmtpReply reply;
  while (reply.lines.size() != smtp_lines_limit) {
    auto const line = smtp_line(wire);
    if (!line) return tl::unexpected<NotUpgraded>{line.error()};
    if (!is_smtp_line(*line)) return not_upgraded("this is no SMTP: it said " + in_quotes(*line));
    if (reply.lines.empty()) reply.code = line->substr(0, 3);
    if (!line->starts_with(reply.code)) return not_upgraded("this is no SMTP: a reply has two codes");
    reply.lines.push_back(line->size() > 4 ? line->substr(4) : "");
    if (line->size() == 3 || (*line)[3] == ' ') return reply;
  }
  return not_upgraded("this is no SMTP: a reply has more than 64 lines");
}

template <class T>
auto smtp_expect(Wire<T>& wire, std::string_view code, std::string const& to) -> Upgrade<SmtpReply> {
  auto reply = smtp_reply(wire);
  if (reply && reply->code != code)
    return not_upgraded("the SMTP server answered " + to + " by " +
                        in_quotes(reply->code + ' ' + reply->lines.front()));
  return reply;
}

/// Among the lines after the first, in any letter case (RFC 5321, 2.4).
inline auto offers_starttls(SmtpReply const& reply) -> bool {
  return std::any_of(reply.lines.begin() + 1, reply.lines.end(), [](std::string line) {
    for (char& c : line) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return line == "STARTTLS";  // RFC 3207, 4: it has no parameters
  });
}

template <class T>
auto upgrade_smtp(Wire<T>& wire) -> Upgrade<void> {
  auto const greeting = smtp_expect(wire, "220", "the connection");
  if (!greeting) return tl::unexpected<NotUpgraded>{greeting.error()};
  if (auto sent = wire.send("EHLO [127.0.0.1]\r\n"); !sent) return sent;  // we have no name: RFC 5321, 4.1.3
  auto const offered = smtp_expect(wire, "250", "EHLO");
  if (!offered) return tl::unexpected<NotUpgraded>{offered.error()};
  if (!offers_starttls(*offered)) return not_upgraded("the SMTP server does not offer STARTTLS");
  if (auto sent = wire.send("STARTTLS\r\n"); !sent) return sent;
  auto const ready = smtp_expect(wire, "220", "STARTTLS");
  if (!ready) return tl::unexpected<NotUpgraded>{ready.error()};
  return {};
}

}  // namespace probe
