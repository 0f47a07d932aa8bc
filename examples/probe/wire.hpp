// SPDX-License-Identifier: Apache-2.0
// A transport before TLS: octets of a small protocol, read one at a time, so that nothing behind an answer is taken away from
// TLS. What a server says there too early reaches the TLS engine, which refuses it.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/concept.hpp>

#include <tl/expected.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace probe {

/// Why there is no TLS to begin with.
struct NotUpgraded {
  enum class Cause : unsigned char { connection, server };
  Cause cause;
  std::string sentence;
};

template <class T>
using Upgrade = tl::expected<T, NotUpgraded>;

inline auto not_upgraded(std::string sentence) -> tl::unexpected<NotUpgraded> {
  return tl::unexpected<NotUpgraded>{{NotUpgraded::Cause::server, std::move(sentence)}};
}
inline auto lost(std::string sentence) -> tl::unexpected<NotUpgraded> {
  return tl::unexpected<NotUpgraded>{{NotUpgraded::Cause::connection, std::move(sentence)}};
}

/// What a server said, safe to print.
inline auto in_quotes(std::string_view said) -> std::string {
  std::string text = "'";
  for (char const c : said.substr(0, 200)) {
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    text += c >= 0x20 && c < 0x7f ? std::string(1, c) : std::string{escaped};
  }
  return text + '\'';
}

/// Borrows the transport. All of it together ends in `allowed`, and a read of the transport's own deadline later.
template <vidimus::Transport T>
class Wire {
 public:
  explicit Wire(T& transport, std::chrono::milliseconds allowed)
      : transport_{transport}, until_{std::chrono::steady_clock::now() + allowed} {}

  auto send(std::string_view octets) -> Upgrade<void> {
    auto left = vidimus::bytes_of(octets);
    while (!left.empty()) {
      std::error_code error;
      left = left.subspan(transport_.write_some(left, error));
      if (error) return lost("the upgrade could not be asked for: " + error.message());
    }
    return {};
  }

  auto octet() -> Upgrade<char> {
    if (std::chrono::steady_clock::now() > until_) return lost("the server took too long for its answer");
    std::array<std::byte, 1> one;
    std::error_code error;
    auto const count = transport_.read_some(one, error);
    if (error) return lost("no answer to the upgrade: " + error.message());
    if (count == 0) return lost("the server closed the connection instead of answering");
    return static_cast<char>(one[0]);
  }

  auto octets(std::size_t count) -> Upgrade<std::string> {
    std::string all;
    while (all.size() != count) {
      auto const next = octet();
      if (!next) return tl::unexpected<NotUpgraded>{next.error()};
      all += *next;
    }
    return all;
  }

 private:
  T& transport_;
  std::chrono::steady_clock::time_point until_;
};

}  // namespace probe
