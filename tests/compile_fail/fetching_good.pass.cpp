// SPDX-License-Identifier: Apache-2.0
// Policies that fetch, with the Fetcher that is there anyway, with one of other limits, and with one's own.
#include "common.hpp"
struct Asks {
  using role = vidimus::role::revocation_checker;
  auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const -> vidimus::RevocationStatus;
  auto wants(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const -> std::vector<vidimus::FetchRequest>;
};
struct OwnFetcher {
  using role = vidimus::role::fetcher;
  auto fetch(vidimus::FetchRequest const&) const -> vidimus::FetchAnswer;
};
using OwnNetwork = vidimus::HttpFetcher<vidimus::HttpLimits{.private_use = vidimus::Access::allowed}>;
auto const asking = vidimus::make_endpoint(own(), trusted(), MyValidator{}, Asks{}, vidimus::danger::AnyPeerName{});
auto const channel = vidimus::connect(NoTransport{}, asking.value());
auto const accepted = vidimus::accept(NoTransport{}, asking.value());
auto const looking =
    vidimus::make_endpoint(own(), trusted(), vidimus::FetchIssuers<>{}, vidimus::danger::NoRevocation{},
                           vidimus::danger::AnyPeerName{}, OwnNetwork{});
auto const other_channel = vidimus::connect(NoTransport{}, looking.value());
auto const both = vidimus::make_endpoint(own(), trusted(), vidimus::FetchIssuers<>{}, Asks{},
                                         vidimus::danger::AnyPeerName{}, OwnFetcher{});
auto const third_channel = vidimus::connect(NoTransport{}, both.value());
