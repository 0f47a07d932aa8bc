// error: vidimus: Validator::validate() must return vidimus::Result<vidimus::VerifiedPath>
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Trusting {
  using role = vidimus::role::validator;
  auto validate(vidimus::PeerChain const&, vidimus::ValidationContext const&) const -> bool { return true; }
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), Trusting{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{});
