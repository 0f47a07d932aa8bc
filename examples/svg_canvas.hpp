// SPDX-License-Identifier: Apache-2.0
// What a picture is drawn with: SVG that stands alone, needs nothing from elsewhere, and reads in light and dark.
#pragma once

#include "markup.hpp"

#include <string>
#include <string_view>

namespace svg {

struct Point {
  int x, y;
};

/// In pixels. Every text that is put on it is escaped.
class Canvas {
 public:
  /// A letter of the text's 12 pixels is 7.23 wide in the fonts named here.
  static constexpr std::string_view style = R"(
text{font:12px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#1b1f24;unicode-bidi:isolate;white-space:pre}
.paper{fill:#fff}.head{font-size:15px}.head,.bold{font-weight:bold}.small{font-size:10px}
.dim{fill:#57606a}.bad{fill:#a40e26}
.box{fill:#f6f8fa}.box,.inner{stroke:#57606a}.inner{fill:none}.accepted{stroke:#116329;stroke-width:3}
.edge{fill:none;stroke:#57606a;stroke-width:1.5}.edge.accepted{stroke:#116329;stroke-width:4}.unproven{stroke-dasharray:6 5}
.tip{fill:#57606a;stroke:none}.tip.accepted{fill:#116329}.lead{fill:none;stroke:#8c959f;stroke-dasharray:1 4}
.seal{fill:#a40e26}.seal.good{fill:#116329}.sign{fill:none;stroke:#fff;stroke-width:2}.on-seal{fill:#fff;font-size:11px}
@media screen and (prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117}.dim{fill:#9da7b3}.bad{fill:#ff8f87}
.box{fill:#161b22}.box,.inner,.edge{stroke:#9da7b3}.tip{fill:#9da7b3}.accepted,.edge.accepted{stroke:#56d364}
.tip.accepted,.seal.good{fill:#56d364}.seal{fill:#ff8f87}.sign{stroke:#0d1117}.on-seal{fill:#0d1117}}
)";

  void text(Point at, std::string_view kind, std::string_view words) {
    out_ += "<text" + attribute("x", at.x) + attribute("y", at.y) + " class=\"" + std::string{kind} + "\">" +
            markup::escaped(words) + "</text>\n";
  }
  void rectangle(Point at, int width, int height, int round, std::string_view kind) {
    out_ += "<rect" + attribute("x", at.x) + attribute("y", at.y) + attribute("width", width) +
            attribute("height", height) + attribute("rx", round) + " class=\"" + std::string{kind} + "\"/>\n";
  }
  /// `steps` are SVG's, after the start.
  void path(Point start, std::string_view steps, std::string_view kind) {
    out_ += "<path d=\"M" + std::to_string(start.x) + ' ' + std::to_string(start.y) + std::string{steps} +
            "\" class=\"" + std::string{kind} + "\"/>\n";
  }
  /// Across, then up or down at `bend`, then across again.
  void elbow(Point from, int bend, Point to, std::string_view kind) {
    path(from, "H" + std::to_string(bend) + "V" + std::to_string(to.y) + "H" + std::to_string(to.x), kind);
  }
  // drawn, since not every font has the signs
  void cross(Point middle) { path({middle.x - 3, middle.y - 3}, "l6 6m0 -6l-6 6", "sign"); }
  void tick(Point middle) { path({middle.x - 4, middle.y}, "l3 3l5 -7", "sign"); }
  /// A disc that says accepted or refused by its sign and its colour.
  void seal(Point middle, bool is_good) {
    out_ += "<circle" + attribute("cx", middle.x) + attribute("cy", middle.y) + " r=\"8\" class=\"seal" +
            (is_good ? " good" : "") + "\"/>\n";
    is_good ? tick(middle) : cross(middle);
  }

  /// What is drawn until `end_group` has this as its tooltip.
  void begin_group(std::string_view tooltip) { out_ += "<g><title>" + markup::escaped(tooltip) + "</title>\n"; }
  void end_group() { out_ += "</g>\n"; }
  /// What is drawn until `end_clip` is seen inside of this rectangle only, whose corner is the origin.
  void begin_clip(Point at, int width, int height) {
    out_ += "<svg" + attribute("x", at.x) + attribute("y", at.y) + attribute("width", width) +
            attribute("height", height) + ">\n";
  }
  void end_clip() { out_ += "</svg>\n"; }

  /// The whole, with words for those who do not see it.
  [[nodiscard]] auto finished(int width, int height, std::string_view title, std::string_view description) const
      -> std::string {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(width) + ' ' +
           std::to_string(height) + '"' + attribute("width", width) + attribute("height", height) +
           " role=\"img\" aria-labelledby=\"picture-title picture-description\">\n<title id=\"picture-title\">" +
           markup::escaped(title) + "</title>\n<desc id=\"picture-description\">" + markup::escaped(description) +
           "</desc>\n<style>" + std::string{style} +
           "</style>\n<rect width=\"100%\" height=\"100%\" class=\"paper\"/>\n" + out_ + "</svg>\n";
  }

 private:
  static auto attribute(std::string_view name, int value) -> std::string {
    return ' ' + std::string{name} + "=\"" + std::to_string(value) + '"';
  }

  std::string out_;
};

}  // namespace svg
