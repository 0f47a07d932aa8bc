// error: vidimus: FirstConclusive joins revocation checkers
#include <vidimus/revocation/compose.hpp>
struct AnyName {
  using role = vidimus::role::peer_name_filter;
};
vidimus::FirstConclusive<AnyName> const checker;
