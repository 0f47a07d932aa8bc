// SPDX-License-Identifier: Apache-2.0
// IBM MQ's names: SSLPEER and SSLCERTI say who may open the channel, a peer map says what he may do: SSLPEERMAP's MCAUSER.
#include "small_ca.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/peer_map.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <cstdio>
#include <string>

int main() {
  using namespace two_ends;
  small_ca::SmallCa const acme{"CN=Acme Root,O=Acme"};

  //   SSLPEER('CN=QM*, O=Acme') SSLCERTI('CN=Acme Root')
  AllOf const name{SslPeer<"CN=QM*, O=Acme">{}, SslCertIssuer<"CN=Acme Root">{}};
  auto const end = [&](std::string const& subject) {
    return make_endpoint(credentials(acme.issue({.subject = subject})), anchors(acme), Rfc5280{},
                         danger::NoRevocation{}, name)
        .value();
  };

  //   SET CHLAUTH('*') TYPE(SSLPEERMAP) SSLPEER('…') USERSRC(MAP) MCAUSER('…'), and USERSRC(NOACCESS)
  using Rule = PeerMapRule<std::string>;
  auto const users = PeerMap<std::string>::make({Rule::map("O=Acme", "guest"), Rule::map("CN=QM2*, O=Acme", "payments"),
                                                 Rule::block("CN=QM2-OLD, O=Acme")})
                         .value();

  auto const server = end("CN=QM1,O=Acme");
  bool as_told = true;
  for (auto const& [subject, expected] : {std::pair{"CN=QM2,O=Acme", "payments"}, std::pair{"CN=QM7,O=Acme", "guest"},
                                          std::pair{"CN=QM2-OLD,O=Acme", ""}}) {
    auto const meeting = meet(end(subject), server);
    if (!meeting.server) return std::puts(explain(meeting.server.error()).c_str()), 1;
    auto const decision = users.decide(meeting.server->peer().path()->end_entity());
    auto const user = decision.value ? *decision.value : std::string{};
    std::printf("%s is %s, by %s\n", subject, user.empty() ? "blocked" : user.c_str(), decision.winner->rule.c_str());
    as_told = as_told && user == expected && decision.is_accepted() == !user.empty();
  }

  auto const stranger = meet(server, end("CN=PC17,O=Acme"));
  tell("QM1, of a server that is no queue manager:", stranger.client);
  return as_told && is_refused(stranger.client, Errc::peer_name_mismatch) ? 0 : 1;
}
