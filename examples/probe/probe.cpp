// SPDX-License-Identifier: Apache-2.0
// What does a server prove, and is that enough? Connects as a client, judges the server by a policy, and explains every check.
//
//   vidimus_probe qm2.acme.example:1414 --ca root.pem --ocsp --crl-fetch --html why.html
//   vidimus_probe db.acme.example:5432 --starttls postgres --ca root.pem --policy policy.json --json
//
// docs/probe.md has the flags and the exit statuses.
#include "probe_page.hpp"

#include <CLI/CLI.hpp>

#include <unistd.h>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using probe::Arguments;
using probe::Status;

auto complain(std::string const& sentence) -> int {
  std::fprintf(stderr, "vidimus_probe: %s\n", sentence.c_str());
  return static_cast<int>(Status::not_probed);
}

auto write(std::string const& path, std::string const& text) -> bool {
  auto* const file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  bool const is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return (std::fclose(file) == 0) && is_written;
}

auto run(Arguments const& given) -> int {
  if (auto const mistake = probe::mistake_of(given)) return complain(*mistake);
  auto const target = *probe::target_of(given.target);
  auto const posture = probe::posture_of(given, target);
  if (!posture) return complain(vidimus::explain(posture.error()));
  auto const probed = probe::Probing{given, target, *posture}.run();
  std::puts((given.as_json ? as_json(probed) : as_text(probed)).c_str());
  if (!given.html.empty() && !write(given.html, as_html(probed)))
    return complain("--html " + given.html + ": it cannot be written; name a file in a folder that you may write to");
  return static_cast<int>(probed.status);
}

/// Once for each value: what stands behind it is not taken too.
void repeatable(CLI::App& app, std::string const& flag, std::vector<std::string>& values, std::string const& words) {
  app.add_option(flag, values, words + "; may be repeated")->allow_extra_args(false);
}

void add_policy(CLI::App& app, Arguments& given) {
  repeatable(app, "--ca", given.ca, "FILE with trust anchors, PEM or DER");
  repeatable(app, "--dns", given.dns, "DNS name that the server must have; without any name, HOST");
  repeatable(app, "--ip", given.ip, "IP address that it must have");
  repeatable(app, "--sslpeer", given.ssl_peer, "SSLPEER filter that it must match, such as 'CN=QM2*, O=Acme'");
  repeatable(app, "--spiffe", given.spiffe, "SPIFFE ID, such as spiffe://acme.example/payments/*");
  repeatable(app, "--crl", given.crl, "FILE with CRLs that decide on revocation");
  app.add_flag("--crl-fetch", given.fetches_crls, "fetches missing CRLs from where the certificates say, by http");
  app.add_flag("--ocsp", given.asks_ocsp, "asks the OCSP responders that the certificates name");
  app.add_flag("--no-revocation", given.without_revocation, "revocation is not checked, knowingly");
  app.add_option("--ciph", given.ciph, "SSLCIPH; without it, ANY_TLS12_OR_HIGHER");
  app.add_option("--policy", given.policy,
                 "FILE.json with validator, revocation, names and CipherSpec, instead of flags");
}

void add_connection(CLI::App& app, Arguments& given) {
  app.add_option("target", given.target, "HOST:PORT");
  app.add_option("--cert", given.certificate, "FILE with our certificate and its issuers, PEM");
  app.add_option("--key", given.key, "FILE with its key");
  app.add_option("--sni", given.sni, "name in the ClientHello; without it, the first --dns, or HOST");
  std::vector<std::string> const upgrades{probe::upgrade_names.begin(), probe::upgrade_names.end()};
  app.add_option("--starttls", given.starttls, "plain protocol to begin in: postgres, smtp, ldap or amqp")
      ->check(CLI::IsMember(upgrades));
  app.add_option("--timeout", given.timeout_seconds, "seconds for connecting, and for each wait; without it, 10")
      ->check(CLI::Range(1U, 3600U));
  app.add_flag("--fetch-private", given.fetches_privately,
               "fetches from loopback, private and link-local addresses too");
}

void add_output(CLI::App& app, Arguments& given) {
  app.add_flag("--json", given.as_json, "one line of JSON instead of text");
  app.add_option("--html", given.html, "writes a page with the certificates, the paths tried and the timeline");
  app.add_flag("--progress", given.shows_progress, "a line on standard error for each fetch; so it is on a terminal");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"What does a server prove, and is that enough? Every check is explained."};
  app.footer(probe::statuses_in_words);
  Arguments given;
  given.shows_progress = ::isatty(STDERR_FILENO) == 1;
  add_connection(app, given);
  add_policy(app, given);
  add_output(app, given);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Status::not_probed);
  }
  return run(given);
}
