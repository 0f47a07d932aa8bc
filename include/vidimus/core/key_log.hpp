// SPDX-License-Identifier: Apache-2.0
// Writing down a channel's secrets, so that Wireshark can read what was recorded of it: a policy, and a danger. Whoever has
// the log reads everything that those channels carried.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/role.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// `is_logging` false: nothing is ever handed out. `log` is called on the thread of the handshake, from any thread.
template <class P>
concept KeyLogPolicy = HasRole<P, role::key_log> && requires(P const& policy, std::string_view line) {
  { P::is_logging } -> std::convertible_to<bool>;
  { policy.log(line) } -> std::same_as<void>;
};

/// The default.
struct NoKeyLog {
  using role = vidimus::role::key_log;
  static constexpr bool is_logging = false;
  void log(std::string_view) const {}
};

namespace danger {
/// Hands each line of the NSS key log format, without its line end, to `sink(line)`: a callable that is const and safe to
/// call from several threads.
template <class Sink>
struct KeyLog {
  static_assert(std::invocable<Sink const&, std::string_view>,
                "vidimus: a key log's sink is called with a std::string_view: one line, without its end");
  using role = vidimus::role::key_log;
  static constexpr bool is_logging = true;
  [[no_unique_address]] Sink sink;
  void log(std::string_view line) const { sink(line); }
};
template <class Sink>
KeyLog(Sink) -> KeyLog<Sink>;
}  // namespace danger

namespace detail {
/// `CLIENT_TRAFFIC_SECRET_0 <client_random> <secret>`.
[[nodiscard]] inline auto key_log_line(std::string_view label, ByteView client_random, ByteView secret) -> std::string {
  return std::string{label} + ' ' + to_hex(client_random) + ' ' + to_hex(secret);
}
}  // namespace detail

}  // namespace vidimus
