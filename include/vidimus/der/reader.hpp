// SPDX-License-Identifier: Apache-2.0
// A strict reader of DER (X.690) over bytes that somebody else owns. It copies nothing, allocates nothing, never reads past
// its view and works in constant expressions.
//
// What is guaranteed of every element that it returns: one identifier octet, a definite length in its shortest form, all
// contents present, and the form (primitive or constructed) that DER requires of a universal type. What an element
// contains is the business of the functions that read values: `read_boolean`, `read_integer`, …
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/error.hpp>
#include <vidimus/der/tag.hpp>

#include <cstddef>
#include <optional>
#include <utility>

namespace vidimus::der {

/// One element: identifier, length, contents. The views are good as long as the bytes that were read.
struct Element {
  Tag tag;
  ByteView contents;
  ByteView full;       ///< identifier and length too
  std::size_t offset;  ///< of `full`, from the start of the outermost encoding

  [[nodiscard]] constexpr auto contents_offset() const -> std::size_t {
    return offset + (full.size() - contents.size());
  }
};

class Reader {
 public:
  constexpr Reader() = default;
  /// `base_offset` is where `bytes` starts in the outermost encoding: errors count from there.
  constexpr explicit Reader(ByteView bytes, std::size_t base_offset = 0) : rest_{bytes}, offset_{base_offset} {}
  /// Of the elements inside a constructed one.
  constexpr explicit Reader(Element const& outer) : Reader{outer.contents, outer.contents_offset()} {}

  [[nodiscard]] constexpr auto is_at_end() const -> bool { return rest_.empty(); }
  /// Of the next octet, from the start of the outermost encoding.
  [[nodiscard]] constexpr auto offset() const -> std::size_t { return offset_; }
  [[nodiscard]] constexpr auto rest() const -> ByteView { return rest_; }
  /// The next element's identifier; empty at the end.
  [[nodiscard]] constexpr auto peek_tag() const -> std::optional<Tag> {
    if (rest_.empty()) return std::nullopt;
    return static_cast<Tag>(rest_.front());
  }
  [[nodiscard]] constexpr auto is_next(Tag tag) const -> bool { return peek_tag() == tag; }

  /// The next element, whatever its type.
  [[nodiscard]] constexpr auto read_any() -> DerResult<Element>;
  /// The next element, which must have this identifier.
  [[nodiscard]] constexpr auto read(Tag tag) -> DerResult<Element>;
  /// The next element if it has this identifier.
  [[nodiscard]] constexpr auto read_optional(Tag tag) -> DerResult<std::optional<Element>>;
  /// A reader of the elements inside the next element, which must have this identifier.
  [[nodiscard]] constexpr auto read_nested(Tag tag) -> DerResult<Reader>;
  /// As `read_nested`, and at least one element is required: SIZE (1..MAX).
  [[nodiscard]] constexpr auto read_nested_non_empty(Tag tag) -> DerResult<Reader>;
  /// That nothing follows.
  [[nodiscard]] constexpr auto finish() const -> DerResult<void>;

 private:
  struct Header {
    std::size_t octets;  // of identifier and length
    std::size_t length;  // of the contents
  };
  [[nodiscard]] constexpr auto read_header() const -> DerResult<Header>;
  [[nodiscard]] constexpr auto read_long_length(std::size_t count) const -> DerResult<Header>;

