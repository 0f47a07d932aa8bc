// SPDX-License-Identifier: Apache-2.0
// A transport whose n-th reading or writing fails. A test that raises n until nothing fails any more has seen every
// place where the I/O can break.
#pragma once

#include <vidimus/transport/concept.hpp>

#include <cstddef>
#include <span>
#include <system_error>
#include <utility>

namespace vidimus_test {

template <vidimus::Transport T>
class FailingTransport {
 public:
  /// `fails_at` counts from 1; 0: never. The failing call moves nothing, and so does every one after it.
  FailingTransport(T inner, std::size_t fails_at, std::errc why = std::errc::connection_reset)
      : inner_{std::move(inner)}, fails_at_{fails_at}, why_{why} {}

  auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
    return fails(error) ? 0 : inner_.read_some(bytes, error);
  }
  auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
    return fails(error) ? 0 : inner_.write_some(bytes, error);
  }

  [[nodiscard]] auto calls() const -> std::size_t { return calls_; }
  [[nodiscard]] auto has_failed() const -> bool { return fails_at_ != 0 && calls_ >= fails_at_; }

 private:
  auto fails(std::error_code& error) -> bool {
    ++calls_;
    if (!has_failed()) return false;
    error = std::make_error_code(why_);
    return true;
  }

  T inner_;
  std::size_t fails_at_;
  std::errc why_;
  std::size_t calls_ = 0;
};

}  // namespace vidimus_test
