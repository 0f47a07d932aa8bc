// error: vidimus: the type of this channel would not say that a name has to be given for each connection
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/any_peer_name_filter.hpp>
#include <vidimus/peer_name/expected.hpp>
auto const filter = vidimus::AnyPeerNameFilter{vidimus::ExpectedDnsId{}};
