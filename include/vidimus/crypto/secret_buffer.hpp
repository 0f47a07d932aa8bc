// SPDX-License-Identifier: Apache-2.0
// Bytes that are overwritten before their memory is given back: key files, passwords, traffic secrets.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <cstddef>
#include <span>
#include <utility>

namespace vidimus {

/// Overwrites bytes with zeros in a way that the optimiser may not leave out.
inline void wipe(std::span<std::byte> bytes) noexcept {
  for (auto& byte : bytes) static_cast<std::byte volatile&>(byte) = std::byte{0};
}

/// A fixed number of secret bytes. It moves and does not copy; a moved-from one is empty. It never grows, since growing
/// would leave the old bytes behind.
class SecretBuffer {
 public:
  SecretBuffer() = default;
  explicit SecretBuffer(std::size_t size) : bytes_(size) {}
  /// A copy of bytes that the caller still has to wipe.
  [[nodiscard]] static auto copy_of(ByteView bytes) -> SecretBuffer {
    SecretBuffer secret;
    secret.bytes_.assign(bytes.begin(), bytes.end());
    return secret;
  }
  /// Takes over a buffer with all that it holds.
  [[nodiscard]] static auto adopt(Buffer&& bytes) -> SecretBuffer {
    SecretBuffer secret;
    secret.bytes_ = std::move(bytes);
    return secret;
  }

  SecretBuffer(SecretBuffer&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}
  auto operator=(SecretBuffer&& other) noexcept -> SecretBuffer& {
    if (this != &other) {
      wipe(bytes_);
      bytes_ = std::exchange(other.bytes_, {});
    }
    return *this;
  }
  SecretBuffer(SecretBuffer const&) = delete;
  auto operator=(SecretBuffer const&) -> SecretBuffer& = delete;
  ~SecretBuffer() { wipe(bytes_); }

  [[nodiscard]] auto bytes() const -> ByteView { return bytes_; }
  [[nodiscard]] auto writable() -> std::span<std::byte> { return bytes_; }
  [[nodiscard]] auto size() const -> std::size_t { return bytes_.size(); }
  [[nodiscard]] auto is_empty() const -> bool { return bytes_.empty(); }

 private:
  Buffer bytes_;
};

}  // namespace vidimus
