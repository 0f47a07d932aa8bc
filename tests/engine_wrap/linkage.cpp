// SPDX-License-Identifier: Apache-2.0
#include "linkage.hpp"

bool const has_engine_wrap = VIDIMUS_HAS_ENGINE_WRAP;
