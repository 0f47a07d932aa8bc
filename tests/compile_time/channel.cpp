// SPDX-License-Identifier: Apache-2.0
// The umbrella and one channel type, connected: what a program's first channel costs its compiler.
#include <vidimus/vidimus.hpp>

using namespace vidimus;

auto open(TcpTransport transport, Endpoint<Rfc5280, CrlChecker<>, SslPeer<"CN=QM2*, OU=Payments, O=Acme">,
                                           SslCiph<"ANY_TLS12_OR_HIGHER">> const& endpoint) -> bool {
  auto channel = connect(std::move(transport), endpoint);
  return channel && channel->write(bytes_of("hello")) && channel->close();
}
