// SPDX-License-Identifier: Apache-2.0
// How long keys have been in use, for the policies that ask; for the others it is empty and looks at no clock.
#pragma once

#include <vidimus/core/secret_key_reset.hpp>

#include <chrono>

namespace vidimus::detail {

/// A policy may have a clock of its own, for tests: `static auto now() -> std::chrono::steady_clock::time_point`.
template <SecretKeyResetPolicy Reset>
[[nodiscard]] auto reset_time() -> std::chrono::steady_clock::time_point {
  if constexpr (requires { Reset::now(); }) {
    return Reset::now();
  } else {
    return std::chrono::steady_clock::now();
  }
}

template <SecretKeyResetPolicy Reset>
class ResetTimer {
 public:
  [[nodiscard]] auto is_due() const -> bool { return false; }
  void restart() {}
};

template <SecretKeyResetPolicy Reset>
  requires(Reset::limits().age.count() != 0)
class ResetTimer<Reset> {
 public:
  [[nodiscard]] auto is_due() const -> bool { return reset_time<Reset>() - since_ >= Reset::limits().age; }
  void restart() { since_ = reset_time<Reset>(); }

 private:
  std::chrono::steady_clock::time_point since_ = reset_time<Reset>();
};

}  // namespace vidimus::detail
