// SPDX-License-Identifier: Apache-2.0
// Where a transport's bytes wait until their record is whole. It is small as long as records are; a large one is taken when
// a record needs it and given back when nothing waits.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/record/content.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace vidimus::detail {

class InputBuffer {
 public:
  static constexpr std::size_t small_octets = 512, large_octets = most_record_octets;

  InputBuffer() = default;
  InputBuffer(InputBuffer&& other) noexcept
      : storage_{std::move(other.storage_)},
        capacity_{std::exchange(other.capacity_, 0)},
        begin_{std::exchange(other.begin_, 0)},
        end_{std::exchange(other.end_, 0)},
        was_filled_{std::exchange(other.was_filled_, false)} {}
  auto operator=(InputBuffer&&) -> InputBuffer& = delete;
  InputBuffer(InputBuffer const&) = delete;
  auto operator=(InputBuffer const&) -> InputBuffer& = delete;
  ~InputBuffer() = default;

  /// What waits.
  [[nodiscard]] auto octets() const -> std::span<std::byte> { return {storage_.get() + begin_, end_ - begin_}; }
  void drop(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) begin_ = end_ = 0;
  }

  /// Room behind what waits, so that `wanted` octets, at most `large_octets`, can wait together; not empty while fewer do.
  [[nodiscard]] auto space(std::size_t wanted) -> std::span<std::byte> {
    hold(wanted > small_octets || was_filled_ ? large_octets : small_octets);
    if (begin_ != 0 && capacity_ - begin_ < (std::max)(wanted, small_octets)) compact();
    return {storage_.get() + end_, capacity_ - end_};
  }
  /// So many octets have been put there.
  void filled(std::size_t count) {
    end_ += count;
    was_filled_ = was_filled_ || end_ == capacity_;  // more may be there than fitted
  }

  /// Bytes that were read elsewhere, however many.
  void add(ByteView bytes) {
    if (capacity_ - end_ < bytes.size()) hold(octets().size() + bytes.size());
    if (capacity_ - end_ < bytes.size()) compact();
    std::ranges::copy(bytes, storage_.get() + end_);
    filled(bytes.size());
  }

  /// Gives back a large buffer in which nothing waits.
  void release() {
    if (begin_ != end_ || capacity_ <= small_octets) return;
    storage_.reset();
    capacity_ = begin_ = end_ = 0;
    was_filled_ = false;
  }

  [[nodiscard]] auto capacity() const -> std::size_t { return capacity_; }

 private:
  void hold(std::size_t capacity) {
    if (capacity_ >= capacity) return;
    auto larger = std::make_unique_for_overwrite<std::byte[]>(capacity);
    std::ranges::copy(octets(), larger.get());
    end_ -= begin_;
    begin_ = 0;
    storage_ = std::move(larger);
    capacity_ = capacity;
  }
  void compact() {
    std::copy(storage_.get() + begin_, storage_.get() + end_, storage_.get());
    end_ -= begin_;
    begin_ = 0;
  }

  std::unique_ptr<std::byte[]> storage_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
  bool was_filled_ = false;
};

}  // namespace vidimus::detail
