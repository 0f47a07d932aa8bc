// SPDX-License-Identifier: Apache-2.0
// The serial number of a CRL entry that has been read before, found again from where the entry stands. Checks nothing.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <cstddef>

namespace vidimus::detail {

struct EntrySerials {
  ByteView der;

  [[nodiscard]] auto operator()(std::size_t offset) const -> ByteView {
    auto const serial = header_after(offset).begin;
    auto const header = header_after(serial);
    return der.subspan(header.begin, header.length);
  }

 private:
  struct Header {
    std::size_t begin, length;  // of the contents
  };
  [[nodiscard]] auto header_after(std::size_t offset) const -> Header {
    auto length = std::to_integer<std::size_t>(der[offset + 1]);
    if (length < 0x80) return {offset + 2, length};
    auto const octets = length & 0x7fU;
    length = 0;
    for (std::size_t i = 0; i != octets; ++i) length = length << 8U | std::to_integer<std::size_t>(der[offset + 2 + i]);
    return {offset + 2 + octets, length};
  }
};

}  // namespace vidimus::detail
