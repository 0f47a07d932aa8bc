// SPDX-License-Identifier: Apache-2.0
// The words of a trace: what a check looked at.
#pragma once

#include <vidimus/cipher_spec/table.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <string>

namespace vidimus::detail {

[[nodiscard]] inline auto in_words(Certificate const& certificate) -> std::string {
  return certificate.subject().to_text() + " serial " + certificate.serial_number().to_hex();
}

[[nodiscard]] inline auto in_words(VerifiedPath const& path) -> std::string {
  std::string text;
  for (auto const& certificate : path.certificates()) text += certificate.subject().to_text() + " <- ";
  return text + path.anchor().name().to_text();
}

[[nodiscard]] inline auto in_words(Negotiated const& negotiated) -> std::string {
  return name_of(negotiated.protocol_version) + std::string{" "} + suite_text(negotiated.cipher_suite);
}

}  // namespace vidimus::detail
