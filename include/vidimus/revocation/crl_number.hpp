// SPDX-License-Identifier: Apache-2.0
// CRLNumber and BaseCRLNumber (RFC 5280, 5.2.3 and 5.2.4): numbers of up to 20 octets that only grow.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/values.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>

namespace vidimus {

/// Views the CRL that it stands in.
class CrlNumber {
 public:
  constexpr CrlNumber() = default;  // 0
  /// INTEGER (0..MAX), at most 20 octets of magnitude. Errors: `der_bad_integer`, `der_integer_out_of_range`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<CrlNumber> {
    auto const offset = reader.offset();
    auto const contents = der::read_integer(reader);
    if (!contents) return der::refuse(contents.error());
    if (der::is_negative(*contents)) return der::refuse(Errc::der_integer_out_of_range, offset);
    bool const has_sign_octet = contents->front() == std::byte{0};
    CrlNumber const number{contents->subspan(has_sign_octet ? 1 : 0)};
    if (number.magnitude_.size() > 20) return der::refuse(Errc::der_integer_out_of_range, offset);
    return number;
  }

  /// Decimal: `4711`.
  [[nodiscard]] auto to_text() const -> std::string {
    std::string digits{"0"};  // the last digit first
    for (auto const octet : magnitude_) {
      auto carry = std::to_integer<unsigned>(octet);
      for (auto& digit : digits) {
        carry += static_cast<unsigned>(digit - '0') * 256;
        digit = static_cast<char>('0' + carry % 10);
        carry /= 10;
      }
      for (; carry != 0; carry /= 10) digits += static_cast<char>('0' + carry % 10);
    }
    return {digits.rbegin(), digits.rend()};
  }

  friend constexpr auto operator==(CrlNumber a, CrlNumber b) -> bool { return same_bytes(a.magnitude_, b.magnitude_); }
  friend constexpr auto operator<=>(CrlNumber a, CrlNumber b) -> std::strong_ordering {
    if (a.magnitude_.size() != b.magnitude_.size()) return a.magnitude_.size() <=> b.magnitude_.size();
    return std::lexicographical_compare_three_way(a.magnitude_.begin(), a.magnitude_.end(), b.magnitude_.begin(),
                                                  b.magnitude_.end());
  }

 private:
  constexpr explicit CrlNumber(ByteView magnitude) : magnitude_{magnitude} {}

  ByteView magnitude_;  // without a leading zero octet, except of zero itself
};

}  // namespace vidimus
