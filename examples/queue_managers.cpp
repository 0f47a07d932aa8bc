// SPDX-License-Identifier: Apache-2.0
// Two queue managers, QM1 and QM2, talk over loopback TCP with mutual TLS: the eight steps as they happen, messages both
// ways, and then nine peers that are refused, with what each end is told. Steps 4 and 5 ask an OCSP responder and fetch CRLs;
// the program serves both.
//
//   queue_managers                                 the story above; its small CA is made when it runs
//   queue_managers HOST:PORT --ca FILE [--name NAME] [--crl FILE] [--cert FILE --key FILE]
//                                                  the same eight steps against a real server
#include "examine.hpp"
#include "narrator.hpp"
#include "story.hpp"

#include <CLI/CLI.hpp>

#include <string>

int main(int argc, char** argv) {
  CLI::App app{"The eight steps of a secure channel: between two queue managers, or against a real server."};
  examine::Request request;
  app.add_option("server", request.server, "HOST:PORT of a TLS server; without it, QM1 and QM2 talk to each other");
  app.add_option("--ca", request.ca, "PEM or DER file of trust anchors");
  app.add_option("--name", request.name, "DNS name, or SSLPEER filter such as \"CN=QM2*, O=Acme\"; default: HOST");
  app.add_option("--crl", request.crl, "PEM or DER file of CRLs; without it, revocation is not checked");
  app.add_option("--cert", request.certificate, "PEM file of our own certificate and those above it");
  app.add_option("--key", request.key, "PEM file of its private key");
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!request.server.empty()) return examine::run(request);
  if (app.count_all() > 1) {
    std::fprintf(stderr, "queue_managers: --ca, --name, --crl, --cert and --key need a HOST:PORT\n");
    return 2;
  }
  return story::run();
}
