// SPDX-License-Identifier: Apache-2.0
// Looking up a host's addresses without waiting: the system's resolver, which can only wait, is called in the background.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/transport/address.hpp>
#include <vidimus/transport/background.hpp>
#include <vidimus/transport/socket_address.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

using FoundAddresses = Result<std::vector<SocketAddress>>;

/// Waits for the system's resolver.
[[nodiscard]] inline auto look_up_now(std::string const& host, std::uint16_t port) -> FoundAddresses {
  return resolve(host, port).map([](Addresses const& list) { return addresses_of(list.get()); });
}

/// A look-up in progress. Movable; one thread at a time; destroying it gives it up.
class NameLookup {
 public:
  using Resolver = auto (*)(std::string const& host, std::uint16_t port) -> FoundAddresses;

  [[nodiscard]] static auto start(std::string const& host, std::uint16_t port, Resolver resolver = look_up_now)
      -> NameLookup {
    auto question = std::make_shared<Question>([=] { return resolver(host, port); });
    auto const error = Crew::of_process<NameLookup>()->send(question);
    if (!error) return NameLookup{std::move(question), std::nullopt};
    return known(refuse(
        Finding{Errc::name_resolution_failed, Underlying{"resolving the name", error}, {}, host_and_port(host, port)}));
  }
  /// One that needs nobody.
  [[nodiscard]] static auto known(FoundAddresses found) -> NameLookup { return NameLookup{nullptr, std::move(found)}; }

  /// Readable once there is an answer; -1: there is one.
  [[nodiscard]] auto descriptor() const -> int { return question_ ? question_->descriptor() : -1; }
  /// The addresses or why there are none, once; nothing: not yet.
  [[nodiscard]] auto answer() -> std::optional<FoundAddresses> {
    return question_ ? question_->take() : std::exchange(known_, std::nullopt);
  }

 private:
  using Question = ErrandFor<FoundAddresses>;

  NameLookup(std::shared_ptr<Question> question, std::optional<FoundAddresses> found)
      : question_{std::move(question)}, known_{std::move(found)} {}

  std::shared_ptr<Question> question_;
  std::optional<FoundAddresses> known_;
};

}  // namespace vidimus::detail
