// error: vidimus: name at most one Fetcher
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(
    own(), trusted(), vidimus::FetchIssuers<>{}, vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{},
    vidimus::HttpFetcher<>{}, vidimus::HttpFetcher<vidimus::HttpLimits{.redirects = 0}>{});
