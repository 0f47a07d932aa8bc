// SPDX-License-Identifier: Apache-2.0
// What happened when: connecting, the upgrade, each check as the channel tells of it, each fetch.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/core/observer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probe {

using Clock = std::chrono::steady_clock;

enum class Kind : unsigned char { connection, upgrade, check, fetch };

constexpr auto name_of(Kind kind) -> std::string_view {
  switch (kind) {
    case Kind::connection: return "connection";
    case Kind::upgrade: return "upgrade";
    case Kind::check: return "check";
    case Kind::fetch: return "fetch";
  }
  return {};
}

struct Event {
  Kind kind;
  std::string what;
  std::chrono::nanoseconds start, took;
  vidimus::Outcome outcome;
  std::string why{};  ///< of what is not good; of an accepted check, what matched

  [[nodiscard]] auto is_good() const -> bool { return outcome != vidimus::Outcome::refused; }
};

inline auto milliseconds_in_words(std::chrono::nanoseconds time) -> std::string {
  char text[32];
  auto const length =
      std::snprintf(text, sizeof text, "%.2f ms", std::chrono::duration<double, std::milli>(time).count());
  return {text, static_cast<std::size_t>(length)};
}

/// Of one probe, in one thread.
class Timeline {
 public:
  void add(Kind kind, std::string what, Clock::time_point start, std::string why = {}) {
    auto const outcome = why.empty() ? vidimus::Outcome::accepted : vidimus::Outcome::refused;
    events_.push_back({kind, std::move(what), start - begin_, Clock::now() - start, outcome, std::move(why)});
  }
  /// It has just ended.
  void add(vidimus::Check const& check) {
    auto const why = check.finding ? explain(*check.finding) : check.because;
    auto what = std::string{name_of(check.stage)} + ": " + check.what;
    if (!check.input.empty()) what += ": " + check.input;
    events_.push_back(
        {Kind::check, std::move(what), Clock::now() - begin_ - check.took, check.took, check.outcome, why});
  }
  [[nodiscard]] auto events() const -> std::vector<Event> const& { return events_; }

 private:
  Clock::time_point begin_ = Clock::now();
  std::vector<Event> events_;
};

/// An Observer. Its channel is used by one thread.
struct TimelineObserver {
  using role = vidimus::role::observer;
  std::shared_ptr<Timeline> timeline;

  void observe(vidimus::Check const& check) const { timeline->add(check); }
};

}  // namespace probe
