// SPDX-License-Identifier: Apache-2.0
// Opens records (RFC 8446, 5.2 to 5.4) out of a stream of bytes that may come in any pieces. Nothing of a record is shown
// before its tag has been checked.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/record/content.hpp>
#include <vidimus/record/input_buffer.hpp>
#include <vidimus/record/traffic_keys.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace vidimus::detail {

/// What one record held.
struct RecordContent {
  ContentType type;
  ByteView octets;
};

template <Aead A>
class RecordReader {
 public:
  explicit RecordReader(TrafficKeys<A> keys) : keys_{std::move(keys)} {}

  /// Where the next bytes of the stream go; then say how many they were. It ends what `next` has shown.
  [[nodiscard]] auto space() -> std::span<std::byte> {
    drop_shown();
    return input_.space(wanted());
  }
  void filled(std::size_t count) { input_.filled(count); }
  /// Bytes of the stream that were read elsewhere. It ends what `next` has shown.
  void receive(ByteView bytes) {
    drop_shown();
    input_.add(bytes);
  }
  /// Nothing is there to read now: gives memory back.
  void rest() {
    drop_shown();
    input_.release();
  }

  /// The next record's content, until the next call of anything; nothing: more bytes are wanted. Errors, after which the
  /// stream is of no use: `record_type_unexpected`, `record_too_long`, `record_too_short`, `record_unauthentic`,
  /// `record_all_zeros`, `record_content_unexpected`, `record_content_missing`, `record_sequence_exhausted`,
  /// `record_failed`.
  [[nodiscard]] auto next() -> Result<std::optional<RecordContent>> {
    drop_shown();
    auto const waiting = input_.octets();
    if (waiting.size() < record_header_octets) return std::nullopt;
    auto const header = waiting.first(record_header_octets);
    auto const size = announced_octets(header);
    if (auto const wrong = fault_of(header, size)) return refuse(*wrong);
    if (waiting.size() - record_header_octets < size) return std::nullopt;
    return open(header, waiting.subspan(record_header_octets, size));
  }

  /// Whether a record has begun and is not whole.
  [[nodiscard]] auto is_inside_record() const -> bool { return input_.octets().size() != shown_; }
  [[nodiscard]] auto keys() -> TrafficKeys<A>& { return keys_; }
  [[nodiscard]] auto keys() const -> TrafficKeys<A> const& { return keys_; }
  [[nodiscard]] auto buffered_capacity() const -> std::size_t { return input_.capacity(); }

 private:
  void drop_shown() { input_.drop(std::exchange(shown_, 0)); }

  // How much has to be there for the next record; its header, where that is not.
  [[nodiscard]] auto wanted() const -> std::size_t {
    auto const waiting = input_.octets();
    if (waiting.size() < record_header_octets) return record_header_octets;
    return (std::min)(record_header_octets + announced_octets(waiting), most_record_octets);
  }

  // RFC 8446, 5.2: what a header says before its record is there. The version is not looked at.
  [[nodiscard]] auto fault_of(ByteView header, std::size_t size) const -> std::optional<Finding> {
    auto const type = std::to_integer<unsigned>(header[0]);
    if (type != static_cast<unsigned>(ContentType::application_data))
      return Finding{Errc::record_type_unexpected, Mismatch{"23", {std::to_string(type)}}};
    if (size > most_sealed_octets)
      return Finding{Errc::record_too_long, OverLimit{"octets of a sealed record", most_sealed_octets, size}};
    auto const least = 1 + keys_.tag_octets();
    if (size < least)
      return Finding{Errc::record_too_short,
                     Mismatch{std::to_string(least) + " octets or more", {std::to_string(size)}}};
    return std::nullopt;
  }

  auto open(ByteView header, std::span<std::byte> body) -> Result<std::optional<RecordContent>> {
    if (auto const wrong = keys_.open(header, body)) return refuse(*wrong);
    auto inner = ByteView{body}.first(body.size() - keys_.tag_octets());
    if (inner.size() > most_content_octets + 1)  // 5.4: content, type and zeros
      return refuse(Errc::record_too_long, OverLimit{"octets of a record", most_content_octets + 1, inner.size()});
    while (!inner.empty() && inner.back() == std::byte{0}) inner = inner.first(inner.size() - 1);
    if (inner.empty()) return refuse(Errc::record_all_zeros);
    shown_ = header.size() + body.size();
    return content_of(inner);
  }

  auto content_of(ByteView inner) -> Result<std::optional<RecordContent>> {
    auto const type = static_cast<ContentType>(inner.back());
    auto const content = inner.first(inner.size() - 1);
    switch (type) {
      case ContentType::application_data: keys_.count_data(content.size()); break;
      case ContentType::alert:
      case ContentType::handshake:
        if (content.empty()) return refuse(Errc::record_content_missing);  // 5.4
        break;
      default:
        return refuse(Errc::record_content_unexpected,
                      Mismatch{"21, 22 or 23", {std::to_string(static_cast<unsigned>(type))}});
    }
    return RecordContent{type, content};
  }

  TrafficKeys<A> keys_;
  InputBuffer input_;
  std::size_t shown_ = 0;  ///< octets of the record that was shown last
};

}  // namespace vidimus::detail
