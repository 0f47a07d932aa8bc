// SPDX-License-Identifier: Apache-2.0
// RabbitMQ, an AMQP broker, unprivileged, on loopback: the Erlang machine is started as its script does it, but stays one
// process that can be killed, and has a port mapper of its own beside it.
#pragma once

#include "peer_programs.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace vidimus_test {

class RabbitMq {
 public:
  /// `options` are further lines of its configuration, about TLS.
  static auto start(std::string const& options) -> std::unique_ptr<RabbitMq> {
    return start_listening([&](std::uint16_t port) { return std::unique_ptr<RabbitMq>{new RabbitMq{port, options}}; });
  }

  /// Host and port, with TLS from the first octet.
  [[nodiscard]] auto address() const -> std::string { return "127.0.0.1:" + std::to_string(port_); }
  /// Host and port, without TLS.
  [[nodiscard]] auto plain_address() const -> std::string { return "127.0.0.1:" + std::to_string(plain_port_); }

  /// It takes seconds of the processor's time, and so longer than others on a busy machine.
  [[nodiscard]] auto is_listening() -> bool {
    if (peer_.says("completed with", CommandPeer::Deadline{150})) return listens(peer_, port_);
    if (!peer_.exit_status(CommandPeer::Deadline{0})) FAIL("RabbitMQ does not come up: " << output());  // no second try
    return false;
  }
  [[nodiscard]] auto output() -> std::string const& { return peer_.output(); }

 private:
  RabbitMq(std::uint16_t port, std::string const& options)
      : port_{port},
        mapper_{
            peer_command(runtime() + "/bin/epmd", {"-address", "127.0.0.1", "-port", std::to_string(mapper_port_)})},
        peer_{command(options)} {}

  /// The one folder below `parent` that begins so; versions are in its name. As need_daemons(): from the unpacked root.
  static auto versioned(std::string const& parent, std::string const& begin) -> std::string {
    for (auto const& entry : std::filesystem::directory_iterator{need_daemons() + parent})
      if (auto const name = entry.path().filename().string(); name.starts_with(begin)) return parent + '/' + name;
    throw std::runtime_error{"nothing in " + need_daemons() + parent + " begins with " + begin};
  }
  static auto runtime() -> std::string { return versioned("/usr/lib/erlang", "erts-"); }

  [[nodiscard]] auto configuration(std::string const& options) const -> std::string {
    return "listeners.tcp.1 = " + plain_address() + "\nlisteners.ssl.1 = " + address() +
           "\nlog.console = true\nlog.console.level = warning\n" + options;
  }

  [[nodiscard]] auto environment_of(std::string const& options) const -> std::vector<std::string> {
    auto const folder = folder_.path(), root = need_daemons();
    auto const home = root + versioned("/usr/lib/rabbitmq/lib", "rabbitmq_server-");
    return {"ERL_CRASH_DUMP=" + folder + "/erl_crash.dump",
            "HOME=" + folder,  // the cookie of its nodes
            "ROOTDIR=" + root + "/usr/lib/erlang",
            "BINDIR=" + root + runtime() + "/bin",
            "EMU=beam",
            "PROGNAME=erl",
            "ERL_LIBS=" + home + "/plugins",
            "ERL_EPMD_PORT=" + std::to_string(mapper_port_),
            "RABBITMQ_HOME=" + home,
            "RABBITMQ_PLUGINS_DIR=" + home + "/plugins",
            "RABBITMQ_NODENAME=rabbit@localhost",
            "RABBITMQ_DIST_PORT=" + std::to_string(node_port_),
            "RABBITMQ_MNESIA_BASE=" + folder + "/data",
            "RABBITMQ_LOG_BASE=" + folder + "/log",
            "RABBITMQ_LOGS=-",
            "RABBITMQ_CONF_ENV_FILE=" + folder + "/none",
            "RABBITMQ_ENABLED_PLUGINS_FILE=" + folder_.file("plugins", "[]."),
            "RABBITMQ_CONFIG_FILE=" + folder_.file("rabbitmq.conf", configuration(options))};
  }

  [[nodiscard]] auto command(std::string const& options) const -> std::vector<std::string> {
    auto command = peer_command(runtime() + "/bin/erlexec",
                                {"-noinput", "-s", "rabbit", "boot", "-boot", "start_sasl", "-start_epmd", "false",
                                 "+sbwt", "none", "-kernel", "inet_dist_use_interface", "{127,0,0,1}", "-syslog",
                                 "logger", "[]", "-syslog", "syslog_error_logger", "false"});
    auto const variables = environment_of(options);
    command.insert(command.begin() + 1, variables.begin(), variables.end());  // behind `env`
    return command;
  }

  TemporaryFolder folder_;
  std::uint16_t port_, plain_port_ = free_port(), mapper_port_ = free_port(), node_port_ = free_port();
  CommandPeer mapper_, peer_;
};

}  // namespace vidimus_test
