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

/// The same view, put together from its words: GCC 12 copies a view as one vector of two words, for which the processor
/// waits until two words that were just written have reached the cache.
[[nodiscard, gnu::always_inline]] constexpr auto by_words(ByteView view) -> ByteView {
  return {view.data(), view.size()};
}

/// Reads elements one after another from bytes that somebody else owns and keeps as long as what was read.
class Reader {
 public:
  constexpr Reader() = default;
  /// `base_offset` is where `bytes` starts in the outermost encoding: errors count from there.
  constexpr explicit Reader(ByteView bytes, std::size_t base_offset = 0)
      : next_{bytes.data()}, end_{bytes.data() + bytes.size()}, end_offset_{base_offset + bytes.size()} {}
  /// Of the elements inside a constructed one.
  constexpr explicit Reader(Element const& outer) : Reader{outer.contents, outer.contents_offset()} {}

  [[nodiscard]] constexpr auto is_at_end() const -> bool { return next_ == end_; }
  /// Of the next octet, from the start of the outermost encoding.
  [[nodiscard]] constexpr auto offset() const -> std::size_t { return end_offset_ - size(); }
  [[nodiscard]] constexpr auto rest() const -> ByteView { return {next_, size()}; }
  /// The next element's identifier; empty at the end.
  [[nodiscard]] constexpr auto peek_tag() const -> std::optional<Tag> {
    if (is_at_end()) return std::nullopt;
    return next_tag();
  }
  [[nodiscard]] constexpr auto is_next(Tag tag) const -> bool { return !is_at_end() && next_tag() == tag; }

  /// The next element, whatever its type.
  [[nodiscard, gnu::always_inline]] constexpr auto read_any() -> DerResult<Element>;
  /// The next element, which must have this identifier.
  [[nodiscard, gnu::always_inline]] constexpr auto read(Tag tag) -> DerResult<Element>;
  /// The next element if it has this identifier.
  [[nodiscard]] constexpr auto read_optional(Tag tag) -> DerResult<std::optional<Element>>;
  /// A reader of the elements inside the next element, which must have this identifier.
  [[nodiscard, gnu::always_inline]] constexpr auto read_nested(Tag tag) -> DerResult<Reader>;
  /// As `read_nested`, and at least one element is required: SIZE (1..MAX).
  [[nodiscard, gnu::always_inline]] constexpr auto read_nested_non_empty(Tag tag) -> DerResult<Reader>;
  /// That nothing follows.
  [[nodiscard, gnu::always_inline]] constexpr auto finish() const -> DerResult<void>;

 private:
  struct Header {
    std::size_t octets;  // of identifier and length
    std::size_t length;  // of the contents
  };
  [[nodiscard]] constexpr auto size() const -> std::size_t { return static_cast<std::size_t>(end_ - next_); }
  [[nodiscard]] constexpr auto next_tag() const -> Tag { return static_cast<Tag>(*next_); }
  [[nodiscard, gnu::always_inline]] constexpr auto is_short() const -> bool;
  [[nodiscard, gnu::always_inline]] constexpr auto take(Header header) -> Element;
  [[nodiscard]] constexpr auto read_header() const -> DerResult<Header>;
  [[nodiscard]] constexpr auto read_long_length(std::size_t count) const -> DerResult<Header>;

  // Reading on changes one word, which matters: this is what a certificate is read with.
  std::byte const* next_ = nullptr;
  std::byte const* end_ = nullptr;
  std::size_t end_offset_ = 0;
};

/// The one element that `bytes` must be, nothing following.
[[nodiscard, gnu::always_inline]] constexpr auto read_only(ByteView bytes, Tag tag, std::size_t base_offset = 0)
    -> DerResult<Element>;
/// As `read_only`, for the elements inside.
[[nodiscard, gnu::always_inline]] constexpr auto read_only_nested(ByteView bytes, Tag tag, std::size_t base_offset = 0)
    -> DerResult<Reader>;

