// SPDX-License-Identifier: Apache-2.0
// tshark (Wireshark) reads a recorded channel with the lines of danger::KeyLog, and nothing of it without them.
#include "company.hpp"
#include "peer_programs.hpp"
#include "recorded_line.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace vidimus;
using namespace vidimus_test;

namespace {

/// A conversation with two key updates in its middle, under TLS 1.3: what went over the line, and its key log.
struct Recorded {
  RecordedLine line;
  std::string key_log;
};

constexpr std::array said{"orders: three crates", "confirmed: three crates", "more orders: four crates",
                          "no more: the crates are gone", "so be it"};

template <class From, class To>
void say(From& from, To& to, std::string_view text) {
  REQUIRE(from.write(bytes_of(text)));
  std::array<std::byte, 100> bytes;
  auto const count = to.read(bytes);
  REQUIRE(count);
  REQUIRE(text_of(ByteView{bytes}.first(*count)) == text);
}

template <class Client, class Server>
void converse(Client& client, Server& server) {
  bool const is_tls13 = client.negotiated().protocol_version == ProtocolVersion::tls13;
  say(client, server, said[0]);
  say(server, client, said[1]);
  if (is_tls13) REQUIRE(client.update_keys());
  say(client, server, said[2]);
  if (is_tls13) REQUIRE(server.update_keys());
  say(server, client, said[3]);
  say(client, server, said[4]);
  REQUIRE(client.close());
  REQUIRE(server.close());
}

/// Recorded at the client's end; the lines are the client's or the server's.
auto record(std::string_view spec, End logging) -> Recorded {
  static Company const acme;
  std::string client_log, server_log;
  auto const endpoint = [&](char const* subject, std::string& log) {
    danger::KeyLog const to_log{[&log](std::string_view line) { log.append(line) += '\n'; }};
    return make_endpoint(acme.credentials(subject), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                         danger::AnyPeerName{}, SslCiph<dynamic>::parse(spec).value(), to_log)
        .value();
  };
  auto const qm1 = endpoint("CN=QM1,O=Acme", client_log);
  auto const qm2 = endpoint("CN=QM2,O=Acme", server_log);
  auto const line = std::make_shared<RecordedLine>();
  auto pair = MemoryPair::make({.blocking = false});
  auto connecting =
      start_connecting(RecordingTransport<MemoryTransport>{std::move(pair.first), End::client, line}, qm1).value();
  auto accepting = start_accepting(std::move(pair.second), qm2).value();
  EndResult<std::decay_t<decltype(std::move(connecting).finish().value())>> client;
  EndResult<std::decay_t<decltype(std::move(accepting).finish().value())>> server;
  for (int round = 0; round != 100; ++round) step(connecting, client), step(accepting, server);
  if (client.failure) FAIL(explain(*client.failure));
  REQUIRE(client.channel);
  REQUIRE(server.channel);
  converse(*client.channel, *server.channel);
  return {*line, logging == End::client ? client_log : server_log};
}

/// tshark's command line: the unpacked one, else the one on the PATH.
auto tshark() -> std::vector<std::string> {
  if (environment("VIDIMUS_PEERS").empty() && is_on_path("tshark")) return {"tshark"};
  return peer_command("/usr/bin/tshark", {});
}

/// What it makes of the bytes of the first connection.
auto followed(TemporaryFolder const& folder, std::vector<std::string> const& program, Recorded const& recorded)
    -> std::string {
  std::vector<std::string> command{"env", "HOME=" + folder.path()};  // no preferences of anybody's
  command.insert(command.end(), program.begin(), program.end());
  for (auto const& word : {std::string{"-r"}, folder.file("line.pcap", Capture::of(recorded.line)), std::string{"-o"},
                           "tls.keylog_file:" + folder.file("keys.txt", recorded.key_log), std::string{"-d"},
                           "tcp.port==" + std::to_string(Capture::server_port) + ",tls", std::string{"-q"},
                           std::string{"-z"}, std::string{"follow,tls,ascii,0"}})
    command.push_back(word);
  return output_of(command);
}

}  // namespace

TEST_CASE("tshark reads a recorded channel with our key log, and not without", "[interop][peers]") {
  auto const program = tshark();
  TemporaryFolder const folder;
  for (std::string_view const spec : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
                                      "TLS_CHACHA20_POLY1305_SHA256", "ECDHE_ECDSA_AES_256_GCM_SHA384"}) {
    auto const logging = spec == "TLS_AES_256_GCM_SHA384" ? End::server : End::client;
    auto recorded = record(spec, logging);
    auto const readable = followed(folder, program, recorded);
    recorded.key_log.clear();
    auto const unreadable = followed(folder, program, recorded);
    CAPTURE(spec, readable, unreadable);
    std::size_t at = 0;
    for (std::string const text : said) {
      CAPTURE(text);
      CHECK(unreadable.find(text) == std::string::npos);
      at = readable.find(text, at);
      CHECK(at != std::string::npos);
    }
    CHECK(unreadable.find("Follow: tls,ascii") != std::string::npos);
  }
}
