// SPDX-License-Identifier: Apache-2.0
// How the program at hand is linked: the same tests run in several.
#pragma once

extern bool const has_engine_wrap;
