// SPDX-License-Identifier: Apache-2.0
// Two engine sessions in one process, joined by nothing but their bytes.
#pragma once

#include <vidimus/core/file.hpp>
#include <vidimus/engine/mbedtls.hpp>

#include <catch2/catch_test_macros.hpp>

#include <mbedtls/base64.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine_test {

using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::ClientAuthentication;
using vidimus::End;
using vidimus::Errc;
using vidimus::Failure;
using vidimus::ProtocolVersion;
using vidimus::Result;
using vidimus::engine::Progress;
using vidimus::engine::Settings;

/// What a channel would have from its judge.
struct Permit {};
using Session = vidimus::engine::Mbedtls::Session<Permit>;
using Setup = std::shared_ptr<vidimus::engine::MbedtlsSetup const>;

/// The paths below tests/data/engine.
inline auto data_path(std::string const& name) -> std::string {
  return std::string{VIDIMUS_TEST_DATA_DIR} + "/engine/" + name;
}

inline auto from_base64(std::string_view text) -> Buffer {
  std::string packed;
  std::ranges::copy_if(text, std::back_inserter(packed), [](char c) { return c != '\n' && c != '\r'; });
  Buffer bytes(packed.size());
  std::size_t size = 0;
  REQUIRE(mbedtls_base64_decode(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), &size,
                                reinterpret_cast<unsigned char const*>(packed.data()), packed.size()) == 0);
  bytes.resize(size);
  return bytes;
}

/// The certificates of tests/data/engine/NAME.pem, DER, as they stand there.
inline auto chain(std::string const& name) -> std::vector<Buffer> {
  auto const file = vidimus::read_file(data_path(name + ".pem"), 1 << 20);
  REQUIRE(file);
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----", end = "-----END CERTIFICATE-----";
  std::vector<Buffer> certificates;
  auto text = vidimus::text_of(*file);
  for (auto at = text.find(begin); at != text.npos; at = text.find(begin)) {
    text.remove_prefix(at + begin.size());
    certificates.push_back(from_base64(text.substr(0, text.find(end))));
  }
  return certificates;
}

inline auto key(std::string const& name) -> vidimus::PrivateKey {
  auto loaded = vidimus::PrivateKey::from_file(data_path(name + ".key"));
  REQUIRE(loaded);
  return *std::move(loaded);
}

inline std::vector<std::uint16_t> const tls13_suites{0x1301, 0x1302, 0x1303};
inline std::vector<std::uint16_t> const tls12_suites{0xC02B, 0xC02F, 0xC02C, 0xC030};

/// Settings for the versions given, with an own certificate unless `name` is empty.
inline auto settings(End end, std::string const& name, ProtocolVersion minimum, ProtocolVersion maximum) -> Settings {
  Settings made;
  made.end = end;
  made.minimum = minimum;
  made.maximum = maximum;
  if (maximum == ProtocolVersion::tls13) made.suites = tls13_suites;
  if (minimum == ProtocolVersion::tls12)
    made.suites.insert(made.suites.end(), tls12_suites.begin(), tls12_suites.end());
  made.groups = {0x0017, 0x001D, 0x0018};
  if (!name.empty()) {
    made.certificates = chain(name);
    made.private_key = key(name);
  }
  return made;
}
inline auto settings(End end, std::string const& name, ProtocolVersion version) -> Settings {
  return settings(end, name, version, version);
}

inline auto prepared(Settings made) -> Setup {
  auto setup = vidimus::engine::MbedtlsSetup::prepare(std::move(made));
  if (!setup) FAIL("prepare: " << vidimus::name_of(setup.error().code()));
  return *std::move(setup);
}

/// Everything that one end has written, beside what the other has been given of it.
struct Line {
  Buffer all;
  std::size_t given = 0;
};

/// One end, with what it has said and what it ran into.
struct Peer {
  explicit Peer(Setup setup, std::string server_name = {}) : session{std::move(setup), {std::move(server_name)}} {}

