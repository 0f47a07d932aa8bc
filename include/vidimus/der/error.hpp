// SPDX-License-Identifier: Apache-2.0
// What the DER reader says when it refuses: the rule that was broken and where. Two words, no allocation, so that reading
// works in a constant expression. Who knows which field was being read turns it into a `Failure`.
#pragma once

#include <vidimus/core/errc.hpp>

#include <tl/expected.hpp>

#include <cstddef>

namespace vidimus::der {

struct DerError {
  Errc rule;           ///< one of Errc::der_…
  std::size_t offset;  ///< in octets, from the start of the outermost encoding
  friend constexpr auto operator==(DerError const&, DerError const&) -> bool = default;
};

template <class T>
using DerResult = tl::expected<T, DerError>;

/// `return refuse(Errc::der_bad_oid, element.offset);`
[[nodiscard]] constexpr auto refuse(Errc rule, std::size_t offset) -> tl::unexpected<DerError> {
  return tl::unexpected<DerError>{DerError{rule, offset}};
}
/// Hands on an error.
[[nodiscard]] constexpr auto refuse(DerError error) -> tl::unexpected<DerError> {
  return tl::unexpected<DerError>{error};
}

}  // namespace vidimus::der
