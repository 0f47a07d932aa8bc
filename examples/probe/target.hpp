// SPDX-License-Identifier: Apache-2.0
// Whom to probe: HOST:PORT, where HOST is a name, an IPv4 address, or an IPv6 address in brackets.
#pragma once

#include <vidimus/peer_name/ip_id.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace probe {

struct Target {
  std::string host;
  std::uint16_t port;

  [[nodiscard]] auto text() const -> std::string {
    auto const is_bracketed = host.find(':') != std::string::npos;
    return (is_bracketed ? '[' + host + ']' : host) + ':' + std::to_string(port);
  }
  /// Nothing is looked up.
  [[nodiscard]] auto is_address() const -> bool { return vidimus::IpId<vidimus::dynamic>::parse(host).has_value(); }
};

inline auto port_of(std::string const& digits) -> std::optional<std::uint16_t> {
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  auto const port = std::stoul(digits);
  if (port == 0 || port > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

/// Nothing: it is none.
inline auto target_of(std::string const& text) -> std::optional<Target> {
  auto const colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  auto const port = port_of(text.substr(colon + 1));
  auto host = text.substr(0, colon);
  bool const is_bracketed = host.front() == '[' && host.back() == ']';
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  if (!port || host.empty() || is_bracketed != (host.find(':') != std::string::npos)) return std::nullopt;
  return Target{host, *port};
}

}  // namespace probe
