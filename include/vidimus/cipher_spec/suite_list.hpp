// SPDX-License-Identifier: Apache-2.0
// The suites that a CipherSpec admits, best first and each once: TLS 1.3 before TLS 1.2, whatever the order they were named
// in, since a handshake settles the protocol version before the suite. No heap, so the compiler can make one.
#pragma once

#include <vidimus/cipher_spec/table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vidimus::detail {

class SuiteList {
 public:
  /// Adds a suite behind those of its protocol version; one that is there already stays where it is.
  constexpr void add(CipherSuite const& suite) {
    if (contains(suite.code_point)) return;
    bool const is_tls13 = suite.protocol_version == ProtocolVersion::tls13;
    std::size_t const position = is_tls13 ? tls13_size_ : size_;
    for (std::size_t i = size_; i != position; --i) code_points_[i] = code_points_[i - 1];
    code_points_[position] = suite.code_point;
    ++size_;
    if (is_tls13) ++tls13_size_;
  }

  [[nodiscard]] constexpr auto suites() const -> std::span<std::uint16_t const> { return {code_points_.data(), size_}; }
  [[nodiscard]] constexpr auto contains(std::uint16_t code_point) const -> bool {
    return std::ranges::find(suites(), code_point) != suites().end();
  }
  /// The lowest and the highest protocol version of the suites in it.
  [[nodiscard]] constexpr auto minimum() const -> ProtocolVersion {
    return tls13_size_ == size_ ? ProtocolVersion::tls13 : ProtocolVersion::tls12;
  }
  [[nodiscard]] constexpr auto maximum() const -> ProtocolVersion {
    return tls13_size_ == 0 ? ProtocolVersion::tls12 : ProtocolVersion::tls13;
  }

 private:
  std::array<std::uint16_t, cipher_suites.size()> code_points_{};
  std::size_t size_ = 0;
  std::size_t tls13_size_ = 0;
};

/// The groups for the key exchange: P-256, X25519, P-384 (IANA "TLS Supported Groups"). All are in MQ's key exchange, and
/// no finite-field group is.
inline constexpr std::array<std::uint16_t, 3> ecdhe_groups{0x0017, 0x001D, 0x0018};

}  // namespace vidimus::detail
