// SPDX-License-Identifier: Apache-2.0
// Object identifiers (X.690, 8.19), compared as the octets that they are encoded in. Constants are written in dotted form
// and encoded by the compiler: `inline constexpr auto sha256 = der::make_oid<"2.16.840.1.101.3.4.2.1">();`
#pragma once

#include <vidimus/core/fixed_string.hpp>
#include <vidimus/der/reader.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vidimus::der {

/// A view of an object identifier's contents octets. From `read_oid` they are well-formed.
class Oid {
 public:
  constexpr Oid() = default;
  constexpr explicit Oid(ByteView contents) : contents_{contents} {}

  [[nodiscard]] constexpr auto contents() const -> ByteView { return contents_; }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return contents_.empty(); }
  /// Dotted decimal; an arc beyond 64 bits, which nobody has assigned, is written `?`. At most 128 arcs, then `…`.
  [[nodiscard]] auto to_text() const -> std::string;

  /// From the last octet on, where most differ; they are too short to call somebody for.
  [[gnu::always_inline]] friend constexpr auto operator==(Oid a, Oid b) -> bool {
    auto left = a.contents_.size();
    if (left != b.contents_.size()) return false;
    while (left != 0 && a.contents_[left - 1] == b.contents_[left - 1]) --left;
    return left == 0;
  }

 private:
  ByteView contents_;
};

/// OBJECT IDENTIFIER. Errors: `der_bad_oid` if it is empty, ends within an arc or an arc has a leading zero octet.
[[nodiscard, gnu::always_inline]] constexpr auto to_oid(Element const& element) -> DerResult<Oid> {
  bool starts = true;
  for (auto const octet : element.contents) {
    if (starts && octet == std::byte{0x80}) return refuse(Errc::der_bad_oid, element.offset);
    starts = (octet & std::byte{0x80}) == std::byte{0};
  }
  if (!starts || element.contents.empty()) return refuse(Errc::der_bad_oid, element.offset);
  return Oid{by_words(element.contents)};
}
[[nodiscard, gnu::always_inline]] constexpr auto read_oid(Reader& reader, Tag tag = Tag::object_identifier)
    -> DerResult<Oid> {
  return read_as(reader, tag, to_oid);
}

namespace detail {

struct OidEncoder {
  std::array<std::byte, 64> octets{};
  std::size_t size = 0;

  constexpr void put(std::uint64_t arc) {
    unsigned groups = 1;
    while (groups < 10 && (arc >> (7 * groups)) != 0) ++groups;
    for (; groups != 0; --groups) {
      auto const low = arc >> (7 * (groups - 1)) & 0x7fU;
      octets[size++] = static_cast<std::byte>(low | (groups == 1 ? 0U : 0x80U));
    }
  }
};

// Neither constexpr nor defined: calling it ends a constant evaluation, and its name is in the compiler's message.
void an_object_identifier_is_written_in_digits_and_dots();

/// Takes the number before the next dot, and the dot.
consteval auto take_arc(std::string_view& dotted) -> std::uint64_t {
  std::uint64_t arc = 0;
  if (dotted.empty() || dotted.front() == '.') an_object_identifier_is_written_in_digits_and_dots();
  for (; !dotted.empty() && dotted.front() != '.'; dotted.remove_prefix(1)) {
    if (dotted.front() < '0' || dotted.front() > '9') an_object_identifier_is_written_in_digits_and_dots();
    arc = arc * 10 + static_cast<std::uint64_t>(dotted.front() - '0');
  }
  if (!dotted.empty()) dotted.remove_prefix(1);
  return arc;
}

consteval auto encode_oid(std::string_view dotted) -> OidEncoder {
  OidEncoder encoder;
  auto const root = take_arc(dotted);
  encoder.put(root * 40 + take_arc(dotted));
  while (!dotted.empty()) encoder.put(take_arc(dotted));
  return encoder;
}

template <FixedString Dotted>
struct OidConstant {
  static constexpr auto octets = [] {
    constexpr auto encoded = encode_oid(Dotted.view());
    std::array<std::byte, encoded.size> exact{};
    for (std::size_t i = 0; i != exact.size(); ++i) exact[i] = encoded.octets[i];
    return exact;
  }();
};

}  // namespace detail

/// An object identifier from its dotted form, encoded by the compiler.
template <FixedString Dotted>
[[nodiscard]] consteval auto make_oid() -> Oid {
  return Oid{ByteView{detail::OidConstant<Dotted>::octets}};
}

inline auto Oid::to_text() const -> std::string {
  std::string text;
  std::uint64_t arc = 0;
  std::size_t arcs = 0;
  bool overflowed = false;
  for (auto const octet : contents_) {
    overflowed = overflowed || arc >> 57U != 0;
    arc = arc << 7U | std::to_integer<std::uint64_t>(octet & std::byte{0x7f});
    if ((octet & std::byte{0x80}) != std::byte{0}) continue;
    if (++arcs > 128) return text + ".…";
    auto const root = arcs != 1 || overflowed ? 0 : arc < 80 ? arc / 40 : 2;
    if (arcs == 1) text = std::to_string(overflowed ? 2 : root);
    text += '.';
    text += overflowed ? std::string{"?"} : std::to_string(arc - root * 40);
    arc = 0;
    overflowed = false;
  }
  return text;
}

}  // namespace vidimus::der