/// The next element, which must have this identifier, as the value that `decode` makes of it.
template <class Decode>
[[nodiscard, gnu::always_inline]] constexpr auto read_as(Reader& reader, Tag tag, Decode decode)
    -> decltype(decode(std::declval<Element>())) {
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  return decode(*element);
}

namespace detail {

/// X.690, 8.1.2, 10.2 and 11.1: of the universal types only EXTERNAL, EMBEDDED PDV, SEQUENCE, SET and CHARACTER STRING
/// are constructed in DER; number 0 is the end-of-contents mark of BER.
[[nodiscard]] constexpr auto has_der_form(Tag tag) -> bool {
  constexpr unsigned constructed = 1U << 8 | 1U << 11 | 1U << 16 | 1U << 17 | 1U << 29;
  if (!is_universal(tag)) return true;
  return number_of(tag) != 0 && ((constructed >> number_of(tag) & 1U) != 0) == is_constructed(tag);
}

}  // namespace detail

constexpr auto Reader::read_long_length(std::size_t count) const -> DerResult<Header> {
  if (count == 0) return refuse(Errc::der_indefinite_length, offset());
  if (count > 4) return refuse(Errc::der_length_too_large, offset());
  if (size() < 2 + count) return refuse(Errc::der_truncated, offset());
  std::size_t length = 0;
  for (auto const octet : rest().subspan(2, count)) length = length << 8U | std::to_integer<std::size_t>(octet);
  bool const fits_shorter = length < 0x80 || next_[2] == std::byte{0};
  if (fits_shorter) return refuse(Errc::der_non_minimal_length, offset());
  return Header{2 + count, length};
}

constexpr auto Reader::read_header() const -> DerResult<Header> {
  if (size() < 2) return refuse(Errc::der_truncated, offset());
  if (number_of(next_tag()) == 0x1f) return refuse(Errc::der_long_tag, offset());
  if (!detail::has_der_form(next_tag())) return refuse(Errc::der_unexpected_tag, offset());
  auto const first = std::to_integer<std::size_t>(next_[1]);
  auto const header = first < 0x80 ? DerResult<Header>{Header{2, first}} : read_long_length(first & 0x7fU);
  if (header && size() - (*header).octets < (*header).length) return refuse(Errc::der_truncated, offset());
  return header;
}

/// Nearly every element: well-formed and shorter than 128 octets. The compiler puts this case in its place.
constexpr auto Reader::is_short() const -> bool {
  if (size() < 2) return false;
  auto const length = std::to_integer<std::size_t>(next_[1]);
  return length < 0x80 && length <= size() - 2 && number_of(next_tag()) != 0x1f && detail::has_der_form(next_tag());
}

constexpr auto Reader::take(Header header) -> Element {
  auto const* const first = next_;
  auto const start = offset();
  next_ += header.octets + header.length;
  return {
      static_cast<Tag>(*first), {first + header.octets, header.length}, {first, header.octets + header.length}, start};
}

// Both cases meet in two numbers: so the element itself need not be put into memory.
constexpr auto Reader::read_any() -> DerResult<Element> {
  std::size_t octets = 2, length = 0;
  if (is_short()) {
    length = std::to_integer<std::size_t>(next_[1]);
  } else {
    auto const header = read_header();
    if (!header) return refuse(header.error());
    octets = (*header).octets;
    length = (*header).length;
  }
  return take({octets, length});
}

constexpr auto Reader::read(Tag tag) -> DerResult<Element> {
  if (is_next(tag)) return read_any();
  if (is_at_end()) return refuse(Errc::der_truncated, offset());
  return refuse(number_of(next_tag()) == 0x1f ? Errc::der_long_tag : Errc::der_unexpected_tag, offset());
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
  auto const element = read(tag);
  if (!element) return refuse(element.error());
  if ((*element).contents.empty()) return refuse(Errc::der_empty, (*element).offset);
  return Reader{*element};
}

constexpr auto Reader::finish() const -> DerResult<void> {
  if (!is_at_end()) return refuse(Errc::der_trailing_data, offset());
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
