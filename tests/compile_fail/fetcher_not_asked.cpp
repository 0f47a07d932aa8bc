// error: vidimus: none of these policies wants anything fetched, so the Fetcher would never be asked
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, vidimus::HttpFetcher<>{});
