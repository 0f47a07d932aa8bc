// SPDX-License-Identifier: Apache-2.0
// Makes records (RFC 8446, 5.2): content is copied once, to where its record is to stand, and sealed there.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/padding.hpp>
#include <vidimus/record/content.hpp>
#include <vidimus/record/pieces.hpp>
#include <vidimus/record/traffic_keys.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace vidimus::detail {

template <Aead A, PaddingPolicy Padding>
class RecordSealer {
 public:
  explicit RecordSealer(TrafficKeys<A> keys) : keys_{std::move(keys)} {}

  /// No record holds more octets of content than this: 1 to 16384, which is what it is before.
  void limit_content(std::size_t octets) { most_ = std::clamp<std::size_t>(octets, 1, most_content_octets); }

  /// How many octets a record of application data with `content` octets has at most.
  [[nodiscard]] auto record_octets(std::size_t content) const -> std::size_t {
    return around(padded((std::min)(content, most_)));
  }

  /// One record of application data from the beginning of `content`, at the beginning of `out`, which has room for
  /// `record_octets(content.left())`. Its octets. Errors: `record_sequence_exhausted`, `record_key_exhausted`,
  /// `record_failed`; `content` has moved on all the same.
  [[nodiscard]] auto seal(Pieces& content, std::span<std::byte> out) -> Result<std::size_t> {
    auto const count = (std::min)(content.left(), most_);
    return finish(ContentType::application_data, count, padded(count), out,
                  [&](std::span<std::byte> place) { content.take(place); });
  }

  /// One record of something else, whole and without padding. Errors: as above.
  [[nodiscard]] auto seal(ContentType type, ByteView content, std::span<std::byte> out) -> Result<std::size_t> {
    return finish(type, content.size(), content.size(), out,
                  [&](std::span<std::byte> place) { std::ranges::copy(content, place.begin()); });
  }
  /// The octets of such a record.
  [[nodiscard]] auto around(std::size_t content) const -> std::size_t {
    return record_header_octets + content + 1 + keys_.tag_octets();
  }

  [[nodiscard]] auto keys() -> TrafficKeys<A>& { return keys_; }
  [[nodiscard]] auto keys() const -> TrafficKeys<A> const& { return keys_; }

 private:
  [[nodiscard]] auto padded(std::size_t content) const -> std::size_t {
    return std::clamp(Padding::padded(content, most_), content, most_);
  }

  template <class Put>
  auto finish(ContentType type, std::size_t content, std::size_t with_zeros, std::span<std::byte> out, Put put)
      -> Result<std::size_t> {
    auto const record = out.first(around(with_zeros));
    auto const body = record.subspan(record_header_octets);
    put(body.first(content));
    body[content] = static_cast<std::byte>(type);
    std::ranges::fill(body.subspan(content + 1, with_zeros - content), std::byte{0});
    auto const header = record_header(ContentType::application_data, body.size());
    std::ranges::copy(header, record.begin());
    auto const data_octets = type == ContentType::application_data ? content : 0;
    if (auto const wrong = keys_.seal(header, body, data_octets)) return refuse(*wrong);
    return record.size();
  }

  TrafficKeys<A> keys_;
  std::size_t most_ = most_content_octets;
};

}  // namespace vidimus::detail
