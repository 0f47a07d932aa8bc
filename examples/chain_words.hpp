// SPDX-License-Identifier: Apache-2.0
// The answer as text, as JSON, and as an HTML page around the picture.
#pragma once

#include "chain_picture.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace chain {

/// `1 signature`, `2 signatures`.
inline auto counted(std::size_t count, std::string const& what) -> std::string {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

/// Whether the findings of the refusal say it already.
inline auto is_told(Answer const& answer, Finding const& finding) -> bool {
  return answer.failure && std::ranges::any_of(answer.failure->findings(), [&](Finding const& told) {
           return explain(told) == explain(finding) && told.depth == finding.depth && told.subject == finding.subject;
         });
}

/// A line for each, and one more for what is not told of it above.
inline auto paths_in_words(Answer const& answer) -> std::string {
  auto const tried = answer.tried();
  auto among = answer.path ? labels_of(*answer.path) : std::vector<CertificateLabel>{};
  for (auto const& path : tried) among.insert(among.end(), path.certificates.begin(), path.certificates.end());
  std::string text;
  for (std::size_t i = 0; i != tried.size(); ++i) {
    text += "\n  " + std::to_string(i + 1) + ". " + explain(tried[i], among);
    if (!is_told(answer, tried[i].finding)) text += "\n     " + explain(tried[i].finding);
  }
  return text;
}

/// Without its paths, which are told apart.
inline auto findings_of(Failure failure) -> Failure { return std::move(failure.having_tried({})); }

/// Several lines; no line end at the end.
inline auto as_text(Question const& question, Answer const& answer) -> std::string {
  auto text = title_of(question, answer) + "\njudged by: " + describe(question.profile);
  if (question.name) text += "; " + question.name->describe();
  if (answer.failure) text += "\n\n" + explain(findings_of(*answer.failure));
  if (answer.path)
    text += "\n\ncertification path, " + counted(answer.path->signatures_verified(), "signature") + " verified\n" +
            drawing_of(*answer.path, 2);
  if (auto const count = answer.tried().size(); count != 0)
    text += "\n\n" + counted(count, "path") + " tried" + (answer.path ? " before it" : "") + paths_in_words(answer);
  if (answer.path)  // a refusal has these among its findings
    for (auto const& finding : answer.chain->unreadable()) text += "\n\n" + not_read(finding);
  return text;
}

inline auto as_json(Question const& question, Answer const& answer) -> std::string {
  JsonObject object;
  object.text("outcome", answer.is_accepted() ? "accepted" : "refused").text("profile", describe(question.profile));
  object.text("at", to_text(question.at)).text("peer_end", question.peer_end == End::client ? "client" : "server");
  if (question.name) object.text("name", question.name->describe());
  if (answer.failure) object.raw("failure", json_of(findings_of(*answer.failure)));
  if (answer.path) object.raw("path", json_of(*answer.path));
  object.raw("paths_tried", json_of(answer.tried()));
  std::string presented;
  if (answer.chain)
    for (auto const& certificate : answer.chain->certificates())
      presented += (presented.empty() ? "" : ",") + json_of(certificate, false);
  return object.raw("presented", '[' + presented + ']').str();
}

/// One file that needs nothing else and may load nothing else.
inline auto as_html(Question const& question, Answer const& answer) -> std::string {
  return R"(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>)" +
         markup::escaped(title_of(question, answer)) +
         R"(</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem}
figure{margin:1rem 0;overflow-x:auto}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
@media print{body{margin:0}figure{overflow:visible}svg{max-width:100%;height:auto}}
</style>
<h1>Certification path</h1>
<figure>
)" + Picture{question, answer}.draw() +
         R"(</figure>
<h2>In words</h2>
<pre>)" + markup::escaped(as_text(question, answer)) +
         "</pre>\n</html>\n";
}

}  // namespace chain
