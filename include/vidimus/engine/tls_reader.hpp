// SPDX-License-Identifier: Apache-2.0
// Reading TLS's presentation language (RFC 8446, 3): numbers and length-prefixed vectors. Never beyond the end; after
// the first lack everything it gives is empty and has_failed() says so.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vidimus::engine::detail {

class TlsReader {
 public:
  explicit constexpr TlsReader(ByteView bytes) : rest_{bytes} {}

  [[nodiscard]] constexpr auto has_failed() const -> bool { return failed_; }
  [[nodiscard]] constexpr auto is_at_end() const -> bool { return rest_.empty(); }

  constexpr auto take(std::size_t count) -> ByteView {
    if (count > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    auto const taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  /// Big endian; 0 where it is not there.
  constexpr auto number(std::size_t octets) -> std::uint32_t {
    std::uint32_t value = 0;
    for (auto const byte : take(octets)) value = value << 8 | std::to_integer<std::uint32_t>(byte);
    return value;
  }
  constexpr auto u8() -> std::uint8_t { return static_cast<std::uint8_t>(number(1)); }
  constexpr auto u16() -> std::uint16_t { return static_cast<std::uint16_t>(number(2)); }
  /// opaque<…> with a length of that many octets.
  constexpr auto vector(std::size_t length_octets) -> ByteView { return take(number(length_octets)); }
  /// uint16<…>.
  auto numbers(std::size_t length_octets) -> std::vector<std::uint16_t> {
    TlsReader list{vector(length_octets)};
    std::vector<std::uint16_t> values;
    while (!list.is_at_end()) values.push_back(list.u16());
    failed_ = failed_ || list.has_failed();
    return values;
  }

 private:
  ByteView rest_;
  bool failed_ = false;
};

}  // namespace vidimus::engine::detail
