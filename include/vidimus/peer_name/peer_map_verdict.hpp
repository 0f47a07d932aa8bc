// SPDX-License-Identifier: Apache-2.0
// What a PeerMap's decision is as a verdict: whom it maps or allows is accepted, nobody else.
#pragma once

#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/peer_map_decision.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::detail {

/// For a report: a text, a whole number, or what `to_text(value)` makes of another type; empty for a type without one.
template <class Value>
[[nodiscard]] auto mapped_text(Value const& value) -> std::string {
  if constexpr (std::convertible_to<Value const&, std::string_view>) {
    return printable(value);
  } else if constexpr (std::integral<Value> && !std::same_as<Value, bool>) {
    return std::to_string(value);
  } else if constexpr (requires {
                         { to_text(value) } -> std::convertible_to<std::string>;
                       }) {
    return to_text(value);
  } else {
    return {};
  }
}

[[nodiscard]] inline auto map_text(std::size_t rules) -> std::string {
  return "a peer map of " + std::to_string(rules) + (rules == 1 ? " rule" : " rules");
}

[[nodiscard]] inline auto past_tense(PeerAction action) -> std::string {
  return action == PeerAction::map ? "mapped" : action == PeerAction::allow ? "allowed" : "blocked";
}

/// Of a decision with a winner.
template <class Value>
[[nodiscard]] auto winner_text(Decision<Value> const& decision) -> std::string {
  auto const value = decision.value ? mapped_text(*decision.value) : std::string{};
  return past_tense(decision.winner->action) + (value.empty() ? "" : " to " + value) + " by " + decision.winner->rule;
}

template <class Value>
[[nodiscard]] auto warning_of(Decision<Value> const& decision) -> std::string {
  std::string text;
  for (auto const& dry_run : decision.dry_runs)
    text += "; warning: " + past_tense(dry_run.action) + " by " + dry_run.rule + " if it were no dry run";
  return text;
}

/// Errors: see `PeerMap::accepts`.
template <class Value>
[[nodiscard]] auto verdict_on(Decision<Value> const& decision, EndEntity const& peer, std::string const& map)
    -> Verdict {
  auto const warning = warning_of(decision);
  if (decision.is_accepted()) return Verdict::accepted(winner_text(decision) + warning);
  auto const code = decision.winner ? Errc::peer_blocked : Errc::peer_not_mapped;
  auto const wanted = decision.winner ? "none that is blocked by " + decision.winner->rule : map;
  auto subject = peer.certificate.subject().to_text();
  Finding finding{code, Mismatch{wanted + warning, {subject}}};
  return Verdict::refused(std::move(finding).about(0, std::move(subject)));
}

}  // namespace vidimus::detail
