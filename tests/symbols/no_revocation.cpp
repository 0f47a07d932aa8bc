// SPDX-License-Identifier: Apache-2.0
// without: CrlChecker|CrlStore|SerialIndex|OcspChecker|OcspResponse|CertificateList
// without: HttpFetch|FetchQueue|getaddrinfo|NameLookup
// without: PeerMap|DynamicDnFilter|SpiffeParts|check_dns_name
// smaller than: crls
// smaller than: fetching
// with: Handshake
// SPDX-License-Identifier: Apache-2.0
// A channel that checks no revocation and fetches nothing.
#include <vidimus/vidimus.hpp>

using namespace vidimus;

auto open(MemoryTransport transport, Credentials own, TrustAnchors anchors) -> bool {
  auto const endpoint =
      make_endpoint(std::move(own), std::move(anchors), Rfc5280{}, danger::NoRevocation{}, SslPeer<"CN=QM2">{});
  return endpoint && connect(std::move(transport), *endpoint);
}
