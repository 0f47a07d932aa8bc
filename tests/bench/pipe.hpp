// SPDX-License-Identifier: Apache-2.0
// Memory between two ends of one thread: the same for every implementation, and as little as can be.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

namespace bench {

struct Lane {
  std::vector<std::byte> octets = std::vector<std::byte>(1 << 17);
  std::size_t begin = 0, end = 0;

  [[nodiscard]] auto waiting() const -> std::size_t { return end - begin; }
  auto put(void const* from, std::size_t count) -> std::size_t {
    if (count > octets.size() - end && begin != 0) {
      std::memmove(octets.data(), octets.data() + begin, waiting());
      end -= std::exchange(begin, 0);
    }
    count = std::min(count, octets.size() - end);
    std::memcpy(octets.data() + end, from, count);
    end += count;
    return count;
  }
  auto get(void* to, std::size_t count) -> std::size_t {
    count = std::min(count, waiting());
    std::memcpy(to, octets.data() + begin, count);
    begin += count;
    if (begin == end) begin = end = 0;
    return count;
  }
};

/// One end of two lanes, which is a vidimus::Transport.
struct Pipe {
  std::shared_ptr<Lane> in, out;

  static auto pair() -> std::pair<Pipe, Pipe> {
    auto const there = std::make_shared<Lane>(), back = std::make_shared<Lane>();
    return {Pipe{back, there}, Pipe{there, back}};
  }
  auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
    auto const count = in->get(bytes.data(), bytes.size());
    error = count != 0 ? std::error_code{} : std::make_error_code(std::errc::operation_would_block);
    return count;
  }
  auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
    auto const count = out->put(bytes.data(), bytes.size());
    error = count != 0 || bytes.empty() ? std::error_code{} : std::make_error_code(std::errc::operation_would_block);
    return count;
  }
};

}  // namespace bench
