// SPDX-License-Identifier: Apache-2.0
// Bytes to send that lie in several places: taken from the front, record by record, each copied once.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace vidimus::detail {

/// A view of views; their owners must outlive it.
class Pieces {
 public:
  explicit Pieces(std::span<ByteView const> pieces) : pieces_{pieces} {
    for (auto const& piece : pieces) left_ += piece.size();
  }

  /// Octets that have not been taken.
  [[nodiscard]] auto left() const -> std::size_t { return left_; }

  /// Fills `out`, which is no longer than what is left.
  void take(std::span<std::byte> out) {
    left_ -= out.size();
    while (!out.empty()) {
      auto const piece = pieces_.front().subspan(offset_);
      auto const count = (std::min)(piece.size(), out.size());
      std::copy_n(piece.begin(), count, out.begin());
      out = out.subspan(count);
      offset_ += count;
      if (count != piece.size()) return;
      pieces_ = pieces_.subspan(1);
      offset_ = 0;
    }
  }

 private:
  std::span<ByteView const> pieces_;
  std::size_t offset_ = 0, left_ = 0;
};

}  // namespace vidimus::detail
