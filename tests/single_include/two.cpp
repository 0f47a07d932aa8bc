// SPDX-License-Identifier: Apache-2.0
// Both halves in this source, the whole in the other: they link, so nothing in them is defined twice.
#include <vidimus/policies.hpp>
// clang-format off: this order is the point
#include <vidimus/vidimus.hpp>

auto other_source() -> char const* { return vidimus::name_of(vidimus::End::client); }
