// error: vidimus: RevocationChecker::status() must return vidimus::RevocationStatus: good, revoked or unknown
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Barred {
  using role = vidimus::role::revocation_checker;
  auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const -> bool { return true; }
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, Barred{}, vidimus::danger::AnyPeerName{});
