// error: vidimus: nothing in the PeerNameFilter of this channel would look at the expected name
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const channel = vidimus::connect(NoTransport{}, good_endpoint().value(), vidimus::expect("qm1.acme.example"));
