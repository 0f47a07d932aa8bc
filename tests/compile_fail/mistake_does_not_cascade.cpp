// error: vidimus: name a PeerNameFilter; to accept any name, write vidimus::danger::AnyPeerName and mean it
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
void talk() {
  auto endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{});
  auto channel = vidimus::connect(NoTransport{}, *endpoint);
  std::array<std::byte, 16> bytes{};
  if (auto got = channel->read(bytes); got) (void)channel->write(bytes);
  (void)channel->close();
}
