// SPDX-License-Identifier: Apache-2.0
// What a TLS 1.3 record is on the wire (RFC 8446, 5.1, 5.2), and how long it may be.
//
//   struct {
//     ContentType opaque_type = application_data; /* 23 */
//     ProtocolVersion legacy_record_version = 0x0303;
//     uint16 length;
//     opaque encrypted_record[TLSCiphertext.length];
//   } TLSCiphertext;
#pragma once

#include <vidimus/core/bytes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace vidimus {

/// RFC 8446, B.1.
enum class ContentType : std::uint8_t { change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23 };

namespace detail {

inline constexpr std::size_t record_header_octets = 5, most_content_octets = 16384;
/// RFC 8446, 5.2: of a sealed record without its header.
inline constexpr std::size_t most_sealed_octets = most_content_octets + 256;
inline constexpr std::size_t most_record_octets = record_header_octets + most_sealed_octets;

using RecordHeader = std::array<std::byte, record_header_octets>;

[[nodiscard]] constexpr auto record_header(ContentType type, std::size_t length) -> RecordHeader {
  return {static_cast<std::byte>(type), std::byte{0x03}, std::byte{0x03}, static_cast<std::byte>(length >> 8),
          static_cast<std::byte>(length)};
}

/// The length that a whole header announces.
[[nodiscard]] constexpr auto announced_octets(ByteView header) -> std::size_t {
  return std::to_integer<std::size_t>(header[3]) << 8U | std::to_integer<std::size_t>(header[4]);
}

}  // namespace detail

}  // namespace vidimus
