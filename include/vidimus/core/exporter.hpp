// SPDX-License-Identifier: Apache-2.0
// Secrets that both ends of a TLS 1.3 channel can compute and nobody else (RFC 8446, 7.5; RFC 5705): a policy names the
// labels, and they are computed when the handshake ends.
#pragma once

#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

namespace vidimus {

/// Octets of every exported secret, as RFC 9266 has it for `tls-exporter`.
inline constexpr std::size_t exported_octets = 32;

/// Names the labels of the secrets that a channel keeps for its program.
template <class P>
concept ExporterPolicy = HasRole<P, role::exporter> && requires {
  { P::labels() } -> std::convertible_to<std::span<std::string_view const>>;
};

/// `Exporters<"EXPORTER-my-protocol">`; without a context. `channel.exported("EXPORTER-my-protocol")`.
template <FixedString... Labels>
struct Exporters {
  using role = vidimus::role::exporter;
  [[nodiscard]] static auto labels() -> std::span<std::string_view const> {
    static_assert(
        (Labels.view().starts_with("EXP") && ...),
        "vidimus: a label begins with EXPORTER, or with EXPERIMENTAL where it is not registered (RFC 5705, 4)");
    static_assert(((Labels.view().size() <= 249) && ...), "vidimus: a label has at most 249 octets (RFC 8446, 7.1)");
    static constexpr std::array<std::string_view, sizeof...(Labels)> all{Labels.view()...};
    return all;
  }
};

/// The default: `tls-exporter` alone, which every TLS 1.3 channel has.
struct NoExporters {
  using role = vidimus::role::exporter;
  [[nodiscard]] static auto labels() -> std::span<std::string_view const> { return {}; }
};

}  // namespace vidimus