  Session session;
  Line line{};
  std::optional<Failure> failure{};
  Progress progress = Progress::wants_input;
  std::size_t written_at_pause = 0;

  /// One advance(), with what it wrote on the line.
  void advance() {
    if (failure) return;
    auto const next = session.advance();
    if (next)
      progress = *next;
    else
      failure = next.error();
    collect();
    if (next && *next == Progress::peer_shown) written_at_pause = line.all.size();
  }
  void collect() {
    auto const output = session.output();
    line.all.insert(line.all.end(), output.begin(), output.end());
    session.consume_output(output.size());
  }
  [[nodiscard]] auto is_at(Progress wanted) const -> bool { return !failure && progress == wanted; }
};

/// How many of the octets that wait are handed over at once.
using Chunking = std::function<std::size_t(std::size_t)>;
inline auto all_at_once(std::size_t waiting) -> std::size_t { return waiting; }

/// Hands `to` what `from` has written, as the chunking says; false if there was nothing.
inline auto carry(Peer& from, Peer& to, Chunking const& chunking = all_at_once) -> bool {
  auto const waiting = from.line.all.size() - from.line.given;
  if (waiting == 0) return false;
  auto const count = std::clamp<std::size_t>(chunking(waiting), 1, waiting);
  to.session.receive(ByteView{from.line.all}.subspan(from.line.given, count));
  from.line.given += count;
  return true;
}

/// Client and server of a handshake under way.
struct Pair {
  Peer client, server;
  bool proceeds_client = true, proceeds_server = true;

  Pair(Setup of_client, Setup of_server, std::string server_name = {})
      : client{std::move(of_client), std::move(server_name)}, server{std::move(of_server)} {}

  void advance(Peer& peer, bool proceeds) {
    peer.advance();
    if (peer.is_at(Progress::peer_shown) && proceeds) {
      peer.session.proceed(Permit{});
      peer.advance();
    }
  }
  /// Until neither has anything to say.
  void run(Chunking const& chunking = all_at_once) {
    for (bool moved = true; moved;) {
      advance(client, proceeds_client);
      advance(server, proceeds_server);
      bool const there = carry(client, server, chunking), back = carry(server, client, chunking);
      moved = there || back;
    }
    advance(client, proceeds_client);
    advance(server, proceeds_server);
  }
  [[nodiscard]] auto is_established() const -> bool {
    return client.is_at(Progress::established) && server.is_at(Progress::established);
  }
};

/// The types of the records in a stream: "hs hs ccs app alert".
inline auto records(ByteView stream) -> std::string {
  std::string text;
  for (std::size_t at = 0; at + 5 <= stream.size();) {
    auto const type = std::to_integer<int>(stream[at]);
    auto const length =
        std::to_integer<std::size_t>(stream[at + 3]) * 256 + std::to_integer<std::size_t>(stream[at + 4]);
    text += (text.empty() ? "" : " ") + std::string{type == 20   ? "ccs"
                                                    : type == 21 ? "alert"
                                                    : type == 22 ? "hs"
                                                    : type == 23 ? "app"
                                                                 : "?"};
    at += 5 + length;
  }
  return text;
}

/// Sends a text through an established pair and returns what arrives.
inline auto converse(Peer& from, Peer& to, std::string_view text) -> std::string {
  auto rest = vidimus::bytes_of(text);
  while (!rest.empty()) {
    auto const taken = from.session.seal(rest);
    REQUIRE(taken);
    rest = rest.subspan(*taken);
  }
  from.collect();
  carry(from, to);
  std::string arrived;
  Buffer part(1000);
  for (;;) {
    auto const opened = to.session.open(part);
    REQUIRE(opened);
    if (opened->octets == 0) return arrived;
    arrived += vidimus::text_of(ByteView{part}.first(opened->octets));
  }
}

inline auto name(ProtocolVersion version) -> std::string { return vidimus::name_of(version); }

}  // namespace engine_test
