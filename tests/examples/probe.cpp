// SPDX-License-Identifier: Apache-2.0
// The probe as its users see it: what it prints and writes and its exit status, against OpenSSL on loopback and behind plain
// protocols.
#include "http_server.hpp"
#include "probed.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/transport/tcp_listener.hpp>
#include <vidimus/transport/tcp_transport.hpp>

#include <poll.h>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

using nlohmann::json;
using probed::acme;
using probed::Arguments;
using probed::Files;
using probed::probe;
using probed::run;
using probed::Server;
using vidimus::TcpTransport;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

/// Says its lines in answer to ours, then hands the connection to the server.
class PlainBefore {
 public:
  using Script = std::vector<std::pair<std::size_t, std::string>>;  ///< octets that we say before, and the answer

  /// What the server says goes on `later`.
  PlainBefore(Script script, std::uint16_t server, std::chrono::milliseconds later = {})
      : script_{std::move(script)}, server_{server}, later_{later}, thread_{[this] { serve(); }} {}
  PlainBefore(PlainBefore const&) = delete;
  auto operator=(PlainBefore const&) -> PlainBefore& = delete;
  ~PlainBefore() { thread_.join(); }

  [[nodiscard]] auto address() const -> std::string { return "127.0.0.1:" + std::to_string(listener_.port()); }

