// SPDX-License-Identifier: Apache-2.0
// A certificate's serial number (RFC 5280, 4.1.2.2): an INTEGER as it is encoded. Never converted to a machine integer,
// since it has up to 160 bits. CRLs of older CAs list negative ones, so the type holds them.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/values.hpp>

#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

namespace vidimus {

/// A view of an INTEGER's contents octets, in their shortest form.
class SerialNumber {
 public:
  constexpr SerialNumber() = default;
  constexpr explicit SerialNumber(ByteView contents) : contents_{contents} {}
  /// INTEGER, or another identifier that replaces it.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::integer)
      -> der::DerResult<SerialNumber> {
    auto const contents = der::read_integer(reader, tag);
    if (!contents) return der::refuse(contents.error());
    return SerialNumber{*contents};
  }

  /// Two's complement, most significant octet first.
  [[nodiscard]] constexpr auto contents() const -> ByteView { return contents_; }
  [[nodiscard]] constexpr auto is_negative() const -> bool { return der::is_negative(contents_); }
  [[nodiscard]] constexpr auto is_zero() const -> bool { return contents_.size() == 1 && contents_[0] == std::byte{0}; }
  /// The octets without the sign octet: `05A1`, or `05:A1` with a separator. A negative number begins with `-` and shows
  /// its two's complement. At most 64 octets are shown, then `…`.
  [[nodiscard]] auto to_hex(std::string_view separator = {}) const -> std::string {
    bool const has_sign_octet = contents_.size() > 1 && contents_[0] == std::byte{0};
    auto const magnitude = contents_.subspan(has_sign_octet ? 1 : 0);
    auto const shown = magnitude.first(std::min<std::size_t>(magnitude.size(), 64));
    std::string text{is_negative() ? "-" : ""};
    return text.append(vidimus::to_hex(shown, separator)).append(shown.size() < magnitude.size() ? "…" : "");
  }

  friend constexpr auto operator==(SerialNumber a, SerialNumber b) -> bool {
    return same_bytes(a.contents_, b.contents_);
  }
  /// A total order for sorted containers: shorter first, then by octets. Of positive numbers it is the numeric order.
  friend constexpr auto operator<=>(SerialNumber a, SerialNumber b) -> std::strong_ordering {
    if (auto const by_size = a.contents_.size() <=> b.contents_.size(); by_size != 0) return by_size;
    return std::lexicographical_compare_three_way(a.contents_.begin(), a.contents_.end(), b.contents_.begin(),
                                                  b.contents_.end());
  }

 private:
  ByteView contents_;
};

}  // namespace vidimus
