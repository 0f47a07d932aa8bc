// SPDX-License-Identifier: Apache-2.0
// From a protocol of its own to TLS on the same connection, for the servers that begin in plain text.
#pragma once

#include "upgrade_amqp.hpp"
#include "upgrade_ldap.hpp"
#include "upgrade_postgres.hpp"
#include "upgrade_smtp.hpp"

#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace probe {

inline constexpr std::array<std::string_view, 4> upgrade_names{"postgres", "smtp", "ldap", "amqp"};

/// `protocol` is one of `upgrade_names`.
template <vidimus::Transport T>
auto upgrade(T& transport, std::string_view protocol, std::chrono::milliseconds allowed) -> Upgrade<void> {
  Wire<T> wire{transport, allowed};
  if (protocol == "postgres") return upgrade_postgres(wire);
  if (protocol == "smtp") return upgrade_smtp(wire);
  if (protocol == "ldap") return upgrade_ldap(wire);
  if (protocol == "amqp") return upgrade_amqp(wire);
  return not_upgraded("nobody here knows how to upgrade " + std::string{protocol});
}

}  // namespace probe
