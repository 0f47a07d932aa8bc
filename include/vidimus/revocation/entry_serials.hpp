// SPDX-License-Identifier: Apache-2.0
// The serial number of a CRL entry that has been read before, found again from where the entry stands. Where the octets are
// no longer what they were, it is some octets of them or none.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <cstddef>

namespace vidimus::detail {

struct EntrySerials {
  ByteView der;

  [[nodiscard]] auto operator()(std::size_t offset) const -> ByteView {
    auto const serial = header_at(header_at(offset).begin);
    if (serial.begin > der.size() || serial.length > der.size() - serial.begin) return {};
    return {der.data() + serial.begin, serial.length};
  }

 private:
  struct Header {
    std::size_t begin, length;  // of the contents
  };
  [[nodiscard]] auto header_at(std::size_t offset) const -> Header {
    if (der.size() < 2 || offset > der.size() - 2) return {der.size(), 0};
    auto const length = std::to_integer<std::size_t>(der[offset + 1]);
    return length < 0x80 ? Header{offset + 2, length} : long_header_at(offset, length & 0x7fU);
  }
  [[nodiscard]] auto long_header_at(std::size_t offset, std::size_t octets) const -> Header {
    if (octets > 4 || octets > der.size() - offset - 2) return {der.size(), 0};
    std::size_t length = 0;
    for (std::size_t i = 0; i != octets; ++i) length = length << 8U | std::to_integer<std::size_t>(der[offset + 2 + i]);
    return {offset + 2 + octets, length};
  }
};

}  // namespace vidimus::detail
