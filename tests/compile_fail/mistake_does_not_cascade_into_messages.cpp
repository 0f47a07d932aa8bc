// error: vidimus: name a PeerNameFilter; to accept any name, write vidimus::danger::AnyPeerName and mean it
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include "common.hpp"
using namespace vidimus;
auto talk() -> Result<void> {
  auto endpoint = make_endpoint(own(), trusted(), MyValidator{}, danger::NoRevocation{});
  if (!endpoint) return refuse(endpoint.error());
  auto channel = connect(NoTransport{}, *endpoint);
  if (!channel) return refuse(std::move(channel.error()));
  std::puts(channel->report().to_text().c_str());
  for (auto const& check : channel->report().checks()) std::puts(check.what.c_str());
  if (channel->negotiated().cipher_suite == 0 || !channel->peer().path()) return refuse(Errc::bad_argument);
  if (auto updated = channel->update_keys(); !updated) return updated;

  MessageStream messages{*std::move(channel)};
  if (auto sent = messages.send(bytes_of("ready")); !sent) return sent;
  auto const message = messages.receive();
  if (!message) return refuse(message.error());
  if (*message) std::puts(std::string{text_of(**message)}.c_str());
  return messages.close();
}
