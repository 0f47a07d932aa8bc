// SPDX-License-Identifier: Apache-2.0
// nginx, unprivileged, on loopback: serves the files of a folder of its own, or is the servers that a test says.
#pragma once

#include "peer_programs.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace vidimus_test {

class Nginx {
 public:
  /// `server { … }` blocks of its configuration that listen at this port.
  using Servers = std::function<std::string(std::string const& port)>;

  static auto start() -> std::unique_ptr<Nginx> {
    return start([](std::string const& port) { return "server { listen 127.0.0.1:" + port + "; }"; });
  }
  static auto start(Servers const& servers) -> std::unique_ptr<Nginx> {
    return start_listening([&](std::uint16_t port) { return std::unique_ptr<Nginx>{new Nginx{port, servers}}; });
  }

  /// Puts a file there, or in place of the one that is.
  void put(std::string const& name, std::string_view content) { (void)folder_.file(name, content); }
  [[nodiscard]] auto port() const -> std::uint16_t { return port_; }
  [[nodiscard]] auto url(std::string const& name) const -> std::string {
    return "http://127.0.0.1:" + std::to_string(port_) + '/' + name;
  }

  [[nodiscard]] auto is_listening() -> bool { return listens(peer_, port_); }
  [[nodiscard]] auto output() -> std::string const& { return peer_.output(); }

 private:
  Nginx(std::uint16_t port, Servers const& servers)
      : port_{port},
        peer_{daemon_command("nginx", {"-e", "stderr", "-p", folder_.path(), "-c",
                                       folder_.file("nginx.conf", configuration(servers))})} {}

  // One process: no worker stays when it is killed, and none changes to another user.
  [[nodiscard]] auto configuration(Servers const& servers) const -> std::string {
    auto const folder = folder_.path();
    std::string text = "daemon off; master_process off; error_log stderr; pid " + folder + "/pid; events {}\n";
    text += "http { access_log off; default_type application/octet-stream; ";
    for (std::string const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
      text += kind + "_temp_path " + folder + "/" + kind + "; ";
    return text + "\nroot " + folder + ";\n" + servers(std::to_string(port_)) + " }\n";
  }

  TemporaryFolder folder_;
  std::uint16_t port_;
  CommandPeer peer_;
};

}  // namespace vidimus_test
