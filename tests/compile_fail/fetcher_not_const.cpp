// error: vidimus: a Fetcher needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Changes {
  using role = vidimus::role::fetcher;
  auto fetch(vidimus::FetchRequest const&) -> vidimus::FetchAnswer;
};
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), vidimus::FetchIssuers<>{}, vidimus::danger::NoRevocation{},
                           vidimus::danger::AnyPeerName{}, Changes{});
