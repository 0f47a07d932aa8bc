// SPDX-License-Identifier: Apache-2.0
// HKDF-Expand-Label (RFC 8446, 7.1; RFC 5869, 2.3), through PSA.
//
//   struct {
//     uint16 length = Length;
//     opaque label<7..255> = "tls13 " + Label;
//     opaque context<0..255> = Context;
//   } HkdfLabel;
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/psa.hpp>
#include <vidimus/record/psa_key.hpp>

#include <psa/crypto.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace vidimus::detail {

[[nodiscard]] inline auto hkdf_label(std::size_t length, std::string_view label, ByteView context) -> Buffer {
  constexpr std::string_view prefix = "tls13 ";
  Buffer info{static_cast<std::byte>(length >> 8), static_cast<std::byte>(length),
              static_cast<std::byte>(prefix.size() + label.size())};
  auto const append = [&](ByteView bytes) { info.insert(info.end(), bytes.begin(), bytes.end()); };
  append(bytes_of(prefix));
  append(bytes_of(label));
  info.push_back(static_cast<std::byte>(context.size()));
  append(context);
  return info;
}

/// Fills `out`; at most 255 times the hash's length, and label and context at most 249 and 255 octets. Errors:
/// `record_failed`.
[[nodiscard]] inline auto expand_label(psa_algorithm_t hash, ByteView secret, std::string_view label, ByteView context,
                                       std::span<std::byte> out) -> Result<void> {
  auto const key = PsaKey::import(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, PSA_ALG_HKDF_EXPAND(hash), secret);
  if (!key) return refuse(key.error());
  auto const info = hkdf_label(out.size(), label, context);
  psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
  auto status = psa_key_derivation_setup(&operation, PSA_ALG_HKDF_EXPAND(hash));
  if (status == PSA_SUCCESS)
    status = psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, key->id());
  if (status == PSA_SUCCESS)
    status =
        psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_INFO, octets(ByteView{info}), info.size());
  if (status == PSA_SUCCESS) status = psa_key_derivation_output_bytes(&operation, octets(out), out.size());
  psa_key_derivation_abort(&operation);
  if (status != PSA_SUCCESS) return psa_failure(Errc::record_failed, "HKDF-Expand-Label", status);
  return {};
}

}  // namespace vidimus::detail
