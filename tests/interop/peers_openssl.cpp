// SPDX-License-Identifier: Apache-2.0
// OpenSSL's own programs over loopback TCP with mutual TLS: `s_server`, `s_client`, and the demo against `s_server`.
#include "company.hpp"
#include "peer_programs.hpp"

#include <vidimus/vidimus.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::CommandPeer;
using vidimus_test::Company;
using vidimus_test::TemporaryFolder;

namespace {

constexpr Deadlines deadlines{.connect = 10s, .read = 20s, .write = 20s};

/// The company's files, as a command line wants them.
struct Files {
  Company acme{};
  TemporaryFolder folder{};
  small_ca::Issued qm1 = acme.issue("CN=QM1,O=Acme", {"DNS:qm1.example"});
  small_ca::Issued qm2 = acme.issue("CN=QM2,O=Acme", {"DNS:qm2.example"});
  std::string ca = folder.file("ca.pem", acme.root.pem());
  std::string issuing = folder.file("issuing.pem", acme.issuing.pem());
  std::string qm1_certificate = folder.file("qm1.pem", qm1.pem() + acme.issuing.pem());
  std::string qm1_key = folder.file("qm1-key.pem", qm1.key_pem());
  std::string qm2_certificate = folder.file("qm2.pem", qm2.pem());
  std::string qm2_key = folder.file("qm2-key.pem", qm2.key_pem());
};

/// QM2 as `openssl s_server`: requires a certificate, and sends every line back reversed, or says what it is told.
class Server {
 public:
  explicit Server(Files const& files, char const* how = "-rev")
      : peer_{{"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", files.qm2_certificate, "-key", files.qm2_key,
               "-cert_chain", files.issuing, "-CAfile", files.ca, "-Verify", "3", "-verify_return_error", how}} {
    auto const port = peer_.line_after("ACCEPT 127.0.0.1:");
    if (!port) FAIL("openssl s_server did not start: " << peer_.output());
    port_ = static_cast<std::uint16_t>(std::stoul(*port));
  }
  [[nodiscard]] auto port() const -> std::uint16_t { return port_; }
  [[nodiscard]] auto peer() -> CommandPeer& { return peer_; }

 private:
  CommandPeer peer_;
  std::uint16_t port_ = 0;
};

/// Without blanks: versions of OpenSSL print names with more or fewer, and the demo folds its lines.
auto dense(std::string text) -> std::string {
  std::erase_if(text, [](unsigned char character) { return std::isspace(character) != 0; });
  return text;
}

template <class Channel>
auto read_line(Channel& channel) -> std::string {
  std::string line;
  std::array<std::byte, 256> bytes;
  while (line.find('\n') == std::string::npos) {
    auto const count = channel.read(bytes);
    if (!count) FAIL(explain(count.error()));
    if (*count == 0) break;
    line += text_of(ByteView{bytes}.first(*count));
  }
  return line;
}

/// What a key of `openssl`'s console asks for is done when it has said so once more. `key`: k renews its own keys, K asks for
/// ours too.
void press(CommandPeer& peer, char key, std::string_view done) {
  auto const times = [&] {
    std::size_t count = 0;
    auto const& said = peer.output();
    for (auto at = said.find(done); at != std::string::npos; at = said.find(done, at + 1)) ++count;
    return count;
  };
  auto const before = times();
  peer.tell(std::string{key} + '\n');
  auto const until = std::chrono::steady_clock::now() + 20s;
  while (times() == before) {
    if (std::chrono::steady_clock::now() > until) FAIL("no " << done << " after " << key << ": " << peer.output());
    std::this_thread::sleep_for(5ms);
  }
}

/// Each key once, and ours once, with data both ways after each.
template <class Channel>
void renew_by_console(Channel& channel, CommandPeer& peer, std::string_view done) {
  auto const talk = [&](std::string const& text) {
    peer.tell(text + '\n');
    CHECK(read_line(channel) == text + '\n');
    REQUIRE(channel.write(bytes_of("re: " + text + '\n')));
    CHECK(peer.says("re: " + text));
  };
  auto const generations = [&] {
    auto const status = channel.status();
    return std::pair{status.sending.generation, status.receiving.generation};
  };
  talk("first");
  CHECK(generations() == std::pair<std::uint64_t, std::uint64_t>{0, 0});
  press(peer, 'k', done);
  talk("second");
  CHECK(generations() == std::pair<std::uint64_t, std::uint64_t>{0, 1});
  press(peer, 'K', done);
  talk("third");
  CHECK(generations() == std::pair<std::uint64_t, std::uint64_t>{1, 2});
  REQUIRE(channel.update_keys());
  REQUIRE(channel.write(bytes_of("fourth\n")));
  CHECK(peer.says("fourth"));
  talk("fifth");
  CHECK(generations() == std::pair<std::uint64_t, std::uint64_t>{2, 3});
}

}  // namespace

