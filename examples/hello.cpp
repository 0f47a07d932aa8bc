// SPDX-License-Identifier: Apache-2.0
// The program of docs/tutorial.md: `hello serve 1414` waits for a message, `hello send 1414 TEXT` sends one. Certificates, keys
// and the CRL are files in the current folder.
#include <vidimus/vidimus.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

using namespace vidimus;

using Channel = SecureChannel<TcpTransport,
                              Rfc5280,                     // who vouches for the peer: a path to ca.pem
                              CrlChecker<>,                // is any certificate of the path revoked: crl.pem
                              SslPeer<"CN=QM*, O=Acme">>;  // who it must be

auto endpoint_of(std::string const& name) -> Result<Channel::endpoint_type> {
  auto anchors = TrustAnchors::from_file("ca.pem");
  if (!anchors) return refuse(std::move(anchors.error()));
  auto own = Credentials::from_files(name + ".pem", name + ".key");
  if (!own) return refuse(std::move(own.error()));
  auto crls = CrlStore::from_file("crl.pem");
  if (!crls) return refuse(std::move(crls.error()));
  return Channel::endpoint_type::make(*own, *anchors, Rfc5280{}, CrlChecker<>{*crls}, {});
}

auto serve(std::uint16_t port) -> Result<void> {
  auto const endpoint = endpoint_of("qm2");
  if (!endpoint) return refuse(endpoint.error());
  auto listener = TcpListener::listen(Interface::loopback, port);
  if (!listener) return refuse(std::move(listener.error()));
  std::printf("listening on %s\n", listener->description().c_str());
  std::fflush(stdout);

  auto transport = listener->accept();
  if (!transport) return refuse(std::move(transport.error()));
  auto channel = accept(*std::move(transport), *endpoint);
  if (!channel) return refuse(std::move(channel.error()));
  std::puts(channel->report().to_text().c_str());

  MessageStream messages{*std::move(channel)};
  if (auto sent = messages.send(bytes_of("ready")); !sent) return sent;
  auto const message = messages.receive();
  if (!message) return refuse(message.error());
  if (*message) std::printf("received: %s\n", std::string{text_of(**message)}.c_str());
  return messages.close();
}

auto send(std::uint16_t port, char const* text) -> Result<void> {
  auto const endpoint = endpoint_of("qm1");
  if (!endpoint) return refuse(endpoint.error());
  auto transport = TcpTransport::connect("127.0.0.1", port);
  if (!transport) return refuse(std::move(transport.error()));
  auto channel = connect(*std::move(transport), *endpoint);
  if (!channel) return refuse(std::move(channel.error()));

  // Under TLS 1.3 a client is done before its server has judged it: what the server thinks comes with the first message.
  MessageStream messages{*std::move(channel)};
  if (auto const ready = messages.receive(); !ready) return refuse(ready.error());
  if (auto sent = messages.send(bytes_of(text)); !sent) return sent;
  return messages.close();
}

int main(int count, char** words) {
  if (count < 3) return std::puts("hello serve PORT | hello send PORT TEXT"), 2;
  auto const port = static_cast<std::uint16_t>(std::stoul(words[2]));
  auto const done = count > 3 ? send(port, words[3]) : serve(port);
  if (!done) return std::puts(explain(done.error()).c_str()), 1;
  return 0;
}
