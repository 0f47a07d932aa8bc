// SPDX-License-Identifier: Apache-2.0
// ECDSA signatures: from the strict DER of certificates and TLS to the plain r and s that PSA takes.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/der/values.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace vidimus::detail {

/// RFC 3279, 2.2.3: Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }, both positive.
class EcdsaSignature {
 public:
  /// Errors: `signature_mismatch`; a signature that is not DER is not the one that was made.
  [[nodiscard]] static auto parse(ByteView der, KeyKind curve) -> Result<EcdsaSignature> {
    EcdsaSignature signature{(curve_bits(curve) + 7) / 8};
    if (auto const read = signature.read(der); !read)
      return refuse(Errc::signature_mismatch, Malformed{"Ecdsa-Sig-Value", read.error().offset, read.error().rule});
    return signature;
  }

  /// r and s, each as long as the curve's coordinates.
  [[nodiscard]] auto bytes() const -> ByteView { return ByteView{bytes_}.first(2 * width_); }

 private:
  explicit EcdsaSignature(std::size_t width) : width_{width} {}

  auto read(ByteView der) -> der::DerResult<void> {
    auto numbers = der::read_only_nested(der, der::Tag::sequence);
    if (!numbers) return der::refuse(numbers.error());
    for (std::size_t half = 0; half != 2; ++half) {
      auto const offset = numbers->offset();
      auto const number = der::read_integer(*numbers);
      if (!number) return der::refuse(number.error());
      if (!place(*number, half)) return der::refuse(Errc::der_integer_out_of_range, offset);
    }
    return numbers->finish();
  }

  auto place(ByteView number, std::size_t half) -> bool {
    if (der::is_negative(number)) return false;
    auto const digits = number.front() == std::byte{0} ? number.subspan(1) : number;
    if (digits.empty() || digits.size() > width_) return false;
    std::ranges::copy(digits, bytes_.begin() + static_cast<std::ptrdiff_t>((half + 1) * width_ - digits.size()));
    return true;
  }

  std::size_t width_;
  std::array<std::byte, 2 * 66> bytes_{};  // P-521
};

}  // namespace vidimus::detail
