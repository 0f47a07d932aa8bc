// SPDX-License-Identifier: Apache-2.0
// Bytes that wait for a transport to take them.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <algorithm>
#include <cstddef>

namespace vidimus::detail {

class OutputBuffer {
 public:
  [[nodiscard]] auto octets() const -> ByteView { return ByteView{bytes_}.subspan(taken_); }
  [[nodiscard]] auto is_empty() const -> bool { return bytes_.empty(); }
  void add(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void drop(std::size_t count) {
    taken_ += (std::min)(count, bytes_.size() - taken_);
    if (taken_ != bytes_.size()) return;
    taken_ = 0;
    if (bytes_.capacity() > kept_octets)
      Buffer{}.swap(bytes_);
    else
      bytes_.clear();
  }

 private:
  static constexpr std::size_t kept_octets = 256;
  Buffer bytes_;
  std::size_t taken_ = 0;
};

}  // namespace vidimus::detail
