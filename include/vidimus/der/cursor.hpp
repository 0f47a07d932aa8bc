// SPDX-License-Identifier: Apache-2.0
// A second walk over DER that the strict reader has accepted. What it judged is not judged again, which makes this one quick;
// over other octets it sees what they say, never beyond its view, and ends where an element would.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/tag.hpp>

#include <cstddef>

namespace vidimus::der {

class Cursor {
 public:
  /// Where there is no element `full` is empty.
  struct Element {
    Tag tag{};
    ByteView contents;
    ByteView full;  ///< identifier and length too
  };

  constexpr Cursor() = default;
  constexpr explicit Cursor(ByteView elements) : next_{elements.data()}, end_{elements.data() + elements.size()} {}

  [[nodiscard]] constexpr auto is_at_end() const -> bool { return next_ == end_; }
  /// The next element. There is none at the end and where the octets are too few for one: that is the end, too.
  [[gnu::always_inline]] constexpr auto take_any() -> Element;
  /// The next element, if it has this identifier. If not, this is the end.
  [[gnu::always_inline]] constexpr auto take(Tag tag) -> Element {
    if (is_at_end() || static_cast<Tag>(*next_) != tag) return finish();
    return take_any();
  }

 private:
  struct Header {
    std::size_t octets;  // of identifier and length
    std::size_t length;  // of the contents
  };
  static constexpr std::size_t never = ~std::size_t{0};  // more than any view has

  [[nodiscard]] constexpr auto size() const -> std::size_t { return static_cast<std::size_t>(end_ - next_); }
  constexpr auto finish() -> Element { return next_ = end_, Element{}; }
  [[nodiscard, gnu::cold]] static constexpr auto long_header(std::byte const* first, std::size_t size) -> Header;

  std::byte const* next_ = nullptr;
  std::byte const* end_ = nullptr;
};

// Nearly every element is shorter than 128 octets.
constexpr auto Cursor::take_any() -> Element {
  if (size() < 2) return finish();
  auto const* const first = next_;
  auto header = Header{2, std::to_integer<std::size_t>(first[1])};
  if (header.length >= 0x80) header = long_header(first, size());
  if (size() - header.octets < header.length) return finish();
  next_ += header.octets + header.length;
  return {static_cast<Tag>(*first), {first + header.octets, header.length}, {first, header.octets + header.length}};
}

// X.690, 8.1.3.5: the first octet counts those of the length.
constexpr auto Cursor::long_header(std::byte const* first, std::size_t size) -> Header {
  auto const count = std::to_integer<std::size_t>(first[1] & std::byte{0x7f});
  if (count > 4 || size < 2 + count) return {2, never};
  std::size_t length = 0;
  for (auto const octet : ByteView{first + 2, count}) length = length << 8U | std::to_integer<std::size_t>(octet);
  return {2 + count, length};
}

}  // namespace vidimus::der
