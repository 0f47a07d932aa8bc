// SPDX-License-Identifier: Apache-2.0
// Parameters of an AlgorithmIdentifier that are a NULL.
#pragma once

#include <vidimus/der/values.hpp>

namespace vidimus::detail {

/// Whether these octets are exactly one NULL.
[[nodiscard]] constexpr auto is_der_null(ByteView parameters) -> bool {
  auto const element = der::read_only(parameters, der::Tag::null);
  return element && der::to_null(*element);
}

}  // namespace vidimus::detail
