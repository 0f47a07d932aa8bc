// error: vidimus: Fetcher::fetch() must return vidimus::FetchAnswer
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Bytes {
  using role = vidimus::role::fetcher;
  auto fetch(vidimus::FetchRequest const&) const -> vidimus::Buffer;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), vidimus::FetchIssuers<>{},
                                             vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{}, Bytes{});
