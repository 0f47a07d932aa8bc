// SPDX-License-Identifier: Apache-2.0
// A client that checks its peer's revocation, connected to a peer that accepts anybody.
#pragma once

#include "company.hpp"

#include <vidimus/channel/connect.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/http_fetcher.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace vidimus_test {

/// May fetch from the servers of tests.
using OnLoopback = vidimus::HttpFetcher<vidimus::HttpLimits{
    .total_milliseconds = 10'000, .body_octets = 1U << 20U, .loopback = vidimus::Access::allowed}>;

/// An endpoint of QM1's with a checker and further policies.
template <class Checker, class... Ps>
auto asking(Company const& acme, Checker checker, Ps... policies) {
  return vidimus::make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), vidimus::Rfc5280{},
                                std::move(checker), vidimus::danger::AnyPeerName{}, std::move(policies)...)
      .value();
}

/// Connects to who holds `own`, whom one may `expect`: the report of the channel, or why there is none.
template <class Endpoint, class... Name>
auto connect_to(Company const& acme, small_ca::Issued const& own, Endpoint const& client, Name const&... expected)
    -> vidimus::Result<std::string> {
  auto pair = vidimus::MemoryPair::make();
  std::thread server{[&acme, &own, transport = std::move(pair.second)]() mutable {
    auto const endpoint = vidimus::make_endpoint(acme.credentials(own), acme.anchors(), vidimus::Rfc5280{},
                                                 vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{})
                              .value();
    auto channel = vidimus::accept(std::move(transport), endpoint);
    std::array<std::byte, 1> byte;
    if (channel) (void)channel->read(byte);
  }};
  auto outcome = [&]() -> vidimus::Result<std::string> {
    auto const channel = vidimus::connect(std::move(pair.first), client, expected...);
    if (!channel) return vidimus::refuse(channel.error());
    return channel->report().to_text();
  }();
  server.join();
  return outcome;
}

/// In words: the report, or the explanation of the refusal.
inline auto in_words(vidimus::Result<std::string> const& outcome) -> std::string {
  return outcome ? *outcome : vidimus::explain(outcome.error());
}

inline void check_words(std::string const& text, std::vector<std::string> const& words) {
  for (auto const& part : words) {
    CAPTURE(part);
    CHECK(text.find(part) != std::string::npos);
  }
}
/// REQUIREs a channel, whose report has these words in it.
inline void check_accepted(vidimus::Result<std::string> const& outcome, std::vector<std::string> const& words) {
  INFO(in_words(outcome));
  REQUIRE(outcome);
  check_words(*outcome, words);
}
/// REQUIREs a refusal with this code, whose explanation has these words in it.
inline void check_refused(vidimus::Result<std::string> const& outcome, vidimus::Errc code,
                          std::vector<std::string> const& words = {}) {
  INFO(in_words(outcome));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == code);
  check_words(explain(outcome.error()), words);
}

/// The time of day, moved.
struct MovedClock {
  using role = vidimus::role::clock;
  std::shared_ptr<std::atomic<std::chrono::seconds>> by =
      std::make_shared<std::atomic<std::chrono::seconds>>(std::chrono::seconds{0});
  [[nodiscard]] auto now() const -> vidimus::Time { return small_ca::now() + by->load(); }
};

}  // namespace vidimus_test
