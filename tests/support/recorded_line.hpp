// SPDX-License-Identifier: Apache-2.0
// What two ends said to each other, as a packet capture of TCP over IPv4 that nobody had to be root for: a transport that
// notes every octet, and a pcap file of them with headers made up.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/transport/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace vidimus_test {

struct Said {
  vidimus::End by;
  vidimus::Buffer octets;
};
using RecordedLine = std::vector<Said>;

/// One end's transport; what it reads, the other end has said.
template <vidimus::Transport T>
class RecordingTransport {
 public:
  RecordingTransport(T inner, vidimus::End own, std::shared_ptr<RecordedLine> line)
      : inner_{std::move(inner)}, own_{own}, line_{std::move(line)} {}

  auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
    return noted(other(own_), bytes, inner_.read_some(bytes, error));
  }
  auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
    return noted(own_, bytes, inner_.write_some(bytes, error));
  }

 private:
  auto noted(vidimus::End by, vidimus::ByteView bytes, std::size_t count) -> std::size_t {
    if (count != 0) line_->push_back({by, {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)}});
    return count;
  }

  T inner_;
  vidimus::End own_;
  std::shared_ptr<RecordedLine> line_;
};

/// A connection from 192.0.2.1 to 192.0.2.2, as a pcap file of raw IPv4 packets (link type 101), without checksums.
class Capture {
 public:
  static constexpr std::uint16_t server_port = 1414;

  [[nodiscard]] static auto of(RecordedLine const& line) -> std::string {
    Capture capture;
    capture.open();
    for (auto const& said : line)
      for (auto rest = vidimus::ByteView{said.octets}; !rest.empty();) {
        auto const part = rest.first(std::min<std::size_t>(rest.size(), 1448));
        capture.packet(said.by, acknowledge | push, part);
        rest = rest.subspan(part.size());
      }
    return std::move(capture.file_);
  }

 private:
  static constexpr std::uint8_t synchronize = 0x02, push = 0x08, acknowledge = 0x10;

  Capture() {
    for (auto const field : {0xA1B2C3D4U, 0x00040002U, 0U, 0U, 65535U, 101U}) little(field);
  }
  void open() {
    packet(vidimus::End::client, synchronize, {});
    ++sent_[0];
    packet(vidimus::End::server, synchronize | acknowledge, {});
    ++sent_[1];
    packet(vidimus::End::client, acknowledge, {});
  }
  void packet(vidimus::End by, std::uint8_t flags, vidimus::ByteView payload) {
    bool const is_client = by == vidimus::End::client;
    auto const size = static_cast<std::uint32_t>(40 + payload.size());
    little(1'700'000'000);
    for (auto const field : {microseconds_ += 100, size, size}) little(field);
    for (auto const word : {0x45000000U | size, 0x00004000U, 0x40060000U}) big(word);
    big(is_client ? 0xC0000201U : 0xC0000202U);
    big(is_client ? 0xC0000202U : 0xC0000201U);
    std::uint32_t const client_port = 40'000, ports = client_port << 16U | server_port;
    big(is_client ? ports : ports << 16U | ports >> 16U);
    big(sent_[is_client ? 0 : 1]);
    big((flags & acknowledge) != 0 ? sent_[is_client ? 1 : 0] : 0);
    big(0x50000000U | std::uint32_t{flags} << 16U | 0xFFFFU);
    big(0);
    for (auto const octet : payload) file_ += static_cast<char>(octet);
    sent_[is_client ? 0 : 1] += static_cast<std::uint32_t>(payload.size());
  }
  void little(std::uint32_t field) {
    for (unsigned shift = 0; shift != 32; shift += 8) file_ += static_cast<char>(field >> shift & 0xFFU);
  }
  void big(std::uint32_t field) {
    for (unsigned shift = 32; shift != 0; shift -= 8) file_ += static_cast<char>(field >> (shift - 8) & 0xFFU);
  }

  std::string file_;
  std::uint32_t sent_[2]{1000, 2000};
  std::uint32_t microseconds_ = 0;
};

}  // namespace vidimus_test
