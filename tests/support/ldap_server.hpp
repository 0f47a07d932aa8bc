// SPDX-License-Identifier: Apache-2.0
// A small LDAP server on loopback: it reads one search and says what a test wants, well or badly.
#pragma once

#include "http_server.hpp"

#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/tcp_listener.hpp>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace vidimus_test {

/// RFC 4511 in BER: messages are about request 1, the only one of a connection.
namespace directory {

inline auto tagged(unsigned char tag, std::string const& contents) -> std::string {
  std::string text(1, static_cast<char>(tag));
  if (contents.size() < 128) {
    text += static_cast<char>(contents.size());
  } else {
    text += '\x84';
    for (int shift = 24; shift >= 0; shift -= 8)
      text += static_cast<char>(contents.size() >> static_cast<unsigned>(shift));
  }
  return text + contents;
}
inline auto octets(std::string const& contents) -> std::string { return tagged(0x04, contents); }
inline auto message(std::string const& operation, unsigned char number = 1) -> std::string {
  return tagged(0x30, tagged(0x02, std::string(1, static_cast<char>(number))) + operation);
}
inline auto entry(std::string const& dn, std::string const& attribute, std::vector<std::string> const& values)
    -> std::string {
  std::string all;
  for (auto const& value : values) all += octets(value);
  auto const attributes = values.empty() ? "" : tagged(0x30, octets(attribute) + tagged(0x31, all));
  return message(tagged(0x64, octets(dn) + tagged(0x30, attributes)));
}
inline auto reference(std::string const& url) -> std::string { return message(tagged(0x73, octets(url))); }
inline auto done(unsigned char result = 0, std::string const& more = {}) -> std::string {
  return message(
      tagged(0x65, tagged(0x0a, std::string(1, static_cast<char>(result))) + octets("") + octets("") + more));
}
inline auto referral(std::string const& url) -> std::string { return done(10, tagged(0xa3, octets(url))); }

}  // namespace directory

/// One client after the other.
class LdapServer {
 public:
  using Script = std::function<void(vidimus::TcpTransport&, Closing&)>;

  explicit LdapServer(Script script)
      : listener_{vidimus::TcpListener::listen(vidimus::Interface::loopback).value()},
        script_{std::move(script)},
        serving_{[this] { serve(); }} {}
  /// One that says this and closes.
  explicit LdapServer(std::string answer)
      : LdapServer{[answer = std::move(answer)](vidimus::TcpTransport& client, Closing&) { send(client, answer); }} {}
  LdapServer(LdapServer const&) = delete;
  auto operator=(LdapServer const&) -> LdapServer& = delete;
  ~LdapServer() {
    closing_.begin();
    serving_.join();
  }

  [[nodiscard]] auto address() const -> std::string { return listener_.description(); }
  /// The search that came last.
  [[nodiscard]] auto request() const -> std::string {
    std::lock_guard const lock{mutex_};
    return request_;
  }

  static void send(vidimus::TcpTransport& client, std::string_view text) {
    std::error_code error;
    for (auto rest = vidimus::bytes_of(text); !rest.empty() && !error;)
      rest = rest.subspan(client.write_some(rest, error));
  }

 private:
  void serve() {
    while (!closing_.wait(std::chrono::milliseconds{0})) {
      auto client = listener_.accept(std::chrono::milliseconds{20});
      if (!client) continue;
      std::array<std::byte, 4096> bytes;
      std::error_code error;
      auto const count = client->read_some(bytes, error);
      {
        std::lock_guard const lock{mutex_};
        request_ = vidimus::text_of(vidimus::ByteView{bytes}.first(count));
      }
      if (count != 0) script_(*client, closing_);
    }
  }

  vidimus::TcpListener listener_;
  Script script_;
  Closing closing_;
  std::mutex mutable mutex_;
  std::string request_;
  std::thread serving_;
};

}  // namespace vidimus_test
