// SPDX-License-Identifier: Apache-2.0
// A network whose names mean what a test says, whose addresses all lead to one server on loopback, and whose n-th call
// fails.
#pragma once

#include <vidimus/transport/network.hpp>

#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "engine_failing_transport.hpp"

namespace vidimus_test {

using vidimus::detail::SocketAddress;

[[nodiscard]] inline auto socket_address(std::string_view text, std::uint16_t port = 80) -> SocketAddress {
  auto const read = vidimus::detail::read_ip_address(text);
  return {vidimus::IpAddress{vidimus::ByteView{read.octets}.first(read.size)}, port};
}

class ScriptedNetwork {
 public:
  struct State {
    std::uint16_t server_port = 0;                                         ///< where every connection really goes
    std::map<std::string, std::vector<std::vector<std::string>>> names{};  ///< its addresses, look-up after look-up
    std::vector<std::string> looked_up{}, connected{};
    std::size_t calls = 0, fails_at = 0;  ///< from 1; 0: never
    std::errc why = std::errc::io_error;
  };

  /// Reads and writes fail as the calls of the network do.
  class Stream {
   public:
    Stream(vidimus::TcpTransport inner, std::shared_ptr<State> state)
        : inner_{std::move(inner)}, state_{std::move(state)} {}
    auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
      return fails(*state_, error) ? 0 : inner_.read_some(bytes, error);
    }
    auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
      return fails(*state_, error) ? 0 : inner_.write_some(bytes, error);
    }

   private:
    vidimus::TcpTransport inner_;
    std::shared_ptr<State> state_;
  };

  explicit ScriptedNetwork(std::shared_ptr<State> state) : state_{std::move(state)} {}

  [[nodiscard]] auto look_up(std::string const& host, std::uint16_t port) const -> vidimus::detail::NameLookup {
    state_->looked_up.push_back(host);
    auto& answers = state_->names[host];
    std::error_code error;
    if (fails(*state_, error) || answers.empty())
      return vidimus::detail::NameLookup::known(
          vidimus::refuse(vidimus::Finding{vidimus::Errc::name_resolution_failed, vidimus::Underlying{"", error}}));
    std::vector<SocketAddress> found;
    for (auto const& text : answers.front()) found.push_back(socket_address(text, port));
    if (answers.size() > 1) answers.erase(answers.begin());
    return vidimus::detail::NameLookup::known(std::move(found));
  }
  [[nodiscard]] auto begin(SocketAddress const& address, std::error_code& error) const -> vidimus::detail::Socket {
    state_->connected.push_back(address.to_text());
    if (fails(*state_, error)) return {};
    return system_.begin(socket_address("127.0.0.1", state_->server_port), error);
  }
  [[nodiscard]] auto opened(vidimus::detail::Socket& socket, std::error_code& error) const -> std::optional<Stream> {
    auto stream = system_.opened(socket, error);
    if (!stream || fails(*state_, error)) return std::nullopt;
    return Stream{*std::move(stream), state_};
  }

 private:
  static auto fails(State& state, std::error_code& error) -> bool {
    ++state.calls;
    if (state.calls != state.fails_at) return false;
    error = std::make_error_code(state.why);
    return true;
  }

  vidimus::detail::SystemNetwork system_;
  std::shared_ptr<State> state_;
};

}  // namespace vidimus_test