  ByteView rest_;
  std::size_t offset_ = 0;
};

/// The one element that `bytes` must be, nothing following.
[[nodiscard]] constexpr auto read_only(ByteView bytes, Tag tag, std::size_t base_offset = 0) -> DerResult<Element>;
/// As `read_only`, for the elements inside.
[[nodiscard]] constexpr auto read_only_nested(ByteView bytes, Tag tag, std::size_t base_offset = 0)
    -> DerResult<Reader>;

/// The next element, which must have this identifier, as the value that `decode` makes of it.
template <class Decode>
[[nodiscard]] constexpr auto read_as(Reader& reader, Tag tag, Decode decode)
    -> decltype(decode(std::declval<Element>())) {
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  return decode(*element);
}

namespace detail {

/// X.690, 8.1.2, 10.2 and 11.1: of the universal types only EXTERNAL, EMBEDDED PDV, SEQUENCE, SET and CHARACTER STRING
/// are constructed in DER; number 0 is the end-of-contents mark of BER.
[[nodiscard]] constexpr auto has_der_form(Tag tag) -> bool {
  if (!is_universal(tag)) return true;
  auto const number = number_of(tag);
  bool const constructed = number == 8 || number == 11 || number == 16 || number == 17 || number == 29;
  return number != 0 && constructed == is_constructed(tag);
}

}  // namespace detail

constexpr auto Reader::read_long_length(std::size_t count) const -> DerResult<Header> {
  if (count == 0) return refuse(Errc::der_indefinite_length, offset_);
  if (count > 4) return refuse(Errc::der_length_too_large, offset_);
  if (rest_.size() < 2 + count) return refuse(Errc::der_truncated, offset_);
  std::size_t length = 0;
  for (auto const octet : rest_.subspan(2, count)) length = length << 8U | std::to_integer<std::size_t>(octet);
  bool const fits_shorter = length < 0x80 || rest_[2] == std::byte{0};
  if (fits_shorter) return refuse(Errc::der_non_minimal_length, offset_);
  return Header{2 + count, length};
}

constexpr auto Reader::read_header() const -> DerResult<Header> {
  if (rest_.size() < 2) return refuse(Errc::der_truncated, offset_);
  auto const tag = static_cast<Tag>(rest_[0]);
  if (number_of(tag) == 0x1f) return refuse(Errc::der_long_tag, offset_);
  if (!detail::has_der_form(tag)) return refuse(Errc::der_unexpected_tag, offset_);
  auto const first = std::to_integer<std::size_t>(rest_[1]);
  return first < 0x80 ? DerResult<Header>{Header{2, first}} : read_long_length(first & 0x7fU);
}

constexpr auto Reader::read_any() -> DerResult<Element> {
  auto const header = read_header();
  if (!header) return refuse(header.error());
  auto const [octets, length] = *header;
  if (rest_.size() - octets < length) return refuse(Errc::der_truncated, offset_);
  auto const size = octets + length;
  Element const element{static_cast<Tag>(rest_[0]), rest_.subspan(octets, length), rest_.first(size), offset_};
  rest_ = rest_.subspan(size);
  offset_ += size;
  return element;
}

constexpr auto Reader::read(Tag tag) -> DerResult<Element> {
  if (!is_at_end() && !is_next(tag)) {
    bool const is_long = number_of(*peek_tag()) == 0x1f;
    return refuse(is_long ? Errc::der_long_tag : Errc::der_unexpected_tag, offset_);
  }
  return read_any();
}

constexpr auto Reader::read_optional(Tag tag) -> DerResult<std::optional<Element>> {
  if (!is_next(tag)) return std::optional<Element>{};
  auto const element = read_any();
  if (!element) return refuse(element.error());
  return std::optional<Element>{*element};
}

constexpr auto Reader::read_nested(Tag tag) -> DerResult<Reader> {
  auto const element = read(tag);
  if (!element) return refuse(element.error());
  return Reader{*element};
}

constexpr auto Reader::read_nested_non_empty(Tag tag) -> DerResult<Reader> {
  auto const start = offset_;
  auto const nested = read_nested(tag);
  if (nested && (*nested).is_at_end()) return refuse(Errc::der_empty, start);
  return nested;
}

constexpr auto Reader::finish() const -> DerResult<void> {
  if (!is_at_end()) return refuse(Errc::der_trailing_data, offset_);
  return {};
}

constexpr auto read_only(ByteView bytes, Tag tag, std::size_t base_offset) -> DerResult<Element> {
  Reader reader{bytes, base_offset};
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  if (auto const end = reader.finish(); !end) return refuse(end.error());
  return *element;
}

constexpr auto read_only_nested(ByteView bytes, Tag tag, std::size_t base_offset) -> DerResult<Reader> {
  auto const element = read_only(bytes, tag, base_offset);
  if (!element) return refuse(element.error());
  return Reader{*element};
}

}  // namespace vidimus::der
