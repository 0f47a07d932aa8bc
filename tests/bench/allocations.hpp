// SPDX-License-Identifier: Apache-2.0
// Allocations by operator new, counted for the whole program.
#pragma once

#include <cstddef>

namespace bench {

/// So far, of this thread.
auto allocations() -> std::size_t;

}  // namespace bench
