// SPDX-License-Identifier: Apache-2.0
// OpenLDAP's slapd, unprivileged, on loopback: the entry of an authority, with its CRLs (RFC 4523, 2.4 and 3.2).
#pragma once

#include "peer_programs.hpp"
#include "small_ca.hpp"

#include <vidimus/core/bytes.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vidimus_test {

class Slapd {
 public:
  static constexpr char const* authority = "cn=Acme Issuing CA,o=Acme";

  /// The authority has these values of certificateRevocationList;binary, DER. `options` are further lines of its
  /// configuration.
  static auto start(std::vector<small_ca::Bytes> const& crls, std::string const& options = {})
      -> std::unique_ptr<Slapd> {
    return start_listening([&](std::uint16_t port) { return std::unique_ptr<Slapd>{new Slapd{port, crls, options}}; });
  }

  /// Host and port.
  [[nodiscard]] auto address() const -> std::string { return "127.0.0.1:" + std::to_string(port_); }

  [[nodiscard]] auto is_listening() -> bool { return listens(*peer_, port_); }
  [[nodiscard]] auto output() -> std::string const& { return peer_->output(); }

 private:
  Slapd(std::uint16_t port, std::vector<small_ca::Bytes> const& crls, std::string const& options)
      : port_{port}, configuration_{folder_.file("slapd.conf", options + configuration())} {
    (void)output_of(daemon_command(
        "slapd", {"-T", "add", "-f", configuration_, "-l", folder_.file("entries.ldif", entries(crls))}));
    peer_.emplace(daemon_command("slapd", {"-f", configuration_, "-h", "ldap://" + address(), "-d", "0"}));
  }

  [[nodiscard]] auto configuration() const -> std::string {
    return "include " + need_daemons() + "/etc/ldap/schema/core.schema\nmodulepath " + need_daemons() +
           "/usr/lib/ldap\nmoduleload back_mdb\npidfile " + folder_.path() + "/pid\ndatabase mdb\nmaxsize 10485760\n" +
           "suffix o=Acme\ndirectory " + folder_.path() + "\n";
  }
  [[nodiscard]] auto entries(std::vector<small_ca::Bytes> const& crls) const -> std::string {
    auto text = "dn: o=Acme\nobjectClass: organization\no: Acme\n\ndn: " + std::string{authority} +
                "\nobjectClass: applicationProcess\nobjectClass: pkiCA\ncn: Acme Issuing CA\n";
    for (auto const& crl : crls)
      text += "certificateRevocationList;binary:< file://" +
              folder_.file(std::to_string(text.size()), vidimus::text_of(crl)) + '\n';
    return text;
  }

  TemporaryFolder folder_;
  std::uint16_t port_;
  std::string configuration_;
  std::optional<CommandPeer> peer_;
};

}  // namespace vidimus_test
