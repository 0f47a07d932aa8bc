// SPDX-License-Identifier: Apache-2.0
// Writing DER (X.690): as little as asking an OCSP responder needs. Values are written as they are given; the caller knows
// what their type wants.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/tag.hpp>

#include <cstddef>
#include <initializer_list>

namespace vidimus::der {

namespace detail {

/// In the shortest form (X.690, 10.1).
inline void append_length(Buffer& to, std::size_t length) {
  if (length < 0x80) return to.push_back(static_cast<std::byte>(length));
  unsigned octets = 0;
  while (octets != sizeof length && length >> (8 * octets) != 0) ++octets;
  to.push_back(static_cast<std::byte>(0x80U | octets));
  while (octets-- != 0) to.push_back(static_cast<std::byte>(length >> (8 * octets) & 0xffU));
}

}  // namespace detail

/// An element whose contents are these parts, one behind the other.
[[nodiscard]] inline auto write(Tag tag, std::initializer_list<ByteView> parts) -> Buffer {
  std::size_t length = 0;
  for (auto const part : parts) length += part.size();
  Buffer element;
  element.reserve(2 + sizeof length + length);
  element.push_back(static_cast<std::byte>(tag));
  detail::append_length(element, length);
  for (auto const part : parts) element.insert(element.end(), part.begin(), part.end());
  return element;
}

}  // namespace vidimus::der
