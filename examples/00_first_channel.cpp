// SPDX-License-Identifier: Apache-2.0
// The first channel: QM1 connects to QM2, each proves the other's certification path and name, and a message goes across.
// The channel's type says what each demands of the other; here it is the same for both.
#include "small_ca.hpp"

#include <vidimus/channel/connect.hpp>
#include <vidimus/message/message_stream.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <cstdio>
#include <future>
#include <string>
#include <utility>

using namespace vidimus;

// A certificate that lives for a day only may go without a revocation check; the type says that it does.
using Channel = SecureChannel<MemoryTransport, Rfc5280, danger::NoRevocation, SslPeer<"CN=QM*, O=Acme">>;

auto receive_one(MemoryTransport transport, Channel::endpoint_type const& endpoint) -> Result<std::string> {
  auto channel = accept(std::move(transport), endpoint);
  if (!channel) return refuse(std::move(channel.error()));
  MessageStream messages{*std::move(channel)};
  auto const message = messages.receive();
  if (!message) return refuse(message.error());
  // Until the sender has closed, nobody knows whether more was to come.
  if (auto const end = messages.receive(); !end) return refuse(end.error());
  return std::string{*message ? text_of(**message) : "nothing"};
}

auto send_one(MemoryTransport transport, Channel::endpoint_type const& endpoint) -> Result<void> {
  auto channel = connect(std::move(transport), endpoint);
  if (!channel) return refuse(std::move(channel.error()));
  std::printf("%s\n", channel->report().to_text().c_str());
  MessageStream messages{*std::move(channel)};
  if (auto sent = messages.send(bytes_of("MQPUT ORDERS")); !sent) return sent;
  return messages.close();
}

int main() {
  small_ca::SmallCa const acme{"CN=Acme Root,O=Acme"};
  auto const anchors = TrustAnchors::from_pem(acme.pem()).value();
  auto const endpoint = [&](std::string const& subject) {
    auto const own = acme.issue({.subject = subject});
    return make_endpoint(Credentials::from_pem(own.pem(), own.key_pem()).value(), anchors, Rfc5280{},
                         danger::NoRevocation{}, SslPeer<"CN=QM*, O=Acme">{});
  };
  auto const qm1 = endpoint("CN=QM1,O=Acme"), qm2 = endpoint("CN=QM2,O=Acme");
  if (!qm1 || !qm2) return 1;

  auto [ours, theirs] = MemoryPair::make();
  auto received = std::async(std::launch::async, receive_one, std::move(theirs), *qm2);
  auto const sent = send_one(std::move(ours), *qm1);
  auto const message = received.get();
  if (!sent || !message) return std::puts(explain(sent ? message.error() : sent.error()).c_str()), 1;
  std::printf("QM2 received: %s\n", message->c_str());
  return 0;
}
