// SPDX-License-Identifier: Apache-2.0
// vidimus_probe as a program, and what it is tried with: a company's certificates as files, and QM2 as `openssl s_server`.
#pragma once

#include "command_peer.hpp"
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probed {

using vidimus_test::CommandPeer;
using vidimus_test::TemporaryFolder;
using Arguments = std::vector<std::string>;

struct Outcome {
  int status;
  std::string text;
  [[nodiscard]] auto has(std::string_view part) const -> bool { return text.find(part) != std::string::npos; }
};

inline auto run(Arguments const& arguments) -> Outcome {
  CommandPeer program{arguments};
  program.close_input();
  auto const status = program.exit_status();
  INFO(program.output());
  REQUIRE(status);
  return {*status, program.output()};
}

inline auto probe(Arguments arguments, Arguments const& more = {}) -> Outcome {
  arguments.insert(arguments.begin(), VIDIMUS_PROBE);
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

/// Its certificates are made once.
struct Company {
  small_ca::SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::SmallCa issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", {.path_len = 0});
  small_ca::Issued qm2 = issuing.issue({.subject = "CN=QM2,O=Acme",
                                        .alt_names = {"DNS:qm2.acme.example", "DNS:localhost", "IP:127.0.0.1", "IP:::1",
                                                      "URI:spiffe://acme.example/payments/qm2"}});
  small_ca::Issued qm1 = issuing.issue({.subject = "CN=QM1,O=Acme"});
};

inline auto acme() -> Company const& {
  static Company const company;
  return company;
}

struct Files {
  TemporaryFolder folder{};
  std::string ca = folder.file("ca.pem", acme().root.pem());
  std::string issuing = folder.file("issuing.pem", acme().issuing.pem());
  std::string qm2 = folder.file("qm2.pem", acme().qm2.pem() + acme().issuing.pem());
  std::string qm2_key = folder.file("qm2-key.pem", acme().qm2.key_pem());
  std::string qm1 = folder.file("qm1.pem", acme().qm1.pem() + acme().issuing.pem());
  std::string qm1_key = folder.file("qm1-key.pem", acme().qm1.key_pem());

  /// Of both authorities.
  [[nodiscard]] auto crls(std::vector<small_ca::SerialNumber> const& revoked = {}) const -> std::string {
    small_ca::CrlProfile profile;
    for (auto const& serial : revoked) profile.revoked.push_back({.serial_number = serial});
    return folder.file("crls.pem", small_ca::to_pem("X509 CRL", acme().issuing.crl(profile)) +
                                       small_ca::to_pem("X509 CRL", acme().root.crl({})));
  }
};

/// QM2 as `openssl s_server`.
class Server {
 public:
  explicit Server(Files const& files, Arguments const& more = {}, std::string host = "127.0.0.1")
      : host_{std::move(host)}, peer_{command(files, more)} {
    auto const port = peer_.line_after("ACCEPT " + host_ + ":");
    if (!port) FAIL("openssl s_server did not start: " << peer_.output());
    port_ = *port;
  }
  [[nodiscard]] auto address() const -> std::string { return host_ + ":" + port_; }
  [[nodiscard]] auto port() const -> std::uint16_t { return static_cast<std::uint16_t>(std::stoul(port_)); }

 private:
  [[nodiscard]] auto command(Files const& files, Arguments const& more) const -> Arguments {
    Arguments all{"openssl", "s_server",    "-accept",     host_ + ":0",  "-cert", files.qm2,
                  "-key",    files.qm2_key, "-cert_chain", files.issuing, "-rev"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string host_;
  CommandPeer peer_;
  std::string port_;
};

}  // namespace probed
