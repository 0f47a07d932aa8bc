// SPDX-License-Identifier: Apache-2.0
// The OCSP responses of the examples, for the tests.
#pragma once

#include "../../examples/ocsp_responder.hpp"
