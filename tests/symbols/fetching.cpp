// with: HttpFetch
// with: NameLookup
// without: CrlChecker|CrlStore|SerialIndex|OcspChecker|OcspResponse|CertificateList
// SPDX-License-Identifier: Apache-2.0
// A channel whose Validator fetches: the names that the other program must not have are the right ones.
#include <vidimus/vidimus.hpp>

using namespace vidimus;

auto open(MemoryTransport transport, Credentials own, TrustAnchors anchors) -> bool {
  auto const endpoint =
      make_endpoint(std::move(own), std::move(anchors), FetchIssuers<>{}, danger::NoRevocation{}, SslPeer<"CN=QM2">{});
  return endpoint && connect(std::move(transport), *endpoint);
}
