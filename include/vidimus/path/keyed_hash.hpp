// SPDX-License-Identifier: Apache-2.0
// SipHash-1-3 (Aumasson and Bernstein, 2012): a short keyed hash. Without the key nobody can choose octets that fall
// together, so nobody can choose what is forgotten for whom.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace vidimus::detail {

class KeyedHash {
 public:
  using Key = std::array<std::uint64_t, 2>;

  explicit constexpr KeyedHash(Key const& key)
      : v_{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU, key[0] ^ 0x6c7967656e657261U,
           key[1] ^ 0x7465646279746573U} {}

  /// The last octet of the last word of a message is its length, modulo 256.
  constexpr void add(std::uint64_t word) {
    v_[3] ^= word;
    round();
    v_[0] ^= word;
  }
  [[nodiscard]] constexpr auto finish() -> std::uint64_t {
    v_[2] ^= 0xffU;
    for (int i = 0; i != 3; ++i) round();
    return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
  }

 private:
  constexpr void half_round(std::size_t a, std::size_t b, int left) {
    v_[a] += v_[b];
    v_[b] = std::rotl(v_[b], left) ^ v_[a];
  }
  constexpr void round() {
    half_round(0, 1, 13);
    v_[0] = std::rotl(v_[0], 32);
    half_round(2, 3, 16);
    half_round(0, 3, 21);
    half_round(2, 1, 17);
    v_[2] = std::rotl(v_[2], 32);
  }

  std::array<std::uint64_t, 4> v_;
};

/// Up to eight octets as a number, the first the lowest.
[[nodiscard]] constexpr auto little_endian(ByteView octets) -> std::uint64_t {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i != octets.size(); ++i) word |= std::to_integer<std::uint64_t>(octets[i]) << (8 * i);
  return word;
}

/// SipHash-1-3 of `message`.
[[nodiscard]] constexpr auto keyed_hash(KeyedHash::Key const& key, ByteView message) -> std::uint64_t {
  KeyedHash hash{key};
  auto rest = message;
  for (; rest.size() >= 8; rest = rest.subspan(8)) hash.add(little_endian(rest.first(8)));
  hash.add(little_endian(rest) | std::uint64_t{message.size()} << 56U);
  return hash.finish();
}

}  // namespace vidimus::detail
