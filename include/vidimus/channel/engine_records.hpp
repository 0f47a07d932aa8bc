// SPDX-License-Identifier: Apache-2.0
// TLS 1.2 records, which the engine makes, counted from outside, with the secret key reset that TLS 1.2 can have: an end.
#pragma once

#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/key_limits.hpp>
#include <vidimus/core/secret_key_reset.hpp>
#include <vidimus/record/content.hpp>
#include <vidimus/record/pieces.hpp>
#include <vidimus/record/reset_timer.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace vidimus::detail {

template <SecretKeyResetPolicy Reset>
class EngineRecords {
 public:
  /// Whatever the policy says: the AEADs are those of TLS 1.3, and so is what they bear (RFC 8446, 5.5).
  static constexpr std::uint64_t most_records = std::uint64_t{1} << 24U;

  /// One record from the beginning of `content`, into the session's output; `storage` is for the copy. Errors:
  /// `secret_key_reset_due`, once close_notify has been said; those of the engine.
  [[nodiscard]] auto seal(EngineSession& session, Pieces& content, std::span<std::byte> storage) -> Result<void> {
    if (is_reset_due()) {
      if (auto closed = session.close(); !closed) return closed;
      return refuse(Errc::secret_key_reset_due);
    }
    auto const plain = storage.first((std::min)({content.left(), most_content_octets, storage.size()}));
    content.take(plain);
    for (ByteView rest = plain; !rest.empty();) {
      auto const taken = session.seal(rest);
      if (!taken) return refuse(taken.error());
      rest = rest.subspan(*taken);
      ++status_.sending.records;
    }
    status_.sending.octets += plain.size();
    return {};
  }
  void count_received(std::size_t octets) { status_.receiving.octets += octets; }
  [[nodiscard]] auto status() const -> ChannelStatus const& { return status_; }

 private:
  [[nodiscard]] auto is_reset_due() const -> bool {
    constexpr auto limits = Reset::limits();
    auto const& [sending, receiving] = status_;
    if (sending.records >= most_records || timer_.is_due()) return true;
    if (limits.records != 0 && sending.records >= limits.records) return true;
    return limits.octets != 0 && sending.octets + receiving.octets >= limits.octets;
  }

  ChannelStatus status_{};
  [[no_unique_address]] ResetTimer<Reset> timer_;
};

}  // namespace vidimus::detail
