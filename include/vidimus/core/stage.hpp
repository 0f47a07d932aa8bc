// SPDX-License-Identifier: Apache-2.0
// The stages of the job. Each is a folder of this library and they stand in the order in which bytes meet them.
#pragma once

#include <vidimus/core/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vidimus {

enum class Stage : std::uint8_t {
  core,
  der,
  x509,
  crypto,
  transport,
  engine,
  path,
  revocation,
  peer_name,
  cipher_spec,
  pipeline,
  record,
  channel,
  message,
};

namespace detail {
inline constexpr std::array<std::string_view, 14> stage_names{
    "core",       "der",       "x509",        "crypto",   "transport", "engine",  "path",
    "revocation", "peer_name", "cipher_spec", "pipeline", "record",    "channel", "message"};
}

/// `path`, `revocation` and so on.
[[nodiscard]] constexpr auto name_of(Stage stage) -> std::string_view {
  return detail::stage_names[static_cast<std::size_t>(stage)];
}
static_assert(name_of(Stage::message) == "message");

}  // namespace vidimus
