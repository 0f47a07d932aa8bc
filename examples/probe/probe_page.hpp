// SPDX-License-Identifier: Apache-2.0
// A probe as one HTML page that needs nothing else and may load nothing else.
#pragma once

#include "chain_picture.hpp"
#include "probe_words.hpp"
#include "timeline_picture.hpp"

#include <string>
#include <string_view>

namespace probe {

inline constexpr std::string_view page_head = R"(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<style>
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem;background:#fff;color:#1b1f24}
figure{margin:1rem 0;overflow-x:auto}
.verdict{border-left:.5rem solid #a40e26;padding-left:1rem}.verdict.good{border-color:#116329}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
@media screen and (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}
.verdict{border-color:#ff8f87}.verdict.good{border-color:#56d364}}
@media print{body{margin:0}figure{overflow:visible}svg{max-width:100%;height:auto}}
</style>
)";

inline auto figure(std::string const& heading, std::string const& svg) -> std::string {
  return "<h2>" + heading + "</h2>\n<figure>\n" + svg + "</figure>\n";
}

inline auto as_html(Probed const& probed) -> std::string {
  auto const title = markup::escaped(title_of(probed));
  std::string const good = probed.status == Status::accepted ? " good" : "";
  auto page =
      std::string{page_head} + "<title>" + title + "</title>\n<h1 class=\"verdict" + good + "\">" + title + "</h1>\n";
  if (auto const reason = reason_of(probed); !reason.empty()) page += "<pre>" + markup::escaped(reason) + "</pre>\n";
  auto const& [question, answer, was_asked] = *probed.validation;
  if (was_asked) page += figure("Certificates and the paths tried", chain::Picture{question, answer}.draw());
  page += figure("Timeline", TimelinePicture{probed.timeline->events()}.draw());
  return page + "<h2>In words</h2>\n<pre>" + markup::escaped(as_text(probed)) + "</pre>\n</html>\n";
}

}  // namespace probe
