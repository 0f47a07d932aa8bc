// SPDX-License-Identifier: Apache-2.0
// The compilers that vidimus is tested with; an older one is refused here, in one sentence, instead of deep in a template.
#pragma once

#if defined(__clang__)
#if __clang_major__ < 18 && !defined(__apple_build_version__)
#error "vidimus needs Clang 18 or later"
#endif
#elif defined(__GNUC__)
#if __GNUC__ < 12
#error "vidimus needs GCC 12 or later"
#endif
#endif
#if __cplusplus < 202002L
#error "vidimus needs C++20: compile with -std=c++20 or later"
#endif

namespace vidimus {

/// The version of these headers, by semantic versioning.
struct Version {
  unsigned major_number, minor_number, patch_number;
};
inline constexpr Version library_version{0, 1, 0};

}  // namespace vidimus
