// SPDX-License-Identifier: Apache-2.0
// A program of somebody else, who got vidimus in any of the ways that CMakeLists.txt lists, or has the single header.
#include <vidimus/vidimus.hpp>

#include <cstdio>

using namespace vidimus;
using Filter = AllOf<SslPeer<"CN=QM2*, O=Acme">, DnsId<"qm2.acme.example">>;

int main() {
  auto const endpoint = make_endpoint(Credentials::none(), TrustAnchors::from_certificates({}), Rfc5280{},
                                      danger::NoRevocation{}, Filter{}, SslCiph<"ANY_TLS13">{});
  if (!endpoint) std::puts(explain(endpoint.error()).c_str());
  return !endpoint && endpoint.error().code() == Errc::no_trust_anchors ? 0 : 1;
}
