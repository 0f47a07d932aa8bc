// SPDX-License-Identifier: Apache-2.0
// with: CrlChecker
// with: CrlStore
// without: OcspChecker|OcspResponse
// without: PeerMap|DynamicDnFilter|SpiffeParts|check_dns_name
// without: HttpFetch|FetchQueue|getaddrinfo|NameLookup
// SPDX-License-Identifier: Apache-2.0
// A channel that looks certificates up in CRLs which it has.
#include <vidimus/vidimus.hpp>

using namespace vidimus;

auto open(MemoryTransport transport, Credentials own, TrustAnchors anchors, CrlStore crls) -> bool {
  auto const endpoint =
      make_endpoint(std::move(own), std::move(anchors), Rfc5280{}, CrlChecker<>{std::move(crls)}, SslPeer<"CN=QM2">{});
  return endpoint && connect(std::move(transport), *endpoint);
}
