// SPDX-License-Identifier: Apache-2.0
// Whether an endpoint may be used from several threads. It may, and a TLS library that was built without threading is
// refused at start; the exception says so in the channel's type.
#pragma once

#include <vidimus/core/role.hpp>

#include <concepts>

namespace vidimus {

template <class P>
concept ThreadingPolicy = HasRole<P, role::threading> && requires {
  { P::is_single_threaded } -> std::convertible_to<bool>;
};

/// The default: an mbedTLS that was built without threading is refused at start.
struct MultiThreaded {
  using role = vidimus::role::threading;
  static constexpr bool is_single_threaded = false;
};

namespace danger {
/// The program vouches that one thread alone, of the whole process, uses the TLS library and its cryptography.
struct SingleThreaded {
  using role = vidimus::role::threading;
  static constexpr bool is_single_threaded = true;
};
}  // namespace danger

}  // namespace vidimus
