// SPDX-License-Identifier: Apache-2.0
// The whole in this source, both halves in the other: they link, so nothing in them is defined twice.
#include <vidimus/vidimus.hpp>

auto other_source() -> char const*;

int main() { return vidimus::name_of(vidimus::End::client) == std::string_view{other_source()} ? 0 : 1; }
