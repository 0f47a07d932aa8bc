// SPDX-License-Identifier: Apache-2.0
// The certification authority of the examples serves the tests too.
#pragma once

#include "../../examples/small_ca.hpp"
