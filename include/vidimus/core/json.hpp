// SPDX-License-Identifier: Apache-2.0
// Failures and checks as JSON text (RFC 8259), for logs. Writing only.
#pragma once

#include <vidimus/core/explain.hpp>

#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// A JSON string: quotes, backslashes and control characters escaped; other bytes as they are (names are UTF-8 here).
[[nodiscard]] inline auto json_string(std::string_view text) -> std::string {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += escaped;
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// Builds one JSON object, member by member.
class JsonObject {
 public:
  auto text(std::string_view name, std::string_view value) -> JsonObject& { return raw(name, json_string(value)); }
  auto number(std::string_view name, std::int64_t value) -> JsonObject& { return raw(name, std::to_string(value)); }
  auto flag(std::string_view name, bool value) -> JsonObject& { return raw(name, value ? "true" : "false"); }
  /// `json` is JSON already.
  auto raw(std::string_view name, std::string_view json) -> JsonObject& {
    out_ += (out_.size() == 1 ? "" : ",") + json_string(name) + ':' + std::string{json};
    return *this;
  }
  [[nodiscard]] auto str() const -> std::string { return out_ + '}'; }

 private:
  std::string out_ = "{";
};

namespace detail {
template <class T, class Write>
[[nodiscard]] auto json_array(std::span<T> values, Write write) -> std::string {
  std::string out = "[";
  for (auto const& value : values) out += (out.size() == 1 ? "" : ",") + write(value);
  return out + ']';
}
}  // namespace detail

/// As JSON, in one line, with the names that `Check`, `Finding` and `Failure` have for their members.
[[nodiscard]] inline auto json_of(Finding const& finding) -> std::string {
  auto const& row = row_of(finding.code);
  JsonObject object;
  object.text("code", row.name).text("severity", finding.severity == Severity::warning ? "warning" : "error");
  if (finding.depth) object.number("depth", static_cast<std::int64_t>(*finding.depth));
  if (!finding.subject.empty()) object.text("subject", finding.subject);
  return object.text("clause", row.clause).text("text", explain(finding)).str();
}

[[nodiscard]] inline auto json_of(Check const& check) -> std::string {
  JsonObject object;
  object.number("step", static_cast<std::int64_t>(check.step)).text("stage", name_of(check.stage));
  object.text("outcome", name_of(check.outcome)).text("what", check.what).text("input", check.input);
  object.number("nanoseconds", check.took.count());
  if (!check.because.empty()) object.text("because", check.because);
  if (check.finding) object.raw("finding", json_of(*check.finding));
  return object.str();
}

[[nodiscard]] inline auto json_of(std::span<Check const> checks) -> std::string {
  return detail::json_array(checks, [](Check const& check) { return json_of(check); });
}

[[nodiscard]] inline auto json_of(CertificateLabel const& label) -> std::string {
  JsonObject object;
  object.text("subject", label.subject).text("issuer", label.issuer);
  return object.text("serial_number", label.serial_number).str();
}

[[nodiscard]] inline auto json_of(TriedPath const& path) -> std::string {
  JsonObject object;
  object.raw("certificates", detail::json_array(std::span{path.certificates},
                                                [](CertificateLabel const& label) { return json_of(label); }));
  return object.flag("reaches_anchor", path.reaches_anchor).raw("finding", json_of(path.finding)).str();
}

[[nodiscard]] inline auto json_of(std::span<TriedPath const> paths) -> std::string {
  return detail::json_array(paths, [](TriedPath const& path) { return json_of(path); });
}

/// `{"outcome":"refused","code":…,"stage":…,"transient":…,"alert_sent":…,"findings":[…],"paths_tried":[…],"checks":[…]}`
[[nodiscard]] inline auto json_of(Failure const& failure) -> std::string {
  JsonObject object;
  object.text("outcome", "refused").text("code", name_of(failure.code())).text("stage", name_of(failure.stage()));
  object.flag("transient", failure.is_transient());
  if (auto const alert = failure.alert_sent()) object.text("alert_sent", to_text(*alert));
  if (auto const alert = failure.alert_received()) object.text("alert_received", to_text(*alert));
  object.raw("findings",
             detail::json_array(failure.findings(), [](Finding const& finding) { return json_of(finding); }));
  if (!failure.tried().empty()) object.raw("paths_tried", json_of(failure.tried()));
  return object.raw("checks", json_of(failure.checks())).str();
}

}  // namespace vidimus
