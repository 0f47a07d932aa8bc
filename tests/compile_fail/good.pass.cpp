// SPDX-License-Identifier: Apache-2.0
// A channel type of one's own policies: what the other files here get wrong.
#include "common.hpp"
auto const channel = vidimus::connect(NoTransport{}, good_endpoint().value());
auto const server = vidimus::accept(NoTransport{}, good_endpoint().value());
