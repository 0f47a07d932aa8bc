// SPDX-License-Identifier: Apache-2.0
// The n-th I/O fails, for every n, until nothing fails any more: each break ends with an error, never with a channel that
// is not whole and never with a hang.
#include "company.hpp"
#include "engine_failing_transport.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/vidimus.hpp>

#include <thread>

using namespace vidimus;
using vidimus_test::Company;
using vidimus_test::FailingTransport;

namespace {

template <class Spec>
auto converse_failing_at(Company const& acme, std::size_t n) -> bool {
  auto const end = [&](char const* subject) {
    return make_endpoint(acme.credentials(subject), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                         danger::AnyPeerName{}, Spec{})
        .value();
  };
  auto const qm1 = end("CN=QM1");
  auto const qm2 = end("CN=QM2");
  auto pair = MemoryPair::make();
  std::thread server{[&qm2, transport = std::move(pair.second)]() mutable {
    auto channel = accept(std::move(transport), qm2);
    std::array<std::byte, 64> bytes;
    if (channel && channel->read(bytes)) (void)channel->write(bytes_of("pong"));
  }};
  std::size_t answered = 0;
  std::optional<Errc> failed;
  {
    auto channel = connect(FailingTransport{std::move(pair.first), n}, qm1);
    if (!channel) failed = channel.error().code();
    if (channel) {
      std::array<std::byte, 64> bytes;
      if (auto const sent = channel->write(bytes_of("ping")); !sent) failed = sent.error().code();
      if (!failed) {
        auto const read = channel->read(bytes);
        if (read)
          answered = *read;
        else
          failed = read.error().code();
      }
    }
  }
  server.join();
  if (failed) CHECK(*failed == Errc::connection_lost);
  CHECK(failed.has_value() != (answered == 4));
  return !failed;
}

}  // namespace

TEST_CASE("whichever I/O breaks, the error says so", "[channel]") {
  Company const acme;
  std::size_t n = 1;
  while (n != 100 && !converse_failing_at<SslCiph<"ANY_TLS12">>(acme, n)) ++n;
  CHECK(n > 4);
  CHECK(n != 100);
  n = 1;
  while (n != 100 && !converse_failing_at<SslCiph<"ANY_TLS13">>(acme, n)) ++n;
  CHECK(n > 4);
  CHECK(n != 100);
}
