// error: vidimus: a Fetcher needs a const member function
#include "common.hpp"
struct Idle {
  using role = vidimus::role::fetcher;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), vidimus::FetchIssuers<>{},
                                             vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{}, Idle{});
