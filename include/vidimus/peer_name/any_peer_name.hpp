// SPDX-License-Identifier: Apache-2.0
// danger::AnyPeerName: whoever holds a certificate of the trusted CAs is accepted.
//
// When to use: the trust anchor issues certificates to accepted peers only, so that the certification path says everything.
#pragma once

#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <string>

namespace vidimus::danger {

/// Accepts every name. Empty type.
class AnyPeerName {
 public:
  using role = vidimus::role::peer_name_filter;
  [[nodiscard]] static auto accepts(EndEntity const&) -> Verdict { return Verdict::accepted("any name"); }
  [[nodiscard]] static auto describe() -> std::string { return "any peer name (danger)"; }
};

}  // namespace vidimus::danger
