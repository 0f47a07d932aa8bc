// error: vidimus: FirstConclusive joins revocation checkers
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/compose.hpp>
struct AnyName {
  using role = vidimus::role::peer_name_filter;
};
vidimus::FirstConclusive<AnyName> const checker;
