// SPDX-License-Identifier: Apache-2.0
// The algorithm that protects records (RFC 8446, 5.2; RFC 5116), as a choice in the type. One object holds one key in one
// direction and is used for one record after another, so it can keep whatever its library prepares.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vidimus {

/// RFC 8446, 5.3: twelve octets in each of its suites.
using RecordNonce = std::array<std::byte, 12>;

/// What one key is for.
enum class KeyDirection : unsigned char { sealing, opening };

/// What opening came to. `failed`: the library could not, which says nothing of the record.
enum class Authenticity : unsigned char { authentic, forged, failed };

/// * `A::make(suite, key, direction)`: the cipher suite by its code point, and a key of its length.
/// * `seal`: `body` ends with room for the tag; what stands before that is encrypted in place. False: the library failed.
/// * `open`: `body` ends with the tag; what stands before it is decrypted in place. Unless `authentic`, it is not plaintext.
///
/// `header` is authenticated and not encrypted. Neither allocates, where that can be helped. One thread at a time.
template <class A>
concept Aead = std::movable<A> && requires(A& aead, std::uint16_t suite, ByteView bytes, RecordNonce const& nonce,
                                           std::span<std::byte> body) {
  { A::make(suite, bytes, KeyDirection::sealing) } -> std::same_as<Result<A>>;
  { aead.seal(nonce, bytes, body) } -> std::same_as<bool>;
  { aead.open(nonce, bytes, body) } -> std::same_as<Authenticity>;
};

}  // namespace vidimus
