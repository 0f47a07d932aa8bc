// SPDX-License-Identifier: Apache-2.0
// Small writes gathered into full records, where a program asks for it.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/secret_buffer.hpp>
#include <vidimus/record/content.hpp>
#include <vidimus/record/pieces.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace vidimus::detail {

class Cork {
 public:
  /// Takes as much of `pieces` as finds room; full records go out through `records`. How many octets were taken.
  template <class Records>
  [[nodiscard]] auto write(std::span<ByteView const> pieces, Records& records) -> Result<std::size_t> {
    Pieces content{pieces};
    auto const all = content.left();
    while (content.left() != 0) {
      auto const room = gathered_.writable().subspan(end_);
      auto const part = room.first((std::min)(room.size(), content.left()));
      content.take(part);
      end_ += part.size();
      if (end_ != gathered_.size()) break;
      auto const is_empty = drain(records);
      if (!is_empty) return refuse(is_empty.error());
      if (!*is_empty) break;
    }
    if (content.left() == all && all != 0) return refuse(Errc::would_block);
    return all - content.left();
  }

  /// Sends what is gathered; false where the transport would block before the end.
  template <class Records>
  [[nodiscard]] auto drain(Records& records) -> Result<bool> {
    auto const waiting = gathered_.bytes().subspan(begin_, end_ - begin_);
    if (waiting.empty()) return true;
    auto const taken = records.write(Pieces{{&waiting, 1}});
    if (!taken && taken.error().code() != Errc::would_block) return refuse(taken.error());
    begin_ += taken.value_or(0);
    if (begin_ != end_) return false;
    begin_ = end_ = 0;
    return true;
  }

 private:
  SecretBuffer gathered_{most_content_octets};
  std::size_t begin_ = 0, end_ = 0;
};

}  // namespace vidimus::detail
