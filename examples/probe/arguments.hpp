// SPDX-License-Identifier: Apache-2.0
// What the command line says, what of it cannot be meant, and the exit statuses.
#pragma once

#include "target.hpp"

#include <optional>
#include <string>
#include <vector>

namespace probe {

enum class Status : int {
  accepted = 0,
  refused = 1,      ///< by the policy or by TLS
  not_probed = 2,   ///< arguments or files
  unreachable = 3,  ///< no connection, or it was lost before TLS
  no_upgrade = 4,   ///< the server does not go over to TLS
  turned_away = 5,  ///< the server refused us, or ended the handshake or broke off right behind it
};

inline constexpr auto statuses_in_words =
    "Exit status: 0 the server is accepted; 1 it is refused; 2 arguments or files are not usable, nothing was probed, "
    "or the "
    "report could not be written; 3 it cannot be reached, or the connection ended before TLS; 4 it does not go over to "
    "TLS; "
    "5 it refused us, or ended the handshake or broke off right behind it.";

struct Arguments {
  std::string target;
  std::vector<std::string> ca, crl;
  std::vector<std::string> dns, ip, ssl_peer, spiffe;
  std::string policy, certificate, key, ciph, sni, starttls, html;
  bool fetches_crls = false, asks_ocsp = false, without_revocation = false;
  bool fetches_privately = false, as_json = false, shows_progress = false;
  unsigned timeout_seconds = 10;

  [[nodiscard]] auto names_anybody() const -> bool {
    return !dns.empty() || !ip.empty() || !ssl_peer.empty() || !spiffe.empty();
  }
  [[nodiscard]] auto checks_revocation() const -> bool { return !crl.empty() || fetches_crls || asks_ocsp; }
};

/// Which flag stands beside --policy, whose file says all of that.
inline auto flag_beside_policy(Arguments const& given) -> std::string {
  if (given.names_anybody()) return "--dns, --ip, --sslpeer and --spiffe";
  if (given.checks_revocation() || given.without_revocation) return "--crl, --crl-fetch, --ocsp and --no-revocation";
  return given.ciph.empty() ? "" : "--ciph";
}

/// A sentence that says what to write instead; nothing: they can be meant.
inline auto mistake_of(Arguments const& given) -> std::optional<std::string> {
  if (given.target.empty()) return "which server? Write HOST:PORT, such as qm2.acme.example:1414";
  if (!target_of(given.target))
    return "'" + given.target + "' is not HOST:PORT; write qm2.acme.example:1414, 192.0.2.7:1414 or [2001:db8::7]:1414";
  if (given.ca.empty())
    return "no server is trusted without a trust anchor; write --ca FILE with the root's certificate in PEM or DER";
  if (given.certificate.empty() != given.key.empty())
    return "a certificate and its key go together; write --cert FILE and --key FILE";
  if (auto const flags = flag_beside_policy(given); !given.policy.empty() && !flags.empty())
    return "the file of --policy says that already; leave out " + flags + ", or write the flags without --policy";
  if (!given.policy.empty()) return std::nullopt;
  if (given.without_revocation && given.checks_revocation())
    return "--no-revocation contradicts --crl, --crl-fetch and --ocsp; leave out the one or the other";
  if (!given.without_revocation && !given.checks_revocation())
    return "how is revocation checked? Write --ocsp, --crl FILE or --crl-fetch, and --no-revocation only if it must "
           "not be";
  return std::nullopt;
}

}  // namespace probe
