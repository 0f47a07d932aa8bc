// SPDX-License-Identifier: Apache-2.0
// A program with macros of the kind that old headers leave behind, compiled without exceptions and without RTTI: one
// channel, a message across it. others.hpp, which run.py writes, includes what is not this project's.
#include "others.hpp"

#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define ERROR 0
#define NO_ERROR 0L
#define DELETE (0x00010000L)
#define TRUE 1
#define FALSE 0
#define IN
#define OUT
#define near
#define far
#define small char
#define interface struct

#include <vidimus/vidimus.hpp>

using namespace vidimus;

#if defined(__cpp_exceptions) || defined(__cpp_rtti)
#error "this is to be compiled without exceptions and without RTTI"
#endif

using Channel = SecureChannel<MemoryTransport, Rfc5280, danger::NoRevocation, DnsId<"qm2.acme.example">>;

auto endpoint_of(char const* anchor, char const* own, char const* key) -> Result<Channel::endpoint_type> {
  auto anchors = TrustAnchors::from_file(anchor);
  if (!anchors) return refuse(std::move(anchors.error()));
  auto credentials = Credentials::from_files(own, key);
  if (!credentials) return refuse(std::move(credentials.error()));
  return Channel::endpoint_type::make(*credentials, *anchors, Rfc5280{}, danger::NoRevocation{}, {});
}

auto receive_one(MemoryTransport transport, Channel::endpoint_type const& endpoint) -> Result<std::string> {
  auto channel = accept(std::move(transport), endpoint);
  if (!channel) return refuse(std::move(channel.error()));
  MessageStream messages{*std::move(channel)};
  auto const message = messages.receive();
  if (!message) return refuse(message.error());
  if (auto const end = messages.receive(); !end) return refuse(end.error());  // the peer closes before we are gone
  return std::string{*message ? text_of(**message) : "nothing"};
}

auto send_one(MemoryTransport transport, Channel::endpoint_type const& endpoint) -> Result<void> {
  auto channel = connect(std::move(transport), endpoint);
  if (!channel) return refuse(std::move(channel.error()));
  MessageStream messages{*std::move(channel)};
  if (auto sent = messages.send(bytes_of("MQPUT")); !sent) return sent;
  return messages.close();
}

int main(int count, char** files) {
  if (count != 4) return std::puts("hostile ANCHOR CERTIFICATE KEY"), 2;
  auto const endpoint = endpoint_of(files[1], files[2], files[3]);
  if (!endpoint) return std::puts(explain(endpoint.error()).c_str()), 1;
  auto [ours, theirs] = MemoryPair::make();
  Result<std::string> received{"nothing"};
  std::thread other{[&, end = std::move(theirs)]() mutable { received = receive_one(std::move(end), *endpoint); }};
  auto const sent = send_one(std::move(ours), *endpoint);
  other.join();
  if (!sent || !received) return std::puts(explain(sent ? received.error() : sent.error()).c_str()), 1;
  std::puts(received->c_str());
  return *received == "MQPUT" ? 0 : 1;
}
