// SPDX-License-Identifier: Apache-2.0
// The probe beside servers that operators have: nginx, Mosquitto, RabbitMQ and OpenLDAP with client certificates, OCSP responses that
// are stapled or fetched, the name in the ClientHello, and IPv6.
#include "http_server.hpp"
#include "mosquitto.hpp"
#include "nginx.hpp"
#include "ocsp_responder.hpp"
#include "probed.hpp"
#include "rabbitmq.hpp"
#include "slapd.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/tcp_listener.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using nlohmann::json;
using probed::acme;
using probed::Arguments;
using probed::Files;
using probed::Outcome;
using probed::probe;
using probed::Server;
using small_ca::OcspStatus;
using vidimus_test::Mosquitto;
using vidimus_test::Nginx;
using vidimus_test::RabbitMq;
using vidimus_test::Slapd;

namespace {

auto with(Arguments arguments, Arguments const& more) -> Arguments {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

void check(Outcome const& out, int status, std::string_view why) {
  INFO(out.text);
  CHECK(out.status == status);
  CHECK(out.has(why));
}

/// A certificate that nobody trusts, and its key.
auto stranger(Files const& files) -> Arguments {
  auto const other = small_ca::SmallCa{"CN=Other Root"}.issue({.subject = "CN=QM1,O=Acme"});
  return {"--cert", files.folder.file("other.pem", other.pem()), "--key",
          files.folder.file("other-key.pem", other.key_pem())};
}

auto ours(Files const& files) -> Arguments { return {"--cert", files.qm1, "--key", files.qm1_key}; }

/// What every server is asked that has QM2's certificate: 0 and 1 are our verdicts. `more` makes the server take us.
void judge(std::string const& address, Files const& files, Arguments const& more) {
  auto const ask = [&](Arguments const& arguments, int status, std::string_view why) {
    check(probe(with({address}, more), arguments), status, why);
  };
  ask({"--ca", files.ca, "--crl", files.crls()}, 0, " revocation accepted, ");
  ask({"--ca", files.ca, "--crl", files.crls({acme().qm2.serial_number})}, 1, "certificate_revoked");
  ask({"--ca", files.ca, "--no-revocation", "--dns", "qm3.acme.example"}, 1, "peer_name_mismatch");
  auto const other = files.folder.file("other-ca.pem", small_ca::SmallCa{"CN=Other Root"}.pem());
  ask({"--ca", other, "--no-revocation"}, 1, "issuer_unknown");
}

/// Status 5 with this alert, under TLS 1.3, where it comes behind the handshake, or 1.2.
void check_turned_away(Arguments const& arguments, std::string const& ciph, std::string const& alert) {
  CAPTURE(ciph);
  auto const out = probe(arguments, {"--no-revocation", "--ciph", ciph, "--json"});
  INFO(out.text);
  CHECK(out.status == 5);
  auto const report = json::parse(out.text);
  CHECK(report["outcome"] == "turned away by the server");
  CHECK(report.at("verdict").value("alert_received", "none") == alert);
}

/// A broker that requires a certificate of Acme's.
void check_requires_ours(std::string const& address, Files const& files) {
  Arguments const nobody{address, "--ca", files.ca};
  check_turned_away(nobody, "ANY_TLS13", "certificate_required(116)");
  check_turned_away(nobody, "ANY_TLS12", "handshake_failure(40)");
  for (auto const* const ciph : {"ANY_TLS13", "ANY_TLS12"}) {
    check_turned_away(with(nobody, stranger(files)), ciph, "unknown_ca(48)");
    check(probe(with(nobody, ours(files)), {"--no-revocation", "--ciph", ciph}), 0, ": accepted\n");
  }
}

/// nginx with these certificates and a further server that refuses its name; each asks for client certificates.
auto nginx(Files const& files, std::string const& more = {}) -> std::unique_ptr<Nginx> {
  return Nginx::start([&](std::string const& port) {
    auto const listen = "listen 127.0.0.1:" + port + " ssl; ";
    auto const certificate = [](std::string const& file, std::string const& key) {
      return "ssl_certificate " + file + "; ssl_certificate_key " + key + ";\n";
    };
    return "ssl_client_certificate " + files.ca + "; ssl_verify_client on; ssl_verify_depth 2; " +
           "ssl_protocols TLSv1.2 TLSv1.3;\nserver { " + listen + certificate(files.qm2, files.qm2_key) + more +
           " }\nserver { " + listen + "server_name qm1.acme.example; " + certificate(files.qm1, files.qm1_key) +
           "}\nserver { " + listen + "server_name gone.acme.example; ssl_reject_handshake on; }\n";
  });
}

auto address_of(Nginx const& server) -> std::string { return "127.0.0.1:" + std::to_string(server.port()); }

/// QM2 with a certificate of the root's, so that one OCSP response is about all of its path.
struct FromRoot {
  explicit FromRoot(std::vector<std::string> ocsp_urls = {})
      : qm2{acme().root.issue(
            {.subject = "CN=QM2,O=Acme", .alt_names = {"IP:127.0.0.1"}, .ocsp_urls = std::move(ocsp_urls)})} {
    files.qm2 = files.folder.file("from-root.pem", qm2.pem());
    files.qm2_key = files.folder.file("from-root-key.pem", qm2.key_pem());
  }
  /// An OCSP response, DER.
  [[nodiscard]] auto says(OcspStatus status) const -> std::string {
    small_ca::OcspEntry const entry{.serial_number = qm2.serial_number, .status = status};
    return std::string{vidimus::text_of(small_ca::ocsp_response(acme().root, {.entries = {entry}}))};
  }
  Files files{};
  small_ca::Issued qm2;
};

}  // namespace

TEST_CASE("probe: nginx with client certificates is judged, with ours and without one", "[examples][peers]") {
  Files const files;
  auto const server = nginx(files);
  judge(address_of(*server), files, ours(files));
  judge(address_of(*server), files, {});  // nginx misses a certificate only in its HTTP answer, 400
}

TEST_CASE("probe: nginx chooses a server by the name in the ClientHello", "[examples][peers]") {
  Files const files;
  auto const server = nginx(files);
  auto const presented = [&](Arguments const& more) {
    auto const out = probe({address_of(*server), "--ca", files.ca, "--no-revocation", "--json"}, more);
    INFO(out.text);
    return json::parse(out.text)["presented"][0].dump();
  };
  CHECK(presented({}).find("CN=QM2,O=Acme") != std::string::npos);
  CHECK(presented({"--sni", "qm1.acme.example"}).find("CN=QM1,O=Acme") != std::string::npos);
  CHECK(presented({"--dns", "qm1.acme.example"}).find("CN=QM1,O=Acme") != std::string::npos);
  CHECK(presented({"--dns", "qm1.acme.example", "--sni", "qm2.acme.example"}).find("CN=QM2,O=Acme") !=
        std::string::npos);
  check_turned_away({address_of(*server), "--ca", files.ca, "--sni", "gone.acme.example"}, "ANY_TLS13",
                    "unrecognized_name(112)");
}

TEST_CASE("probe: the responder that a certificate names decides, not what the server staples", "[examples]") {
  std::string response;
  vidimus_test::HttpServer const responder{
      [&](vidimus_test::HttpConversation& client) { client.answer("200 OK", response); }};
  FromRoot const scene{{responder.url()}};
  Server const server{scene.files, {"-status_file", scene.files.folder.file("good.der", scene.says(OcspStatus::good))}};
  Arguments const question{server.address(), "--ca", scene.files.ca, "--ocsp", "--fetch-private", "--progress"};
  auto const ask = [&](OcspStatus status) {
    response = scene.says(status);
    return probe(question);
  };
  auto const good = ask(OcspStatus::good);
  check(good, 0, " revocation accepted, ");
  CHECK(good.has("fetching " + responder.url() + "\n"));
  check(ask(OcspStatus::revoked), 1, "certificate_revoked");
  check(ask(OcspStatus::unknown), 1, "ocsp_certificate_unknown");
  CHECK(responder.requests().size() == 3);
}

TEST_CASE("probe: a response that nginx staples is none where the certificate names no responder",
          "[examples][peers]") {
  FromRoot const scene;
  auto const stapled = scene.files.folder.file("good.der", scene.says(OcspStatus::good));
  auto const server = nginx(scene.files, "ssl_stapling on; ssl_stapling_file " + stapled + ";");
  check(probe({address_of(*server), "--ca", scene.files.ca, "--ocsp"}), 1, "ocsp_responder_unknown");
}

TEST_CASE("probe: an IPv6 address is a target and a name", "[examples]") {
  if (!vidimus::TcpListener::listen(vidimus::Interface::loopback, 0, vidimus::AddressFamily::ipv6))
    SKIP("there is no IPv6 loopback here");
  Files const files;
  Server const server{files, {}, "[::1]"};
  auto const out = probe({server.address(), "--ca", files.ca, "--no-revocation"});
  check(out, 0, server.address() + ": accepted\n");
  CHECK(out.has("PeerNameFilter: IP-ID ::1\n"));
  check(probe({server.address(), "--ca", files.ca, "--no-revocation", "--ip", "::2"}), 1, "peer_name_mismatch");
}

TEST_CASE("probe: Mosquitto requires a certificate, and ours decides", "[examples][peers]") {
  Files const files;
  auto const revoked = files.folder.file("revoked.pem", acme().qm2.pem() + acme().issuing.pem());
  auto const server =
      Mosquitto::start("cafile " + files.ca + "\ncertfile " + files.qm2 + "\nkeyfile " + files.qm2_key +
                       "\nrequire_certificate true\ncrlfile " + files.crls({acme().qm2.serial_number}) + "\n");
  check_requires_ours(server->address(), files);
  check_turned_away({server->address(), "--ca", files.ca, "--cert", revoked, "--key", files.qm2_key}, "ANY_TLS13",
                    "certificate_revoked(44)");
  judge(server->address(), files, ours(files));
}

TEST_CASE("probe: RabbitMQ requires a certificate, and has no TLS behind AMQP's header", "[examples][peers]") {
  Files const files;
  auto const authorities = files.folder.file("authorities.pem", acme().root.pem() + acme().issuing.pem());
  auto const server =
      RabbitMq::start("ssl_options.cacertfile = " + authorities + "\nssl_options.certfile = " + files.qm2 +
                      "\nssl_options.keyfile = " + files.qm2_key +
                      "\nssl_options.verify = verify_peer\nssl_options.fail_if_no_peer_cert = true\n");
  check_requires_ours(server->address(), files);
  judge(server->address(), files, ours(files));
  check(probe({server->plain_address(), "--starttls", "amqp", "--ca", files.ca, "--no-revocation"}), 4,
        "another protocol instead of TLS: 'AMQP");
}

TEST_CASE("probe: OpenLDAP goes over to TLS where it can, and requires a certificate", "[examples][peers]") {
  Files const files;
  Arguments const ldap{"--starttls", "ldap", "--ca", files.ca};
  auto const plain = Slapd::start({});
  check(probe(with({plain->address()}, ldap), {"--no-revocation"}), 4, "the LDAP server refused StartTLS: result ");
  auto const server = Slapd::start({}, "TLSCACertificateFile " + files.ca + "\nTLSCertificateFile " + files.qm2 +
                                           "\nTLSCertificateKeyFile " + files.qm2_key + "\nTLSVerifyClient demand\n");
  for (auto const* const ciph : {"ANY_TLS13", "ANY_TLS12"})  // it breaks off, behind the handshake or in it
    check(probe(with({server->address()}, ldap), {"--no-revocation", "--ciph", ciph}), 5,
          ": turned away by the server\n");
  judge(server->address(), files, with({"--starttls", "ldap"}, ours(files)));
}
