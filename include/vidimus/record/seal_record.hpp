// SPDX-License-Identifier: Apache-2.0
// One TLS 1.3 record under a traffic secret (RFC 8446, 5.2, 5.3, 7.3): for the few that are not application data. It
// derives the keys anew each time.
//
//   struct {
//     opaque content[TLSPlaintext.length];
//     ContentType type;
//     uint8 zeros[length_of_padding];         // none here
//   } TLSInnerPlaintext;
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/psa.hpp>
#include <vidimus/crypto/secret_buffer.hpp>
#include <vidimus/crypto/traffic_secret.hpp>
#include <vidimus/record/content.hpp>
#include <vidimus/record/expand_label.hpp>
#include <vidimus/record/psa_key.hpp>
#include <vidimus/record/suite.hpp>

#include <psa/crypto.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace vidimus {

namespace detail {

struct RecordKeys {
  SecretBuffer key, iv;
};

/// RFC 8446, 7.3.
[[nodiscard]] inline auto derive_keys(RecordSuite const& suite, ByteView secret) -> Result<RecordKeys> {
  RecordKeys keys{SecretBuffer{suite.key_octets}, SecretBuffer{nonce_octets}};
  if (auto made = expand_label(suite.hash, secret, "key", {}, keys.key.writable()); !made)
    return refuse(std::move(made.error()));
  if (auto made = expand_label(suite.hash, secret, "iv", {}, keys.iv.writable()); !made)
    return refuse(std::move(made.error()));
  return keys;
}

/// RFC 8446, 5.3: the sequence number, padded on the left, XOR the static IV.
[[nodiscard]] inline auto nonce_of(SecretBuffer const& iv, std::uint64_t sequence) -> SecretBuffer {
  auto nonce = SecretBuffer::copy_of(iv.bytes());
  for (std::size_t i = 0; i != 8; ++i)
    nonce.writable()[nonce_octets - 1 - i] ^= static_cast<std::byte>(sequence >> (8 * i));
  return nonce;
}

[[nodiscard]] inline auto protect(RecordSuite const& suite, RecordKeys const& keys, std::uint64_t sequence,
                                  ByteView inner) -> Result<Buffer> {
  auto const held = PsaKey::import(suite.key_type, PSA_KEY_USAGE_ENCRYPT, suite.aead, keys.key.bytes());
  if (!held) return refuse(held.error());
  auto const nonce = nonce_of(keys.iv, sequence);
  auto const header = record_header(ContentType::application_data, inner.size() + suite.tag_octets);
  Buffer record{header.begin(), header.end()};
  record.resize(header.size() + inner.size() + suite.tag_octets);
  auto const body = std::span{record}.subspan(header.size());
  std::size_t written = 0;
  auto const status =
      psa_aead_encrypt(held->id(), suite.aead, octets(nonce.bytes()), nonce.size(), octets(ByteView{header}),
                       header.size(), octets(inner), inner.size(), octets(body), body.size(), &written);
  if (status != PSA_SUCCESS || written != body.size())
    return psa_failure(Errc::record_failed, "psa_aead_encrypt", status);
  return record;
}

}  // namespace detail

/// The whole record. Errors: `record_failed` for an unknown suite, a secret that is not as long as its suite's hash, or
/// more than 16384 octets of content; `crypto_unavailable`. Thread-safe.
[[nodiscard]] inline auto seal_record(TrafficSecret const& secret, std::uint64_t sequence, ContentType type,
                                      ByteView content) -> Result<Buffer> {
  if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
  auto const* const suite = detail::record_suite(secret.cipher_suite());
  if (!suite || secret.bytes().size() != suite->hash_octets)
    return refuse(Errc::record_failed, Note{"no traffic secret of a TLS 1.3 cipher suite"});
  if (content.size() > detail::most_content_octets)
    return refuse(Errc::record_failed, OverLimit{"octets of a record", detail::most_content_octets, content.size()});
  auto const keys = detail::derive_keys(*suite, secret.bytes());
  if (!keys) return refuse(keys.error());
  Buffer inner{content.begin(), content.end()};
  inner.push_back(static_cast<std::byte>(type));
  return detail::protect(*suite, *keys, sequence, inner);
}

}  // namespace vidimus
