// SPDX-License-Identifier: Apache-2.0
// A channel type whose filter compares with a name that is given at connect, and a call without one; or the reverse.
#pragma once

#include <vidimus/peer_name/expected_name.hpp>

namespace vidimus::detail {

template <bool Expects, bool IsGiven>
struct ExplainExpectedName {
  static_assert(!Expects || IsGiven,
                "vidimus: the PeerNameFilter of this channel compares with a name that is given for each connection; "
                "say whom you expect:\n    connect(transport, endpoint, vidimus::expect(\"qm1.acme.example\"))");
  static_assert(
      Expects || !IsGiven,
      "vidimus: nothing in the PeerNameFilter of this channel would look at the expected name: leave it out, or "
      "let the filter be or contain vidimus::ExpectedDnsId");
};

template <class Filter, bool IsGiven>
constexpr void explain_expected_name() {
  (void)sizeof(ExplainExpectedName<expects_name<Filter>, IsGiven>);
}

}  // namespace vidimus::detail
