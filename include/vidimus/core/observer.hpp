// SPDX-License-Identifier: Apache-2.0
// Who hears of each check while it happens. A policy; the default hears nothing and costs nothing.
#pragma once

#include <vidimus/core/check.hpp>
#include <vidimus/core/role.hpp>

#include <concepts>

namespace vidimus {

/// Told of every check of every handshake, in order, on the thread that performs it; must be callable from several threads.
template <class P>
concept Observer = HasRole<P, role::observer> && requires(P const& observer, Check const& check) {
  { observer.observe(check) } -> std::same_as<void>;
};

/// The default.
struct NoObserver {
  using role = vidimus::role::observer;
  void observe(Check const&) const {}
};

}  // namespace vidimus
