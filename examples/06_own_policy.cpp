// SPDX-License-Identifier: Apache-2.0
// A policy of your own: a role and one const member function. This one wraps a Validator and refuses certificates that live
// longer than a number of days, which makes up for a revocation check that the type leaves out.
#include "small_ca.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <chrono>
#include <cstdint>

template <class Inner, int Days>
struct ShortLived {
  using role = vidimus::role::validator;

  auto validate(vidimus::PeerChain const& chain, vidimus::ValidationContext const& context) const
      -> vidimus::Result<vidimus::VerifiedPath> {
    auto path = Inner{}.validate(chain, context);
    if (!path) return path;
    auto const& own = path->end_entity().certificate;
    auto const days = std::chrono::ceil<std::chrono::days>(own.not_after() - own.not_before()).count();
    if (days <= Days) return path;
    return vidimus::refuse({vidimus::Errc::refused_by_policy,
                            vidimus::OverLimit{"days of validity", Days, static_cast<std::uint64_t>(days)}, 0U,
                            own.subject().to_text()});
  }
};

int main() {
  using namespace two_ends;
  small_ca::SmallCa const acme{"CN=Acme Root,O=Acme"};
  auto const end = [&](std::chrono::hours lifetime) {
    auto const start = small_ca::now() - std::chrono::hours{1};
    auto const own = acme.issue({.subject = "CN=QM,O=Acme", .not_before = start, .not_after = start + lifetime});
    return make_endpoint(credentials(own), anchors(acme), ShortLived<Rfc5280, 7>{}, danger::NoRevocation{},
                         SslPeer<"O=Acme">{})
        .value();
  };
  auto const qm1 = end(std::chrono::days{7});

  auto const brief = meet(qm1, end(std::chrono::days{7}));
  tell("of a certificate that lives for seven days:", brief.client);

  auto const lasting = meet(qm1, end(std::chrono::days{365}));
  tell("of one that lives for a year:", lasting.client);
  return brief.client && is_refused(lasting.client, Errc::refused_by_policy) ? 0 : 1;
}
