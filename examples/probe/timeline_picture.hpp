// SPDX-License-Identifier: Apache-2.0
// The timeline as a picture: a row for each event, a bar from its beginning to its end.
#pragma once

#include "svg_canvas.hpp"
#include "timeline.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace probe {

class TimelinePicture {
 public:
  explicit TimelinePicture(std::span<Event const> events) : events_{events} {
    for (auto const& event : events) whole_ = std::max(whole_, event.start + event.took);
  }

  /// As SVG.
  [[nodiscard]] auto draw() && -> std::string {
    int y = margin + 8;
    canvas_.text({bars_at, y}, "small dim", "0 ms");
    canvas_.text({bars_at + bars_width - 60, y}, "small dim", milliseconds_in_words(whole_));
    for (auto const& event : events_) row(event, y += row_height);
    canvas_.text(
        {margin, y + row_height + 6}, "dim",
        "Green: done, or accepted. Red: failed, or refused. Grey: skipped, noted, or a fetch that was answered.");
    auto const drawing = canvas_.finished(width, y + row_height + margin, "Timeline", in_words());
    return with_names_of_its_own(drawing);
  }

 private:
  static constexpr int margin = 24, row_height = 24, labels_width = 470, bars_at = margin + labels_width,
                       bars_width = 420, times_width = 100, width = bars_at + bars_width + times_width + margin;
  static constexpr std::size_t label_columns = 63;

  [[nodiscard]] auto pixels(std::chrono::nanoseconds time) const -> int {
    if (whole_.count() == 0) return 0;
    return static_cast<int>(static_cast<double>(time.count()) / static_cast<double>(whole_.count()) * bars_width);
  }

  void row(Event const& event, int y) {
    canvas_.begin_group(event.what + (event.why.empty() ? "" : '\n' + event.why));
    canvas_.text({margin, y + 4}, event.is_good() ? "" : "bad", markup::shortened(event.what, label_columns));
    auto const left = std::min(pixels(event.start), bars_width - 2);
    canvas_.rectangle({bars_at + left, y - 6}, std::max(pixels(event.took), 2), 12, 2, colour_of(event));
    canvas_.text({bars_at + bars_width + 10, y + 4}, "small", milliseconds_in_words(event.took));
    canvas_.end_group();
  }

  static auto colour_of(Event const& event) -> char const* {
    if (!event.is_good()) return "seal";
    return event.outcome == vidimus::Outcome::accepted && event.kind != Kind::fetch ? "seal good" : "tip";
  }

  [[nodiscard]] auto in_words() const -> std::string {
    std::string text;
    for (auto const& event : events_) text += event.what + ": " + milliseconds_in_words(event.took) + ". ";
    return text;
  }

  /// It stands on a page with another picture.
  static auto with_names_of_its_own(std::string svg) -> std::string {
    constexpr std::string_view before = "\"picture-title picture-description\"";
    constexpr std::string_view title = "<title id=\"picture-", description = "<desc id=\"picture-";
    svg.replace(svg.find(before), before.size(), "\"timeline-title timeline-description\"");
    svg.replace(svg.find(title), title.size(), "<title id=\"timeline-");
    svg.replace(svg.find(description), description.size(), "<desc id=\"timeline-");
    return svg;
  }

  std::span<Event const> events_;
  std::chrono::nanoseconds whole_{};
  svg::Canvas canvas_;
};

}  // namespace probe
