// SPDX-License-Identifier: Apache-2.0
// What connect and accept return where the compiler has explained a mistake already: it has the members of a channel, declared
// and never defined, so that no second error follows the first. A program that holds one has not compiled.
#pragma once

#include <vidimus/channel/report.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/key_limits.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace vidimus::detail {

struct ExplainedChannel {
  using role = vidimus::role::explained_above;

  auto read(std::span<std::byte> out) -> Result<std::size_t>;
  auto write(ByteView bytes) -> Result<std::size_t>;
  auto write_gathered(std::span<ByteView const> pieces) -> Result<std::size_t>;
  auto flush() -> Result<bool>;
  void cork();
  auto uncork() -> Result<bool>;
  auto close() -> Result<void>;
  auto update_keys() -> Result<void>;
  [[nodiscard]] auto status() const -> ChannelStatus;
  auto limit_records(std::size_t octets) -> Result<void>;
  [[nodiscard]] auto tls_exporter() const -> Result<ByteView>;
  [[nodiscard]] auto exported(std::string_view label) const -> Result<ByteView>;
  [[nodiscard]] auto tls_server_end_point(Certificate const* own = nullptr) const -> Result<Buffer>;
  [[nodiscard]] auto peer() const -> AcceptedPeer const&;
  [[nodiscard]] auto negotiated() const -> Negotiated const&;
  [[nodiscard]] auto report() const -> Report;
};

}  // namespace vidimus::detail
