// SPDX-License-Identifier: Apache-2.0
// The programs that tests with the label [peers] talk to: those on the PATH, and those that `./dev test --peers` has
// unpacked. What is not here skips its test; where VIDIMUS_PEERS_REQUIRED is set, as in CI, it fails.
#pragma once

#include "command_peer.hpp"

#include <vidimus/transport/tcp_listener.hpp>
#include <vidimus/transport/tcp_transport.hpp>

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace vidimus_test {

inline auto environment(char const* name) -> std::string {
  char const* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Ends the test: it cannot be run here.
[[noreturn]] inline void give_up(std::string const& why) {
  if (!environment("VIDIMUS_PEERS_REQUIRED").empty()) FAIL(why);
  SKIP(why);
  std::abort();  // neither of them returns
}

inline void need_command(std::string const& command) {
  if (!is_on_path(command)) give_up("no `" + command + "` on the PATH");
}

/// The folder that the programs were unpacked into, as if it were `/`.
inline auto need_daemons() -> std::string {
  auto const folder = environment("VIDIMUS_PEERS");
  auto const why = environment("VIDIMUS_NO_PEERS");
  if (folder.empty()) give_up(why.empty() ? "./dev test --peers unpacks the programs that this test talks to" : why);
  return folder;
}

/// The command line of an unpacked program, with the libraries that were unpacked beside it. The process becomes the program
/// itself.
inline auto peer_command(std::string const& path, std::vector<std::string> const& arguments)
    -> std::vector<std::string> {
  std::vector<std::string> command{"env", "LD_LIBRARY_PATH=" + environment("VIDIMUS_PEERS_LIBRARIES"),
                                   need_daemons() + path};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}
inline auto daemon_command(std::string const& name, std::vector<std::string> const& arguments)
    -> std::vector<std::string> {
  return peer_command("/usr/sbin/" + name, arguments);
}

/// For programs that cannot be told to choose one. Somebody else may take it at once.
inline auto free_port() -> std::uint16_t {
  return vidimus::TcpListener::listen(vidimus::Interface::loopback).value().port();
}

/// Started on a port that was free a moment ago, once more on another one where it ends at once.
template <class Start>
auto start_listening(Start start) -> decltype(start(free_port())) {
  constexpr int attempts = 5;
  std::string said;
  for (int attempt = 0; attempt != attempts; ++attempt) {
    auto started = start(free_port());
    if (started->is_listening()) return started;
    said += started->output();
  }
  FAIL("the daemon did not start: " << said);
  std::abort();
}

/// Whether a process listens on a port before the deadline; false too once it has ended.
inline auto listens(CommandPeer& peer, std::uint16_t port) -> bool {
  using namespace std::chrono_literals;
  auto const until = std::chrono::steady_clock::now() + 20s;
  while (std::chrono::steady_clock::now() < until && !peer.exit_status(0s)) {
    if (vidimus::TcpTransport::connect("127.0.0.1", port, {.connect = 1s})) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

/// What a command says that runs to its end. Throws where it fails.
inline auto output_of(std::vector<std::string> const& arguments) -> std::string {
  CommandPeer command{arguments};
  command.close_input();
  if (command.exit_status() == 0) return command.output();
  throw std::runtime_error{arguments.front() + " failed: " + command.output()};
}

}  // namespace vidimus_test
