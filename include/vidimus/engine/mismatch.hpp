// SPDX-License-Identifier: Apache-2.0
// Why two ends found nothing in common: both lists, side by side. The TLS library says only that it is so.
#pragma once

#include <vidimus/core/finding.hpp>
#include <vidimus/engine/code_points.hpp>
#include <vidimus/engine/hello.hpp>
#include <vidimus/engine/settings.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vidimus::engine::detail {

[[nodiscard]] inline auto have_common(std::span<std::uint16_t const> ours, std::span<std::uint16_t const> theirs)
    -> bool {
  return std::ranges::find_first_of(ours, theirs) != ours.end();
}

[[nodiscard]] inline auto own_versions(Settings const& settings) -> std::vector<std::uint16_t> {
  std::vector<std::uint16_t> versions;
  if (settings.maximum == ProtocolVersion::tls13) versions.push_back(0x0304);
  if (settings.minimum == ProtocolVersion::tls12) versions.push_back(0x0303);
  return versions;
}

/// What we offered or would have taken, in one line.
[[nodiscard]] inline auto offer_text(Settings const& settings) -> std::string {
  return joined(texts_of(own_versions(settings), version_text)) + " with " +
         joined(texts_of(settings.suites, suite_text)) + " and groups " + joined(texts_of(settings.groups, group_text));
}

/// A server's view of a ClientHello with which it has nothing in common: what exactly is missing.
[[nodiscard]] inline auto server_mismatch(Settings const& settings, ClientOffer const& offer) -> Finding {
  if (auto const versions = own_versions(settings); !have_common(versions, offer.versions))
    return {Errc::protocol_version_unsupported,
            Mismatch{joined(texts_of(versions, version_text)), texts_of(offer.versions, version_text)}};
  // without groups in common no (EC)DHE suite can be used, whatever the suites are
  if (have_common(settings.suites, offer.suites) && !offer.groups.empty() &&
      !have_common(settings.groups, offer.groups))
    return {Errc::no_common_cipher_suite,
            Mismatch{joined(texts_of(settings.groups, group_text)), texts_of(offer.groups, group_text)}};
  return {Errc::no_common_cipher_suite,
          Mismatch{joined(texts_of(settings.suites, suite_text)), texts_of(offer.suites, suite_text)}};
}

/// A client's view of a server that refused its ClientHello, or answered with something else.
[[nodiscard]] inline auto client_mismatch(Settings const& settings, Errc code, std::string answer) -> Finding {
  return {code, Mismatch{offer_text(settings), {std::move(answer)}}};
}

}  // namespace vidimus::engine::detail
