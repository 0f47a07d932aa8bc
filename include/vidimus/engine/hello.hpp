// SPDX-License-Identifier: Apache-2.0
// What the two Hellos say (RFC 8446, 4.1.2 and 4.1.3; RFC 5246, 7.4.1): for reports of what did not fit, and for the
// suite and group, which the TLS library tells nobody before the end of the handshake. Nothing here decides; the
// library does.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/engine/tls_reader.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vidimus::engine::detail {

struct ClientOffer {
  std::vector<std::uint16_t> versions{}, suites{}, groups{};
  std::vector<std::string> application_protocols{};
  std::string server_name{};
};

struct ServerChoice {
  std::uint16_t version = 0, suite = 0;
  std::uint16_t group = 0;  ///< 0: not said here
  bool is_retry = false;    ///< HelloRetryRequest: another ServerHello will come
};

/// Calls `visit(type, contents)` for each extension; false where they are malformed.
template <class Visit>
auto for_each_extension(ByteView extensions, Visit visit) -> bool {
  TlsReader list{extensions};
  while (!list.is_at_end()) {
    auto const type = list.u16();
    auto const contents = list.vector(2);
    if (list.has_failed()) return false;
    visit(type, TlsReader{contents});
  }
  return true;
}

inline auto host_name_of(TlsReader extension) -> std::string {
  TlsReader list{extension.vector(2)};
  if (list.u8() != 0) return {};  // host_name (RFC 6066, 3)
  return std::string{text_of(list.vector(2))};
}

inline auto protocols_of(TlsReader extension) -> std::vector<std::string> {
  TlsReader list{extension.vector(2)};
  std::vector<std::string> names;
  while (!list.is_at_end()) names.emplace_back(text_of(list.vector(1)));
  return names;
}

/// The body of a ClientHello; nothing where it is malformed.
[[nodiscard]] inline auto read_client_hello(ByteView body) -> std::optional<ClientOffer> {
  TlsReader reader{body};
  ClientOffer offer;
  auto const legacy_version = reader.u16();
  reader.take(32);
  reader.vector(1);
  offer.suites = reader.numbers(2);
  reader.vector(1);
  auto const extensions = reader.is_at_end() ? ByteView{} : reader.vector(2);
  bool const is_whole = for_each_extension(extensions, [&](std::uint16_t type, TlsReader contents) {
    if (type == 0) offer.server_name = host_name_of(contents);
    if (type == 10) offer.groups = contents.numbers(2);
    if (type == 16) offer.application_protocols = protocols_of(contents);
    if (type == 43) offer.versions = contents.numbers(1);
  });
  if (reader.has_failed() || !is_whole) return std::nullopt;
  if (offer.versions.empty()) offer.versions.push_back(legacy_version);
  return offer;
}

// RFC 8446, 4.1.3: SHA-256 of "HelloRetryRequest" in place of a random.
inline auto is_retry_request(ByteView random) -> bool {
  static constexpr std::array<unsigned char, 32> special{
      0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
      0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C};
  return std::ranges::equal(random, std::as_bytes(std::span{special}));
}

/// The body of a ServerHello; nothing where it is malformed.
[[nodiscard]] inline auto read_server_hello(ByteView body) -> std::optional<ServerChoice> {
  TlsReader reader{body};
  ServerChoice choice;
  choice.version = reader.u16();
  choice.is_retry = is_retry_request(reader.take(32));
  reader.vector(1);
  choice.suite = reader.u16();
  reader.u8();
  auto const extensions = reader.is_at_end() ? ByteView{} : reader.vector(2);
  bool const is_whole = for_each_extension(extensions, [&](std::uint16_t type, TlsReader contents) {
    if (type == 43) choice.version = contents.u16();
    if (type == 51) choice.group = contents.u16();
  });
  if (reader.has_failed() || !is_whole) return std::nullopt;
  return choice;
}

/// The named group of a TLS 1.2 ServerKeyExchange with ECDHE (RFC 8422, 5.4); 0: it has none.
[[nodiscard]] inline auto group_of_key_exchange(ByteView beginning) -> std::uint16_t {
  TlsReader reader{beginning};
  constexpr std::uint8_t named_curve = 3;
  return reader.u8() == named_curve ? reader.u16() : std::uint16_t{0};
}

}  // namespace vidimus::engine::detail
