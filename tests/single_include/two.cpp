// SPDX-License-Identifier: Apache-2.0
#include <vidimus/policies.hpp>
// clang-format off: this order is the point
#include <vidimus/vidimus.hpp>

auto other_source() -> char const* { return vidimus::name_of(vidimus::End::client); }
