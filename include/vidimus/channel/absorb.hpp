// SPDX-License-Identifier: Apache-2.0
// What is made of policies whose mistake the compiler has explained already: an endpoint that connect and accept take, so that
// no second error follows the first. A program that holds one has not compiled.
#pragma once

#include <vidimus/core/role.hpp>

namespace vidimus::detail {

struct ExplainedAbove {
  using role = vidimus::role::explained_above;
  explicit operator bool() const { return false; }
};

}  // namespace vidimus::detail
