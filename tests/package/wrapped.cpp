// SPDX-License-Identifier: Apache-2.0
// A consumer that also links vidimus::engine_wrap: it must have taken effect.
#include <vidimus/engine/extension_probe.hpp>

auto main() -> int { return vidimus::engine::admits_critical_extensions() ? 0 : 1; }
