// error: vidimus: this joins a policy to a revocation checker
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/unknown.hpp>
struct AnyName {
  using role = vidimus::role::peer_name_filter;
};
vidimus::WarnUnknown<AnyName> const checker;
