// SPDX-License-Identifier: Apache-2.0
// What the mistakes of this folder have in common: everything else about them is right.
#pragma once

#include <vidimus/vidimus.hpp>

#include <array>
#include <vector>

auto own() -> vidimus::Credentials;
auto trusted() -> vidimus::TrustAnchors;

struct NoTransport {
  auto read_some(std::span<std::byte>, std::error_code&) -> std::size_t;
  auto write_some(std::span<std::byte const>, std::error_code&) -> std::size_t;
};

struct MyValidator {
  using role = vidimus::role::validator;
  auto validate(vidimus::PeerChain const&, vidimus::ValidationContext const&) const
      -> vidimus::Result<vidimus::VerifiedPath>;
};

inline auto good_endpoint() {
  return vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                vidimus::danger::AnyPeerName{});
}
