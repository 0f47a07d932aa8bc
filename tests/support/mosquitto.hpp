// SPDX-License-Identifier: Apache-2.0
// Eclipse Mosquitto, an MQTT broker, unprivileged, on loopback.
#pragma once

#include "peer_programs.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace vidimus_test {

class Mosquitto {
 public:
  /// `options` are further lines of its configuration, about its listener.
  static auto start(std::string const& options) -> std::unique_ptr<Mosquitto> {
    return start_listening(
        [&](std::uint16_t port) { return std::unique_ptr<Mosquitto>{new Mosquitto{port, options}}; });
  }

  /// Host and port.
  [[nodiscard]] auto address() const -> std::string { return "127.0.0.1:" + std::to_string(port_); }

  [[nodiscard]] auto is_listening() -> bool { return listens(peer_, port_); }
  [[nodiscard]] auto output() -> std::string const& { return peer_.output(); }

 private:
  Mosquitto(std::uint16_t port, std::string const& options)
      : port_{port},
        peer_{daemon_command("mosquitto", {"-c", folder_.file("mosquitto.conf", configuration(options))})} {}

  // As root it would change to another user, who cannot read the files of the test.
  [[nodiscard]] auto configuration(std::string const& options) const -> std::string {
    return "user root\nlistener " + std::to_string(port_) + " 127.0.0.1\nallow_anonymous true\n" + options;
  }

  TemporaryFolder folder_;
  std::uint16_t port_;
  CommandPeer peer_;
};

}  // namespace vidimus_test
