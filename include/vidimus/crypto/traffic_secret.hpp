// SPDX-License-Identifier: Apache-2.0
// A TLS 1.3 traffic secret (RFC 8446, 7.1), from which the keys of one direction of records are derived.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/crypto/secret_buffer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace vidimus {

/// As long as the hash of its cipher suite. Every copy is wiped when it ends, and when it is moved from.
class TrafficSecret {
 public:
  /// SHA-384's octets: the longest hash of TLS 1.3's suites.
  static constexpr std::size_t most_octets = 48;

  TrafficSecret() = default;
  /// `bytes` beyond `most_octets` give an empty secret: no suite has such a hash.
  TrafficSecret(std::uint16_t cipher_suite, ByteView bytes) noexcept : cipher_suite_{cipher_suite} {
    if (bytes.size() > most_octets) return;
    std::ranges::copy(bytes, bytes_.begin());
    size_ = bytes.size();
  }

  TrafficSecret(TrafficSecret const&) = default;
  auto operator=(TrafficSecret const&) -> TrafficSecret& = default;
  TrafficSecret(TrafficSecret&& other) noexcept : TrafficSecret{std::as_const(other)} { other.clear(); }
  auto operator=(TrafficSecret&& other) noexcept -> TrafficSecret& {
    if (this == &other) return *this;
    *this = std::as_const(other);
    other.clear();
    return *this;
  }
  ~TrafficSecret() { clear(); }

  [[nodiscard]] auto cipher_suite() const -> std::uint16_t { return cipher_suite_; }
  [[nodiscard]] auto bytes() const -> ByteView { return ByteView{bytes_}.first(size_); }
  [[nodiscard]] auto is_empty() const -> bool { return size_ == 0; }

  void clear() noexcept {
    wipe(bytes_);
    size_ = 0;
  }

 private:
  std::array<std::byte, most_octets> bytes_{};
  std::size_t size_ = 0;
  std::uint16_t cipher_suite_ = 0;
};

}  // namespace vidimus