 private:
  void serve() {
    auto client = listener_.accept(20s, {.read = 20s});
    if (!client) return;
    for (auto const& [count, answer] : script_) {
      std::error_code error;
      std::array<std::byte, 1> one;
      for (std::size_t i = 0; i != count && !error; ++i) client->read_some(one, error);
      client->write_some(vidimus::bytes_of(answer), error);
    }
    if (server_ == 0) return;
    auto server = TcpTransport::connect("127.0.0.1", server_);
    if (server) relay(*client, *server);
  }
  void relay(TcpTransport& client, TcpTransport& server) const {
    for (;;) {
      std::array<::pollfd, 2> waits{{{client.native_handle(), POLLIN, 0}, {server.native_handle(), POLLIN, 0}}};
      if (::poll(waits.data(), 2, 20'000) <= 0) return;
      if (waits[0].revents != 0 && !carry(client, server)) return;
      if (waits[1].revents == 0) continue;
      std::this_thread::sleep_for(later_);
      if (!carry(server, client)) return;
    }
  }
  static auto carry(TcpTransport& from, TcpTransport& to) -> bool {
    std::array<std::byte, 4096> bytes;
    std::error_code error;
    auto const count = from.read_some(bytes, error);
    for (std::size_t at = 0; at < count && !error;)
      at += to.write_some(std::span{bytes}.subspan(at, count - at), error);
    return count != 0 && !error;
  }

  vidimus::TcpListener listener_ = vidimus::TcpListener::listen(vidimus::Interface::loopback).value();
  Script script_;
  std::uint16_t server_;
  std::chrono::milliseconds later_;
  std::thread thread_;
};

auto ldap_success() -> std::string { return "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00"s; }

auto read(std::string const& path) -> std::string {
  auto const octets = vidimus::read_file(path, 1 << 24);
  REQUIRE(octets);
  return std::string{vidimus::text_of(*octets)};
}

}  // namespace

TEST_CASE("probe: an accepted server, and every check of it", "[examples]") {
  Files const files;
  Server const server{files};
  auto const out = probe({server.address(), "--ca", files.ca, "--crl", files.crls()});
  INFO(out.text);
  CHECK(out.status == 0);
  CHECK(out.text.starts_with(server.address() + ": accepted\n"));
  for (auto const* const part : {"\n  Validator: certification path (RFC 5280)\n", "PeerNameFilter: IP-ID 127.0.0.1\n",
                                 "\n  1 transport accepted, ", "\n  3 path accepted, ", "\n  5 revocation accepted, ",
                                 "\n  6 peer_name accepted, ", "\n  8 channel accepted, ",
                                 "\n  anchor CN=Acme Root,O=Acme", "  connection  connecting to 127.0.0.1:"})
    CHECK(out.has(part));

  for (Arguments const& names :
       {Arguments{"--dns", "qm2.acme.example", "--ip", "127.0.0.1"}, Arguments{"--sslpeer", "CN=QM*, O=Acme"},
        Arguments{"--spiffe", "spiffe://acme.example/payments/*"}}) {
    Arguments all{server.address(), "--ca", files.ca, "--no-revocation", "--ciph", "ANY_TLS13"};
    all.insert(all.end(), names.begin(), names.end());
    auto const named = probe(all);
    INFO(named.text);
    CHECK(named.status == 0);
    CHECK(named.has("5 revocation skipped, "));
  }
}

TEST_CASE("probe: refused for its name, its revocation, its path and its CipherSpec", "[examples]") {
  Files const files;
  Server const server{files, {"-tls1_2"}};
  auto const refused = [&](Arguments more, std::string_view why) {
    more.insert(more.begin(), {server.address(), "--ca"});
    auto const out = probe(more);
    INFO(out.text);
    CHECK(out.status == 1);
    CHECK(out.text.starts_with(server.address() + ": refused\n\nhandshake refused: "));
    CHECK(out.has(why));
  };
  refused({files.ca, "--no-revocation", "--dns", "qm3.acme.example"}, "peer_name_mismatch");
  refused({files.ca, "--no-revocation", "--dns", "qm2.acme.example", "--sslpeer", "CN=QM3"}, "peer_name_mismatch");
  refused({files.ca, "--crl", files.crls({acme().qm2.serial_number})}, "certificate_revoked");
  refused({files.ca, "--ocsp"}, "ocsp_");
  refused({files.folder.file("other.pem", small_ca::SmallCa{"CN=Other"}.pem()), "--no-revocation"}, "issuer_unknown");
  refused({files.folder.file("same.pem", small_ca::SmallCa{"CN=Acme Root,O=Acme"}.pem()), "--no-revocation"},
          "\n  path tried: CN=QM2,O=Acme <- CN=Acme Issuing CA,O=Acme <- anchor CN=Acme Root,O=Acme: ");
}

TEST_CASE("probe: JSON has the verdict, what was presented and the timeline", "[examples]") {
  Files const files;
  Server const server{files};
  auto const verdict = json::parse(probe({server.address(), "--ca", files.ca, "--no-revocation", "--json"}).text);
  CHECK(verdict["outcome"] == "accepted");
  CHECK(verdict["exit_status"] == 0);
  CHECK(verdict["verdict"]["path"].size() == 3);
  CHECK(verdict["presented"].size() == 2);
  CHECK(verdict["timeline"][0]["kind"] == "connection");
  CHECK(verdict["timeline"].size() == verdict["verdict"]["checks"].size() + 1);
  auto const refused =
      json::parse(probe({server.address(), "--ca", files.ca, "--no-revocation", "--ip", "192.0.2.1", "--json"}).text);
  CHECK(refused["exit_status"] == 1);
  CHECK(refused["verdict"]["outcome"] == "refused");
  CHECK(refused["verdict"]["stage"] == "peer_name");
}

TEST_CASE("probe: fetches are timed, shown, and go to private addresses only when asked to", "[examples]") {
  std::string crl;
  vidimus_test::HttpServer const web{[&](vidimus_test::HttpConversation& client) { client.answer("200 OK", crl); }};
  small_ca::SmallCa const root{"CN=Web Root"};
  auto const own = root.issue({.subject = "CN=QM2", .alt_names = {"IP:127.0.0.1"}, .crl_urls = {web.url("/root.crl")}});
  auto const octets = root.crl({});
  crl.assign(reinterpret_cast<char const*>(octets.data()), octets.size());
  Files files;
  files.qm2 = files.folder.file("own.pem", own.pem());
  files.qm2_key = files.folder.file("own-key.pem", own.key_pem());
  files.ca = files.issuing = files.folder.file("web-root.pem", root.pem());
  Server const server{files};
  Arguments arguments{server.address(), "--ca", files.ca, "--crl-fetch", "--progress"};
  auto const refused = probe(arguments);
  INFO(refused.text);
  CHECK(refused.status == 1);
  CHECK(refused.has("address_refused"));
  CHECK(web.requests().empty());
  arguments.emplace_back("--fetch-private");
  auto const accepted = probe(arguments);
  INFO(accepted.text);
  CHECK(accepted.status == 0);
  CHECK(accepted.has("fetching " + web.url("/root.crl") + "\n"));
  CHECK(accepted.has("  fetch  " + web.url("/root.crl") + ": " + std::to_string(crl.size()) + " octets"));
  CHECK(web.requests().size() == 1);
}

TEST_CASE("probe: a server that requires a certificate takes ours, and is heard where there is none", "[examples]") {
  Files const files;
  Server const server{files, {"-CAfile", files.ca, "-Verify", "3", "-verify_return_error", "-tls1_3"}};
  Arguments arguments{server.address(), "--ca", files.ca, "--no-revocation"};
  auto const turned_away = probe(arguments);
  INFO(turned_away.text);
  CHECK(turned_away.status == 5);
  CHECK(turned_away.has("received alert certificate_required(116)"));
  arguments.insert(arguments.end(), {"--cert", files.qm1, "--key", files.qm1_key});
  CHECK(probe(arguments).status == 0);

  PlainBefore const forwarder{{}, server.port(), 300ms};  // connecting to it is quick; the server behind it is not
  auto const heard_late = probe({forwarder.address(), "--ca", files.ca, "--no-revocation"});
  INFO(heard_late.text);
  CHECK(heard_late.status == 5);
}

TEST_CASE("probe: four plain protocols go over to TLS, or say why not", "[examples]") {
  Files const files;
  Server const server{files};
  auto const status = [&](std::string const& protocol, PlainBefore::Script script, bool has_tls = true) {
    PlainBefore const plain{std::move(script), has_tls ? server.port() : std::uint16_t{0}};
    auto const out = probe({plain.address(), "--starttls", protocol, "--ca", files.ca, "--no-revocation"});
    INFO(out.text);
    CHECK(out.has("  upgrade  " + protocol + " to TLS"));
    return out.status;
  };
  CHECK(status("postgres", {{8, "S"}}) == 0);
  CHECK(status("smtp", {{0, "220 mx\r\n"}, {18, "250-mx\r\n250 STARTTLS\r\n"}, {10, "220 go\r\n"}}) == 0);
  CHECK(status("ldap", {{31, ldap_success()}}) == 0);
  CHECK(status("amqp", {{8, "AMQP\x02\x01\x00\x00"s}}) == 0);
  CHECK(status("postgres", {{8, "N"}}, false) == 4);
  CHECK(status("smtp", {{0, "220 mx\r\n"}}, false) == 3);
}

TEST_CASE("probe: what cannot be meant is answered by what to write, and nobody is asked", "[examples]") {
  Files const files;
  auto const complains = [](Arguments arguments, std::string_view part, int status = 2) {
    auto const out = probe(std::move(arguments));
    INFO(out.text);
    CHECK(out.status == status);
    CHECK(out.has(part));
  };
  complains({}, "Write HOST:PORT");
  complains({"localhost", "--ca", files.ca}, "'localhost' is not HOST:PORT; write");
  complains({"::1:1414", "--ca", files.ca}, "[2001:db8::7]:1414");
  complains({"localhost:99999", "--ca", files.ca}, "is not HOST:PORT");
  complains({"localhost:1", "--no-revocation"}, "write --ca FILE");
  complains({"localhost:1", "--ca", files.ca}, "Write --ocsp, --crl FILE or --crl-fetch");
  complains({"localhost:1", "--ca", files.ca, "--ocsp", "--no-revocation"}, "contradicts");
  complains({"localhost:1", "--ca", files.ca, "--no-revocation", "--cert", files.qm1},
            "write --cert FILE and --key FILE");
  complains({"localhost:1", "--ca", files.ca, "--policy", "p.json", "--dns", "a.b"}, "leave out --dns");
  complains({"localhost:1", "--ca", files.ca, "--no-revocation", "--spiffe", "x"}, "spiffe://acme.example/payments/*");
  complains({"localhost:1", "--ca", files.folder.path() + "/none.pem", "--no-revocation"}, "file_unreadable");
  complains({"localhost:1", "--ca", files.ca, "--policy", files.folder.file("p.json", "{}")}, "policy_file_refused");
  complains({"localhost:1", "--starttls", "imap"}, "imap");
  complains({"--help"}, "4 it does not go over to TLS", 0);
  auto closed = vidimus::TcpListener::listen(vidimus::Interface::loopback).value().port();
  complains({"127.0.0.1:" + std::to_string(closed), "--ca", files.ca, "--no-revocation"}, "connect_failed", 3);
}

TEST_CASE("probe: a policy file says what flags would", "[examples]") {
  Files const files;
  Server const server{files};
  auto const with = [&](std::string const& name) {
    return probe({server.address(), "--ca", files.ca, "--policy",
                  files.folder.file("policy.json", R"({"validator": {"rules": "rfc5280", "intermediates": [],
 "fetch_issuers": false}, "revocation": {"danger_no_revocation": true}, "peer_name": {"dns_id": ")" +
                                                       name + R"("}, "ssl_ciph": "ANY_TLS13"})")});
  };
  auto const out = with("qm2.acme.example");
  INFO(out.text);
  CHECK(out.status == 0);
  CHECK(with("qm3.acme.example").status == 1);
}

TEST_CASE("probe: the page is well-formed, loads nothing, and has both pictures", "[examples]") {
  Files const files;
  Server const server{files};
  auto const path = files.folder.path() + "/why.html";
  for (Arguments const& more : {Arguments{}, Arguments{"--dns", "qm3.acme.example"}}) {
    Arguments arguments{server.address(), "--ca", files.ca, "--no-revocation", "--html", path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    CHECK(probe(arguments).status == (more.empty() ? 0 : 1));
    auto const script = files.folder.file("page.py", R"(
import html.parser, re, sys, xml.etree.ElementTree as tree
page = open(sys.argv[1], encoding="utf-8").read()
pictures = re.findall(r"<svg xmlns.*?</figure>", page, re.S)
assert len(pictures) == 2, len(pictures)
for picture in pictures: tree.fromstring(picture.removesuffix("</figure>"))
class Tags(html.parser.HTMLParser):
    ids, open_tags = [], []
    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        assert tag != "script" and not {"href", "src"} & names.keys(), tag
        if "id" in names: self.ids.append(names["id"])
        if tag not in ("meta",): self.open_tags.append(tag)
    def handle_startendtag(self, tag, attributes): pass
    def handle_endtag(self, tag): assert self.open_tags.pop() == tag, tag
tags = Tags()
tags.feed(page)
assert not tags.open_tags and len(set(tags.ids)) == len(tags.ids) == 4, (tags.open_tags, tags.ids)
print("well-formed")
)");
    auto const page = run({VIDIMUS_PYTHON, script, path});
    INFO(page.text);
    CHECK(page.text == "well-formed\n");
    CHECK(read(path).find("prefers-color-scheme:dark") != std::string::npos);
  }
}