TEST_CASE("k and K of openssl s_server renew keys over TCP", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Files const files;
  Server server{files, "-state"};
  auto const endpoint = make_endpoint(files.acme.credentials(files.qm1), files.acme.anchors(), Rfc5280{},
                                      danger::NoRevocation{}, SslPeer<"CN=QM2, O=Acme">{})
                            .value();
  auto channel = connect(TcpTransport::connect("127.0.0.1", server.port(), deadlines).value(), endpoint);
  if (!channel) FAIL(explain(channel.error()) << "\n" << server.peer().output());
  renew_by_console(*channel, server.peer(), "TLSv1.3 write server key update");
  REQUIRE(channel->close());
}

TEST_CASE("k and K of openssl s_client renew keys over TCP", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Files const files;
  auto const endpoint = make_endpoint(files.acme.credentials(files.qm2), files.acme.anchors(), Rfc5280{},
                                      danger::NoRevocation{}, SslPeer<"CN=QM1, O=Acme">{})
                            .value();
  auto listener = TcpListener::listen(Interface::loopback).value();
  CommandPeer client{{"openssl", "s_client", "-connect", listener.description(), "-cert", files.qm1_certificate, "-key",
                      files.qm1_key, "-cert_chain", files.issuing, "-CAfile", files.ca, "-verify_return_error"}};
  auto transport = listener.accept(20s, deadlines);
  if (!transport) FAIL(explain(transport.error()) << "\n" << client.output());
  auto channel = accept(*std::move(transport), endpoint);
  if (!channel) FAIL(explain(channel.error()) << "\n" << client.output());
  renew_by_console(*channel, client, "KEYUPDATE");
  REQUIRE(channel->close());
}

TEST_CASE("our client and openssl s_server talk over TCP with mutual TLS", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Files const files;
  Server server{files};
  auto const own = Credentials::from_files(files.qm1_certificate, files.qm1_key);
  auto const endpoint =
      make_endpoint(own.value(), TrustAnchors::from_file(files.ca).value(), Rfc5280{}, CrlChecker<>{files.acme.crls()},
                    SslPeer<"CN=QM2, O=Acme">{}, SslCiph<"ANY_TLS12_OR_HIGHER">{})
          .value();
  auto channel = connect(TcpTransport::connect("127.0.0.1", server.port(), deadlines).value(), endpoint);
  if (!channel) FAIL(explain(channel.error()) << "\n" << server.peer().output());
  CHECK(channel->negotiated().protocol_version == ProtocolVersion::tls13);
  REQUIRE(channel->write(bytes_of("orders\n")));
  CHECK(read_line(*channel) == "sredro\n");
  REQUIRE(channel->close());
  CHECK(dense(server.peer().line_after("Peer certificate:").value_or("")) == "O=Acme,CN=QM1");
  CHECK(server.peer().says("Protocol version: TLSv1.3"));
}

