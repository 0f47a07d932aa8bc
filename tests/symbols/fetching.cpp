// SPDX-License-Identifier: Apache-2.0
// with: HttpFetch
// with: NameLookup
// with: PeerMap
// with: DynamicDnFilter
// with: SpiffeParts
// with: check_dns_name
// without: CrlChecker|CrlStore|SerialIndex|OcspChecker|OcspResponse|CertificateList
// SPDX-License-Identifier: Apache-2.0
// A channel whose Validator fetches, and whose names are read at run time: the names that the other programs must not have are
// the right ones.
#include <vidimus/vidimus.hpp>

using namespace vidimus;

auto open(MemoryTransport transport, Credentials own, TrustAnchors anchors, PeerMap<int> peers) -> bool {
  auto host = DnsId<dynamic>::parse("qm2.acme.example");
  if (!host) return false;
  AllOf names{std::move(peers), *std::move(host), SpiffeId<"acme.example", "/payments/*">{}};
  auto const endpoint =
      make_endpoint(std::move(own), std::move(anchors), FetchIssuers<>{}, danger::NoRevocation{}, std::move(names));
  return endpoint && connect(std::move(transport), *endpoint);
}
