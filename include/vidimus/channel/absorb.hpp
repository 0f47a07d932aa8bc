// SPDX-License-Identifier: Apache-2.0
// What a call returns whose mistake the compiler has explained already: it takes everything, so that no second error
// follows the first. A program that holds one has not compiled.
#pragma once

#include <vidimus/core/role.hpp>

#include <concepts>
#include <type_traits>

namespace vidimus::detail {

struct ExplainedAbove {
  using role = vidimus::role::explained_above;
  template <class... Args>
  auto read(Args&&...) -> ExplainedAbove {
    return {};
  }
  template <class... Args>
  auto write(Args&&...) -> ExplainedAbove {
    return {};
  }
  template <class... Args>
  auto close(Args&&...) -> ExplainedAbove {
    return {};
  }
  template <class... Args>
  auto report(Args&&...) const -> ExplainedAbove {
    return {};
  }
  explicit operator bool() const { return false; }
};

}  // namespace vidimus::detail
