// SPDX-License-Identifier: Apache-2.0
// Two connected transports in one process: for tests, and for channels between threads. Each end is used by one thread
// at a time, the two by different threads as they like.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/concept.hpp>
#include <vidimus/transport/deadlines.hpp>

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace vidimus {

namespace detail {

inline auto fail(std::error_code& error, std::errc why) -> std::size_t {
  error = std::make_error_code(why);
  return 0;
}

/// Bytes that one end has written and the other not read yet.
class MemoryPipe {
 public:
  explicit MemoryPipe(std::size_t capacity) : capacity_{capacity} {}

  auto write(ByteView bytes, SteadyTime deadline, bool may_wait, std::error_code& error) -> std::size_t {
    std::unique_lock lock{mutex_};
    if (!wait(lock, deadline, may_wait, error, [&] { return is_closed() || size() < capacity_; })) return 0;
    if (is_closed()) return fail(error, std::errc::broken_pipe);
    auto const count = (std::min)(bytes.size(), capacity_ - size());
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    changed_.notify_all();
    return count;
  }

  auto read(std::span<std::byte> bytes, SteadyTime deadline, bool may_wait, std::error_code& error) -> std::size_t {
    std::unique_lock lock{mutex_};
    if (!wait(lock, deadline, may_wait, error, [&] { return is_closed() || size() != 0; })) return 0;
    if (reader_gone_) return fail(error, std::errc::not_connected);
    auto const count = (std::min)(bytes.size(), size());
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(read_), count, bytes.begin());
    forget(count);
    changed_.notify_all();
    return count;
  }

  /// What was written before stays readable.
  void close_writing() { set(writer_gone_); }
  void close_reading() { set(reader_gone_); }

 private:
  [[nodiscard]] auto size() const -> std::size_t { return bytes_.size() - read_; }
  [[nodiscard]] auto is_closed() const -> bool { return writer_gone_ || reader_gone_; }

  // What has been read is dropped when that is most of what is kept, so that a byte is moved once on average.
  void forget(std::size_t count) {
    read_ += count;
    if (read_ < bytes_.size() / 2) return;
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(read_));
    read_ = 0;
  }

  void set(bool& gone) {
    std::scoped_lock const lock{mutex_};
    gone = true;
    changed_.notify_all();
  }

  template <class Ready>
  auto wait(std::unique_lock<std::mutex>& lock, SteadyTime deadline, bool may_wait, std::error_code& error, Ready ready)
      -> bool {
    if (ready() || (may_wait && changed_.wait_until(lock, deadline, ready))) return true;
    fail(error, may_wait ? std::errc::timed_out : std::errc::operation_would_block);
    return false;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t const capacity_;
  Buffer bytes_;
  std::size_t read_ = 0;
  bool writer_gone_ = false, reader_gone_ = false;
};

}  // namespace detail

struct MemoryOptions {
  std::size_t capacity =
      (std::numeric_limits<std::size_t>::max)();  ///< octets on their way in one direction; at least 1
  bool blocking = true;
  Deadlines deadlines{};
};

/// One of two ends. After the other has closed, what it had written is still read, then comes the end of the stream.
class MemoryTransport {
 public:
  auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
    error.clear();
    if (bytes.empty()) return 0;
    if (!in_) return detail::fail(error, std::errc::not_connected);
    return in_->read(bytes, detail::time_after(deadlines_.read), is_blocking_, error);
  }
  auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
    error.clear();
    if (bytes.empty()) return 0;
    if (!out_) return detail::fail(error, std::errc::not_connected);
    return out_->write(bytes, detail::time_after(deadlines_.write), is_blocking_, error);
  }

  void set_blocking(bool blocking) { is_blocking_ = blocking; }
  [[nodiscard]] auto description() const -> std::string { return "memory"; }

  void close() {
    if (out_) std::exchange(out_, nullptr)->close_writing();
    if (in_) std::exchange(in_, nullptr)->close_reading();
  }

  MemoryTransport(MemoryTransport&&) noexcept = default;
  auto operator=(MemoryTransport&& other) noexcept -> MemoryTransport& {
    if (this == &other) return *this;
    close();
    in_ = std::move(other.in_);
    out_ = std::move(other.out_);
    deadlines_ = other.deadlines_;
    is_blocking_ = other.is_blocking_;
    return *this;
  }
  ~MemoryTransport() { close(); }

 private:
  friend struct MemoryPair;
  using Pipe = std::shared_ptr<detail::MemoryPipe>;
  MemoryTransport(Pipe in, Pipe out, MemoryOptions const& options)
      : in_{std::move(in)}, out_{std::move(out)}, deadlines_{options.deadlines}, is_blocking_{options.blocking} {}

  Pipe in_, out_;
  Deadlines deadlines_;
  bool is_blocking_;
};
static_assert(Transport<MemoryTransport>);

/// `auto [ours, theirs] = MemoryPair::make();`
struct MemoryPair {
  MemoryTransport first, second;

  [[nodiscard]] static auto make(MemoryOptions const& options = {}) -> MemoryPair {
    auto const capacity = std::max<std::size_t>(options.capacity, 1);
    auto there = std::make_shared<detail::MemoryPipe>(capacity), back = std::make_shared<detail::MemoryPipe>(capacity);
    return {MemoryTransport{back, there, options}, MemoryTransport{there, back, options}};
  }
};

}  // namespace vidimus
