// SPDX-License-Identifier: Apache-2.0
// Findings, failures and checks in words. For people and logs only: programs compare `Errc`, and nothing of this goes to
// the peer.
//
//   handshake refused: certificate_revoked at stage revocation, sent alert certificate_revoked(44)
//     certificate 1 (CN=Acme Issuing CA 2)
//       error certificate_revoked: the certificate is revoked: serial 51A3, by CRL 4711 of CN=Acme Root since … [RFC 5280, 6.3.3]
//
// and where no certification path was found, those that were tried:
//
//   paths tried
//     1. CN=QM2 <- CN=Acme Issuing CA 2 (serial 51) <- anchor CN=Acme Root: certificate_expired at certificate 1
//     2. CN=QM2 <- CN=Acme Issuing CA 2 (serial 52): certificate_signature_mismatch at certificate 0
#pragma once

#include <vidimus/core/failure.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vidimus {

namespace detail {

/// At most this many presented values are written out.
inline constexpr std::size_t most_values = 8;

[[nodiscard]] inline auto listed(std::span<std::string const> values) -> std::string {
  if (values.empty()) return "nothing";
  std::string text;
  for (std::size_t i = 0; i != (std::min)(values.size(), most_values); ++i) text += (i == 0 ? "" : ", ") + values[i];
  if (values.size() > most_values) text += " and " + std::to_string(values.size() - most_values) + " more";
  return text;
}

/// The part of a sentence that a detail adds; begins with its own separator.
struct DetailText {
  auto operator()(std::monostate) const -> std::string { return {}; }
  auto operator()(Mismatch const& it) const -> std::string {
    return ": wanted " + it.wanted + ", presented " + listed(it.presented);
  }
  auto operator()(OutOfTime const& it) const -> std::string {
    auto const distance = to_text(it.now - it.bound) + (it.now < it.bound ? " before it" : " after it");
    return ": " + it.what + " is " + to_text(it.bound) + ", now is " + to_text(it.now) + ", " + distance;
  }
  auto operator()(OverLimit const& it) const -> std::string {
    return ": " + it.what + ": at most " + std::to_string(it.limit) + ", presented " + std::to_string(it.presented);
  }
  auto operator()(Malformed const& it) const -> std::string {
    std::string text = ": " + it.what + " at offset " + std::to_string(it.offset);
    auto const& rule = row_of(it.rule);
    return text + ": " + std::string{rule.sentence} +
           (rule.clause.empty() ? "" : " (" + std::string{rule.clause} + ')');
  }
  auto operator()(Revoked const& it) const -> std::string {
    std::string const reason = it.reason.empty() ? std::string{} : " (" + it.reason + ')';
    return ": serial " + it.serial_number + ", by " + it.source + " since " + to_text(it.since) + reason;
  }
  auto operator()(Underlying const& it) const -> std::string {
    std::string text = it.what.empty() ? std::string{} : ": " + it.what;
    if (it.code) text += ": " + it.code.message();
    if (it.native != 0) text += " (library code " + std::to_string(it.native) + ')';
    return text;
  }
  auto operator()(Note const& it) const -> std::string { return ": " + it.text; }
};

[[nodiscard]] inline auto place_of(Finding const& finding) -> std::string {
  if (!finding.depth) return finding.subject;
  auto const name = finding.subject.empty() ? std::string{} : " (" + finding.subject + ')';
  return "certificate " + std::to_string(*finding.depth) + name;
}

[[nodiscard]] constexpr auto name_of(Occasion occasion) -> std::string_view {
  switch (occasion) {
    case Occasion::reading: return "not accepted";
    case Occasion::start_up: return "endpoint refused";
    case Occasion::handshake: return "handshake refused";
    case Occasion::conversation: return "channel failed";
  }
  return {};
}

}  // namespace detail

/// `certificate_expired: the certificate has expired: notAfter is …, now is … [RFC 5280, 6.1.3 (a)(2)]`.
[[nodiscard]] inline auto explain(Finding const& finding) -> std::string {
  auto const& row = row_of(finding.code);
  std::string text = std::string{row.name} + ": " + std::string{row.sentence};
  text += std::visit(detail::DetailText{}, finding.detail);
  return row.clause.empty() ? text : text + " [" + std::string{row.clause} + ']';
}

/// The same of what was asked for at `url`; where it is about another place, as after a redirect, that is named.
[[nodiscard]] inline auto explain(Finding const& finding, std::string_view url) -> std::string {
  auto text = explain(finding);
  return finding.subject.empty() || finding.subject == url ? text : text + ", at " + finding.subject;
}

/// The first line of an explanation: what ended, why in one word, where, and which alerts were exchanged.
[[nodiscard]] inline auto headline(Failure const& failure) -> std::string {
  std::string text{detail::name_of(failure.occasion())};
  text += ": " + std::string{name_of(failure.code())} + " at stage " + std::string{name_of(failure.stage())};
  if (auto const alert = failure.alert_sent()) text += ", sent alert " + to_text(*alert);
  if (auto const alert = failure.alert_received()) text += ", received alert " + to_text(*alert);
  return text;
}

