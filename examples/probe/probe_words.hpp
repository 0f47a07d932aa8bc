// SPDX-License-Identifier: Apache-2.0
// What came of a probe, as text and as JSON.
#pragma once

#include "chain_words.hpp"
#include "probing.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace probe {

/// The exit status in a word.
constexpr auto name_of(Status status) -> std::string_view {
  switch (status) {
    case Status::accepted: return "accepted";
    case Status::refused: return "refused";
    case Status::not_probed: return "not probed";
    case Status::unreachable: return "unreachable";
    case Status::no_upgrade: return "no upgrade to TLS";
    case Status::turned_away: return "turned away by the server";
  }
  return {};
}

inline auto title_of(Probed const& probed) -> std::string {
  return probed.target.text() + ": " + std::string{name_of(probed.status)};
}

/// Why it is not accepted: several lines, without the checks.
inline auto reason_of(Probed const& probed) -> std::string {
  if (probed.no_upgrade) return *probed.no_upgrade;
  return probed.failure ? explain(*probed.failure) : std::string{};
}

/// Every check of the channel, in order.
inline auto checks_in_words(Probed const& probed) -> std::string {
  auto const checks =
      probed.report ? probed.report->checks() : (probed.failure ? probed.failure->checks() : std::span<Check const>{});
  std::string text;
  for (auto const& check : checks) text += "\n  " + explain(check);
  return text;
}

inline auto in_words(Event const& event) -> std::string {
  auto text = milliseconds_in_words(event.start) + " + " + milliseconds_in_words(event.took) + "  " +
              std::string{name_of(event.kind)} + "  " + event.what;
  return event.why.empty() ? text : text + " (" + event.why + ')';
}

/// Connections, upgrades and fetches; the checks are told apart.
inline auto journeys_in_words(Probed const& probed) -> std::string {
  std::string text;
  for (auto const& event : probed.timeline->events())
    if (event.kind != Kind::check) text += "\n  " + in_words(event);
  return text;
}

inline auto indented(std::string_view lines) -> std::string {
  std::string text;
  for (char const c : lines.substr(0, lines.find_last_not_of('\n') + 1)) text += c == '\n' ? "\n  " : std::string(1, c);
  return "\n  " + text;
}

/// Several lines; no line end at the end.
inline auto as_text(Probed const& probed) -> std::string {
  auto text = title_of(probed);
  if (auto const reason = reason_of(probed); !reason.empty()) text += "\n\n" + reason;
  text += "\n\npolicy" + indented(probed.policy);
  if (auto const checks = checks_in_words(probed); !checks.empty()) text += "\n\nchecks" + checks;
  auto const& answer = probed.validation->answer;
  if (answer.path) text += "\n\ncertification path\n" + drawing_of(*answer.path, 2);
  if (auto const count = answer.tried().size(); count != 0 && probed.report)  // a refusal has them among its reasons
    text += "\n\n" + chain::counted(count, "path") + " tried before it" + chain::paths_in_words(answer);
  return text + "\n\nconnections and fetches" + journeys_in_words(probed);
}

inline auto json_of(Event const& event) -> std::string {
  JsonObject object;
  object.text("kind", name_of(event.kind)).text("what", event.what).text("outcome", name_of(event.outcome));
  if (!event.why.empty()) object.text("why", event.why);
  return object.number("start_nanoseconds", event.start.count()).number("nanoseconds", event.took.count()).str();
}

inline auto presented_as_json(Probed const& probed) -> std::string {
  std::string presented;
  if (auto const& chain = probed.validation->answer.chain)
    for (auto const& certificate : chain->certificates())
      presented += (presented.empty() ? "" : ",") + json_of(certificate, false);
  return '[' + presented + ']';
}

/// In one line: `verdict` is as `Report::to_json` or `json_of(Failure)` has it.
inline auto as_json(Probed const& probed) -> std::string {
  JsonObject object;
  object.text("target", probed.target.text()).text("outcome", name_of(probed.status));
  object.number("exit_status", static_cast<int>(probed.status)).text("policy", probed.policy);
  if (probed.report) object.raw("verdict", probed.report->to_json());
  if (probed.failure) object.raw("verdict", json_of(*probed.failure));
  if (probed.no_upgrade) object.text("no_upgrade", *probed.no_upgrade);
  object.raw("presented", presented_as_json(probed));
  std::string events;
  for (auto const& event : probed.timeline->events()) events += (events.empty() ? "" : ",") + json_of(event);
  return object.raw("timeline", '[' + events + ']').str();
}

}  // namespace probe
