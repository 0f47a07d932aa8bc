// SPDX-License-Identifier: Apache-2.0
// An established channel's bytes: through records of our own (TLS 1.3) or the engine's (TLS 1.2), to and from a transport.
#pragma once

#include <vidimus/channel/channel_core.hpp>
#include <vidimus/channel/engine_records.hpp>
#include <vidimus/channel/record_choice.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/key_limits.hpp>
#include <vidimus/record/pieces.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

namespace vidimus::detail {

/// After any error but `would_block` it is dead.
template <Transport T, class Records, SecretKeyResetPolicy Reset>
class Established {
 public:
  Established(ChannelCore<T> core, std::unique_ptr<Records> ours) : core_{std::move(core)}, ours_{std::move(ours)} {
    if (!ours_) engines_ = std::make_unique<EngineRecords<Reset>>();
  }

  [[nodiscard]] auto read(std::span<std::byte> out) -> Result<std::size_t> {
    for (;;) {
      auto const outcome = open(out);
      if (!outcome) return refuse(outcome.error());
      if (outcome->octets != 0 || outcome->is_closed) return outcome->octets;
      if (auto kept = keep_promises(); !kept) return refuse(std::move(kept.error()));
      if (auto flushed = flush(); !flushed) return refuse(std::move(flushed.error()));
      auto const pulled = pull();
      if (!pulled) return refuse(pulled.error());
      if (!*pulled) return refuse(Errc::would_block);
    }
  }

  /// How many octets of `content` were taken.
  [[nodiscard]] auto write(Pieces content) -> Result<std::size_t> {
    std::array<std::byte, Records::storage_octets> storage;
    auto const all = content.left();
    while (content.left() != 0) {
      if (auto flushed = flush(); !flushed) return refuse(std::move(flushed.error()));
      if (has_output()) break;
      if (auto sent = send_record(content, storage); !sent) return refuse(std::move(sent.error()));
    }
    if (auto flushed = flush(); !flushed) return refuse(std::move(flushed.error()));
    if (content.left() == all && all != 0) return refuse(Errc::would_block);
    return all - content.left();
  }

  [[nodiscard]] auto flush() -> Result<void> {
    if (!ours_) return core_.flush();
    if (ours_->output().empty()) return {};
    auto const written = core_.put(ours_->output());
    if (!written) return refuse(written.error());
    ours_->consume_output(*written);
    return {};
  }
  [[nodiscard]] auto has_output() const -> bool { return ours_ ? !ours_->output().empty() : core_.has_output(); }

  /// close_notify. What is written before is flushed with it as far as the transport goes.
  [[nodiscard]] auto close() -> Result<void> {
    auto closed = ours_ ? ours_->close() : core_.session.close();
    if (!closed) return closed;
    return flush();
  }

  /// Errors: `bad_argument` under TLS 1.2.
  [[nodiscard]] auto update_keys() -> Result<void> {
    if (!ours_) return refuse(Errc::bad_argument, Note{"TLS 1.2 has no key update"});
    if (auto updated = ours_->update_keys(); !updated) return updated;
    return flush();
  }

  /// Errors: `bad_argument` under TLS 1.2, and for a number that is no length of a record.
  [[nodiscard]] auto limit_content(std::size_t octets) -> Result<void> {
    if (!ours_) return refuse(Errc::bad_argument, Note{"under TLS 1.2 records are the TLS library's"});
    if (octets == 0 || octets > most_content_octets)
      return refuse(Errc::bad_argument, Mismatch{"1 to 16384 octets", {std::to_string(octets)}});
    ours_->limit_content(octets);
    return {};
  }
  [[nodiscard]] auto status() const -> ChannelStatus {
    return ours_ ? ChannelStatus{ours_->writing(), ours_->reading()} : engines_->status();
  }

  /// After a failure: the peer is told what it is owed, as far as it can be.
  void say_alert() {
    if (ours_)
      static_cast<void>(flush());
    else
      core_.say_alert();
  }

  [[nodiscard]] auto transport() -> T& { return core_.transport; }
  [[nodiscard]] auto transport() const -> T const& { return core_.transport; }

 private:
  auto open(std::span<std::byte> out) -> Result<ReadOutcome> {
    if (ours_) return ours_->open(out);
    auto const opened = core_.session.open(out);
    if (!opened) return refuse(opened.error());
    engines_->count_received(opened->octets);
    return ReadOutcome{opened->octets, opened->wants_input, opened->closed};
  }
  auto keep_promises() -> Result<void> { return ours_ ? ours_->keep_promises() : Result<void>{}; }

  // False: the transport would block.
  auto pull() -> Result<bool> {
    if (!ours_) return core_.pull();
    auto const read = core_.get(ours_->space());
    if (!read) return refuse(read.error());
    if (!*read) {
      ours_->rest();
      return false;
    }
    if (**read == 0)
      ours_->receive_end();
    else
      ours_->filled(**read);
    return true;
  }

  // Straight from where it was sealed; only what the transport does not take is copied.
  auto send_record(Pieces& content, std::span<std::byte> storage) -> Result<void> {
    if (!ours_) return engines_->seal(core_.session, content, storage);
    auto const sealed = ours_->seal(content, storage);
    if (!sealed) return refuse(sealed.error());
    auto const written = core_.put(storage.first(*sealed));
    if (!written) return refuse(written.error());
    if (*written != *sealed) ours_->keep(storage.subspan(*written, *sealed - *written));
    return {};
  }

  ChannelCore<T> core_;
  std::unique_ptr<Records> ours_;                  ///< TLS 1.3
  std::unique_ptr<EngineRecords<Reset>> engines_;  ///< TLS 1.2
};

}  // namespace vidimus::detail
