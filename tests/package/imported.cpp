// SPDX-License-Identifier: Apache-2.0
// The program of main.cpp with the module instead of the header.
#include <cstdio>

import vidimus;

using namespace vidimus;
using Filter = AllOf<SslPeer<"CN=QM2*, O=Acme">, DnsId<"qm2.acme.example">>;

int main() {
  auto const endpoint = make_endpoint(Credentials::none(), TrustAnchors::from_certificates({}), Rfc5280{},
                                      danger::NoRevocation{}, Filter{}, SslCiph<"ANY_TLS13">{});
  if (!endpoint) std::puts(explain(endpoint.error()).c_str());
  return !endpoint && endpoint.error().code() == Errc::no_trust_anchors ? 0 : 1;
}