TEST_CASE("openssl s_client and our server talk over TCP with mutual TLS", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Files const files;
  auto const version = GENERATE(ProtocolVersion::tls12, ProtocolVersion::tls13);
  CAPTURE(name_of(version));
  auto const endpoint =
      make_endpoint(files.acme.credentials(files.qm2), files.acme.anchors(), Rfc5280{}, CrlChecker<>{files.acme.crls()},
                    SslPeer<"CN=QM1, O=Acme">{}, SslCiph<"ANY_TLS12_OR_HIGHER">{})
          .value();
  auto listener = TcpListener::listen(Interface::loopback).value();
  CommandPeer client{{"openssl", "s_client", "-connect", listener.description(), "-cert", files.qm1_certificate, "-key",
                      files.qm1_key, "-cert_chain", files.issuing, "-CAfile", files.ca, "-verify_return_error",
                      "-verify_hostname", "qm2.example", "-quiet",
                      version == ProtocolVersion::tls13 ? "-tls1_3" : "-tls1_2"}};
  auto transport = listener.accept(20s, deadlines);
  if (!transport) FAIL(explain(transport.error()) << "\n" << client.output());
  auto channel = accept(*std::move(transport), endpoint);
  if (!channel) FAIL(explain(channel.error()) << "\n" << client.output());
  CHECK(channel->negotiated().protocol_version == version);

  client.tell("orders\n");
  CHECK(read_line(*channel) == "orders\n");
  REQUIRE(channel->write(bytes_of("three crates\n")));
  CHECK(client.says("three crates\n"));
  REQUIRE(channel->close());
  channel->next_layer().close();
  CHECK(client.exit_status() == 0);  // it heard close_notify: a truncated connection is an error to it
  INFO(client.output());
  CHECK(client.output().find("error") == std::string::npos);
}

#if defined(VIDIMUS_QUEUE_MANAGERS)

TEST_CASE("the demo tells the eight steps with openssl s_server", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Files const files;
  Server server{files};
  CommandPeer demo{{VIDIMUS_QUEUE_MANAGERS, "127.0.0.1:" + std::to_string(server.port()), "--ca", files.ca, "--name",
                    "qm2.example", "--cert", files.qm1_certificate, "--key", files.qm1_key}};
  CHECK(demo.exit_status() == 0);
  CAPTURE(demo.output(), server.peer().output());
  std::size_t at = 0;
  for (std::string const line : {"\n1 connect", "\n2 receive certificate", "\n3 authenticate chain", "\n4 check OCSP",
                                 "\n5 check CRLs", "\n6 filter peer name", "\n7 accept", "\n8 secure connection"}) {
    CAPTURE(line);
    auto const next = demo.output().find(line, at);
    REQUIRE(next != std::string::npos);
    at = next + line.size();
  }
  CHECK(dense(demo.output()).find("CN=QM2,O=Acme<-CN=AcmeIssuingCA,O=Acme<-CN=AcmeRoot,O=Acme") != std::string::npos);
  CHECK(dense(server.peer().line_after("Peer certificate:").value_or("")) == "O=Acme,CN=QM1");
}

TEST_CASE("the demo refuses an openssl s_server of another name and explains it", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Files const files;
  Server server{files};
  CommandPeer demo{{VIDIMUS_QUEUE_MANAGERS, "127.0.0.1:" + std::to_string(server.port()), "--ca", files.ca, "--name",
                    "qm3.example", "--cert", files.qm1_certificate, "--key", files.qm1_key}};
  CHECK(demo.exit_status() == 1);
  CAPTURE(demo.output(), server.peer().output());
  for (std::string const part : {"peer_name_mismatch", "access_denied(49)", "qm3.example", "qm2.example"}) {
    CAPTURE(part);
    CHECK(demo.output().find(part) != std::string::npos);
  }
  CHECK(demo.output().find("8 secure connection") == std::string::npos);
  CHECK(server.peer().says("SSL alert number 49"));
}

#endif