namespace detail {

/// At most this many paths are written out; `Failure::tried` has them all.
inline constexpr std::size_t most_paths = 16;

/// The subject; where that does not say which certificate of `among` is meant, the serial number too, and then the issuer.
[[nodiscard]] inline auto in_words(CertificateLabel const& label, std::span<CertificateLabel const> among)
    -> std::string {
  bool is_shared = label.subject.empty(), is_number_shared = false;
  for (auto const& other : among) {
    if (other.subject != label.subject || other == label) continue;
    is_shared = true;
    is_number_shared = is_number_shared || other.serial_number == label.serial_number;
  }
  std::string const subject = label.subject.empty() ? "no name" : label.subject;
  if (!is_shared) return subject;
  return subject + " (serial " + label.serial_number + (is_number_shared ? " of " + label.issuer : "") + ')';
}

}  // namespace detail

/// `CN=QM2 <- CN=Issuing CA (serial 51) <- anchor CN=Acme Root`: the certificates that a path went through, from the end
/// entity up. `among` are all that are told of beside it: a serial number stands where two of them have one subject.
[[nodiscard]] inline auto to_text(TriedPath const& path, std::span<CertificateLabel const> among) -> std::string {
  std::string text;
  for (auto const& label : path.certificates) {
    bool const is_anchor = path.reaches_anchor && &label == &path.certificates.back();
    text += (text.empty() ? "" : " <- ") + std::string{is_anchor ? "anchor " : ""} + detail::in_words(label, among);
  }
  return text;
}

/// The same and what ended it: `…: certificate_expired at certificate 1`.
[[nodiscard]] inline auto explain(TriedPath const& path, std::span<CertificateLabel const> among) -> std::string {
  auto const text = to_text(path, among) + ": " + std::string{name_of(path.finding.code)};
  return path.finding.depth ? text + " at certificate " + std::to_string(*path.finding.depth) : text;
}

namespace detail {

/// One path is told in a line. More are numbered in the order in which they were tried. `among`: told of beside them.
[[nodiscard]] inline auto lines_of(std::span<TriedPath const> paths, std::string const& heading,
                                   std::vector<CertificateLabel> among = {}) -> std::string {
  auto const shown = paths.first((std::min)(paths.size(), most_paths));
  for (auto const& path : shown) among.insert(among.end(), path.certificates.begin(), path.certificates.end());
  if (shown.size() == 1) return "\n  path " + heading + ": " + explain(shown.front(), among);
  std::string text = shown.empty() ? "" : "\n  paths " + heading;
  for (std::size_t i = 0; i != shown.size(); ++i)
    text += "\n    " + std::to_string(i + 1) + ". " + explain(shown[i], among);
  auto const others = paths.size() - shown.size();
  return others == 0 ? text : text + "\n    and " + std::to_string(others) + " more";
}

}  // namespace detail

/// The headline and, below it, every finding under what it is about, then the paths that were tried. Several lines; no line
/// end at the end.
[[nodiscard]] inline auto explain(Failure const& failure) -> std::string {
  std::string text = headline(failure);
  std::string place;
  for (auto const& finding : failure.findings()) {
    if (auto next = detail::place_of(finding); next != place) {
      place = std::move(next);
      if (!place.empty()) text += "\n  " + place;
    }
    text += place.empty() ? "\n  " : "\n    ";
    text += (finding.severity == Severity::warning ? "warning " : "error ") + explain(finding);
  }
  return text + detail::lines_of(failure.tried(), "tried");
}

/// The outcome of a check, in a word.
[[nodiscard]] constexpr auto name_of(Outcome outcome) -> std::string_view {
  switch (outcome) {
    case Outcome::accepted: return "accepted";
    case Outcome::refused: return "refused";
    case Outcome::skipped: return "skipped";
    case Outcome::noted: return "noted";
  }
  return {};
}

/// `3 path accepted, 0.41 ms: Rfc5280: CN=QM2 <- CN=Acme Root`, with what matched behind it, or the finding of a refusal or a
/// warning.
[[nodiscard]] inline auto explain(Check const& check) -> std::string {
  char milliseconds[32];
  auto const length = std::snprintf(milliseconds, sizeof milliseconds, "%.2f ms",
                                    std::chrono::duration<double, std::milli>(check.took).count());
  std::string text = std::to_string(static_cast<unsigned>(check.step)) + ' ' + std::string{name_of(check.stage)} + ' ';
  text += std::string{name_of(check.outcome)} + ", " + std::string(milliseconds, static_cast<std::size_t>(length));
  text += ": " + check.what + (check.input.empty() ? "" : ": " + check.input);
  auto const why = check.finding ? explain(*check.finding) : check.because;
  return why.empty() ? text : text + " (" + why + ')';
}

}  // namespace vidimus
