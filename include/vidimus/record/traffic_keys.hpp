// SPDX-License-Identifier: Apache-2.0
// The keys of one direction of a channel: derived from a traffic secret, counted while they are used, and replaced by the
// next generation (RFC 8446, 5.3, 7.2, 7.3). What they were is overwritten.
#pragma once

#include <vidimus/core/aead.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/key_limits.hpp>
#include <vidimus/crypto/psa.hpp>
#include <vidimus/crypto/secret_buffer.hpp>
#include <vidimus/crypto/traffic_secret.hpp>
#include <vidimus/record/aead_limits.hpp>
#include <vidimus/record/content.hpp>
#include <vidimus/record/expand_label.hpp>
#include <vidimus/record/seal_record.hpp>
#include <vidimus/record/suite.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>

namespace vidimus::detail {

/// RFC 8446, 7.2: `application_traffic_secret_N+1 = HKDF-Expand-Label(application_traffic_secret_N, "traffic upd", "",
/// Hash.length)`. Errors: as `expand_label`.
[[nodiscard]] inline auto next_secret(RecordSuite const& suite, TrafficSecret const& secret) -> Result<TrafficSecret> {
  SecretBuffer next{suite.hash_octets};
  if (auto made = expand_label(suite.hash, secret.bytes(), "traffic upd", {}, next.writable()); !made)
    return refuse(std::move(made.error()));
  return TrafficSecret{secret.cipher_suite(), next.bytes()};
}

/// Movable; one thread at a time.
template <Aead A>
class TrafficKeys {
 public:
  /// `next_sequence`: records of this secret that are protected already. Errors: `record_failed` for a secret that is no
  /// TLS 1.3 suite's; `crypto_unavailable`.
  [[nodiscard]] static auto derive(TrafficSecret secret, KeyDirection direction, std::uint64_t next_sequence = 0)
      -> Result<TrafficKeys> {
    if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
    auto const* const suite = record_suite(secret.cipher_suite());
    if (!suite || secret.bytes().size() != suite->hash_octets)
      return refuse(Errc::record_failed, Note{"no traffic secret of a TLS 1.3 cipher suite"});
    TrafficKeys keys{*suite, std::move(secret), direction, next_sequence};
    if (auto made = keys.derive_cipher(); !made) return refuse(std::move(made.error()));
    return keys;
  }

  TrafficKeys(TrafficKeys&&) noexcept = default;
  auto operator=(TrafficKeys&&) noexcept -> TrafficKeys& = default;
  TrafficKeys(TrafficKeys const&) = delete;
  auto operator=(TrafficKeys const&) -> TrafficKeys& = delete;
  ~TrafficKeys() { retire(); }

  /// Overwrites what is secret. The keys are of no use afterwards; what was counted stays.
  void retire() noexcept {
    secret_.clear();
    cipher_.reset();
    wipe(iv_);
  }

  /// Seals `body`, which ends with room for the tag, in place. Nothing: it is done. Of what is sealed `data_octets` are
  /// application data.
  [[nodiscard]] auto seal(ByteView header, std::span<std::byte> body, std::size_t data_octets) -> std::optional<Errc> {
    if (use_.records >= limits_.most_records) return Errc::record_key_exhausted;
    if (is_used_up_) return Errc::record_sequence_exhausted;
    if (!cipher_ || !cipher_->seal(nonce(), header, body)) return Errc::record_failed;
    count(data_octets);
    return std::nullopt;
  }

  /// Opens `body`, which ends with the tag, in place. Unless nothing is returned, `body` is not plaintext.
  [[nodiscard]] auto open(ByteView header, std::span<std::byte> body) -> std::optional<Errc> {
    if (is_used_up_) return Errc::record_sequence_exhausted;
    if (!cipher_) return Errc::record_failed;
    auto const found = cipher_->open(nonce(), header, body);
    if (found == Authenticity::forged) return Errc::record_unauthentic;
    if (found == Authenticity::failed) return Errc::record_failed;
    count(0);
    return std::nullopt;
  }
  /// Application data of a record that has been opened.
  void count_data(std::size_t octets) { use_.octets += octets; }

  /// The next generation (RFC 8446, 7.2). Errors: `record_failed`; the keys are then as they were.
  [[nodiscard]] auto update() -> Result<void> {
    auto next = next_secret(*suite_, secret_);
    if (!next) return refuse(std::move(next.error()));
    auto previous = std::exchange(secret_, *std::move(next));
    if (auto made = derive_cipher(); !made) {
      secret_ = std::move(previous);
      return made;
    }
    use_ = {use_.generation + 1};
    sequence_ = 0;
    is_used_up_ = false;
    return {};
  }

  [[nodiscard]] auto use() const -> KeyUse const& { return use_; }
  [[nodiscard]] auto limits() const -> AeadLimits const& { return limits_; }
  [[nodiscard]] auto tag_octets() const -> std::size_t { return suite_->tag_octets; }

 private:
  TrafficKeys(RecordSuite const& suite, TrafficSecret secret, KeyDirection direction, std::uint64_t next_sequence)
      : suite_{&suite},
        limits_{aead_limits(suite.code_point)},
        secret_{std::move(secret)},
        sequence_{next_sequence},
        direction_{direction} {}

  auto derive_cipher() -> Result<void> {
    auto keys = derive_keys(*suite_, secret_.bytes());
    if (!keys) return refuse(std::move(keys.error()));
    auto cipher = A::make(suite_->code_point, keys->key.bytes(), direction_);
    if (!cipher) return refuse(std::move(cipher.error()));
    cipher_.emplace(*std::move(cipher));
    std::ranges::copy(keys->iv.bytes(), iv_.begin());
    return {};
  }

  // RFC 8446, 5.3: the sequence number, padded on the left, XOR the static IV
  [[nodiscard]] auto nonce() const -> RecordNonce {
    auto nonce = iv_;
    for (std::size_t i = 0; i != 8; ++i) nonce[nonce.size() - 1 - i] ^= static_cast<std::byte>(sequence_ >> (8 * i));
    return nonce;
  }
  void count(std::size_t data_octets) {
    ++use_.records;
    use_.octets += data_octets;
    if (sequence_ == (std::numeric_limits<std::uint64_t>::max)())
      is_used_up_ = true;  // RFC 8446, 5.3: it must not wrap
    else
      ++sequence_;
  }

  RecordSuite const* suite_;
  AeadLimits limits_;
  TrafficSecret secret_;
  std::optional<A> cipher_;
  RecordNonce iv_{};
  std::uint64_t sequence_;
  KeyUse use_{};
  KeyDirection direction_;
  bool is_used_up_ = false;
};

}  // namespace vidimus::detail
