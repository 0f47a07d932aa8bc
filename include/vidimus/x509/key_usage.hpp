// SPDX-License-Identifier: Apache-2.0
// Key usage (RFC 5280, 4.2.1.3): what the certified key may be used for.
#pragma once

#include <vidimus/der/values.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vidimus {

enum class KeyUsageBit : std::uint8_t {
  digital_signature = 0,
  content_commitment = 1,  ///< nonRepudiation of old
  key_encipherment = 2,
  data_encipherment = 3,
  key_agreement = 4,
  key_cert_sign = 5,
  crl_sign = 6,
  encipher_only = 7,
  decipher_only = 8,
};

/// The bit as RFC 5280 prints it.
[[nodiscard]] constexpr auto name_of(KeyUsageBit bit) -> std::string_view {
  constexpr std::array<std::string_view, 9> names{"digitalSignature", "contentCommitment", "keyEncipherment",
                                                  "dataEncipherment", "keyAgreement",      "keyCertSign",
                                                  "cRLSign",          "encipherOnly",      "decipherOnly"};
  return names[static_cast<std::size_t>(bit)];
}

/// The set of what a key may be used for.
class KeyUsage {
 public:
  constexpr KeyUsage() = default;  // permits nothing
  /// KeyUsage ::= BIT STRING. Errors: those of the reader; `der_empty` if no bit is set: "at least one of the bits MUST be
  /// set to 1".
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<KeyUsage> {
    auto const offset = reader.offset();
    auto const bits = der::read_named_bits(reader);
    if (!bits) return der::refuse(bits.error());
    if (*bits == 0) return der::refuse(Errc::der_empty, offset);
    return KeyUsage{*bits};
  }

  [[nodiscard]] constexpr auto contains(KeyUsageBit bit) const -> bool {
    return (bits_ >> static_cast<unsigned>(bit) & 1U) != 0;
  }
  /// `digitalSignature, keyAgreement`.
  [[nodiscard]] auto to_text() const -> std::string {
    std::string text;
    for (unsigned bit = 0; bit <= static_cast<unsigned>(KeyUsageBit::decipher_only); ++bit)
      if (contains(static_cast<KeyUsageBit>(bit)))
        text.append(text.empty() ? "" : ", ").append(name_of(static_cast<KeyUsageBit>(bit)));
    return text;
  }
  friend constexpr auto operator==(KeyUsage, KeyUsage) -> bool = default;

 private:
  constexpr explicit KeyUsage(std::uint32_t bits) : bits_{bits} {}
  std::uint32_t bits_ = 0;
};

}  // namespace vidimus
