// SPDX-License-Identifier: Apache-2.0
// Tells a person what happens, in 80 columns, in colour where the output is a terminal that wants it.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/core/observer.hpp>

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace narration {

enum class Colour { plain, bold, green, red, yellow, dim };

inline auto wants_colour() -> bool {
  static bool const wants = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  return wants;
}

inline auto painted(Colour colour, std::string_view text) -> std::string {
  static constexpr std::array<char const*, 6> codes{"0", "1", "32", "31", "33", "2"};
  if (!wants_colour() || colour == Colour::plain) return std::string{text};
  return "\x1b[" + std::string{codes[static_cast<std::size_t>(colour)]} + "m" + std::string{text} + "\x1b[0m";
}

/// Words folded into lines of 80 columns; every line after the first begins with `indent` spaces.
inline auto folded(std::string_view text, std::size_t first_column, std::size_t indent) -> std::string {
  constexpr std::size_t columns = 80;
  std::string out;
  std::size_t column = first_column;
  while (!text.empty()) {
    auto const blank = text.find(' ');
    auto word = text.substr(0, blank);
    text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
    if (column + word.size() > columns && column > indent) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += '\n' + std::string(indent, ' ');
      column = indent;
    }
    out += word;
    column += word.size();
    if (!text.empty()) out += ' ', ++column;
  }
  return out;
}

inline void say(std::string_view line = {}) {
  std::printf("%.*s\n", static_cast<int>(line.size()), line.data());
  std::fflush(stdout);
}

inline void heading(std::string_view text) {
  say();
  say(painted(Colour::bold, text));
}

/// An explanation of the library's, folded line by line under a label.
inline void quote(std::string_view label, Colour colour, std::string_view text) {
  auto margin = "  " + std::string{label};
  margin.resize(std::max<std::size_t>(margin.size(), 8), ' ');
  bool is_first = true;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    auto const start = line.find_first_not_of(' ');
    auto const indent = margin.size() + (start == std::string_view::npos ? 0 : start);
    auto const body = folded(line.substr(start == std::string_view::npos ? line.size() : start), indent, indent + 2);
    auto const lead = (is_first ? margin : std::string(margin.size(), ' ')) + std::string(indent - margin.size(), ' ');
    say(lead + (is_first ? painted(colour, body) : body));
    is_first = false;
  }
}

inline constexpr std::array<std::string_view, 9> step_names{"",
                                                            "connect",
                                                            "receive certificate",
                                                            "authenticate chain",
                                                            "check OCSP",
                                                            "check CRLs",
                                                            "filter peer name",
                                                            "accept",
                                                            "secure connection"};

/// Prints a check as one numbered line (folded where it is long), and the steps in between that the channel's type does
/// not ask for. Certificates are asked about one after another, each by OCSP and by CRLs: all about CRLs is told last.
class Teller {
 public:
  ~Teller() { tell_held(); }

  void tell(vidimus::Check const& check) {
    std::scoped_lock const lock{mutex_};
    has_refused_ = has_refused_ || check.outcome == vidimus::Outcome::refused;
    if (check.step == vidimus::Step::check_crl && !has_refused_) return held_.push_back(check);
    if (check.step > vidimus::Step::check_crl || has_refused_) tell_held();
    write(check);
  }

 private:
  void tell_held() {
    for (auto const& check : held_) write(check);
    held_.clear();
  }
  void write(vidimus::Check const& check) {
    auto const step = static_cast<unsigned>(check.step);
    for (auto skipped = last_ + 1; skipped < step; ++skipped)
      line(skipped, Colour::dim, "-", "this channel's type does not ask for it", "");
    last_ = std::max(last_, step);
    auto text = check.what + (check.input.empty() ? "" : ": " + check.input);
    if (check.finding) text += ": " + vidimus::explain(*check.finding);
    line(step, colour_of(check.outcome), mark_of(check.outcome), text, time_of(check));
  }
  static void line(unsigned step, Colour colour, std::string_view mark, std::string_view text,
                   std::string const& time) {
    char lead[64];
    std::snprintf(lead, sizeof lead, "%u %-20.*s", step, static_cast<int>(step_names[step].size()),
                  step_names[step].data());
    auto const body = folded(std::string{text} + (time.empty() ? "" : "  [" + time + "]"), 24, 24);
    say(std::string{lead} + painted(colour, mark) + ' ' + body);
  }
  static auto colour_of(vidimus::Outcome outcome) -> Colour {
    switch (outcome) {
      case vidimus::Outcome::accepted: return Colour::green;
      case vidimus::Outcome::refused: return Colour::red;
      case vidimus::Outcome::skipped: return Colour::dim;
      case vidimus::Outcome::noted: return Colour::yellow;
    }
    return Colour::plain;
  }
  static auto mark_of(vidimus::Outcome outcome) -> std::string_view {
    switch (outcome) {
      case vidimus::Outcome::accepted: return "+";
      case vidimus::Outcome::refused: return "x";
      case vidimus::Outcome::skipped: return "-";
      case vidimus::Outcome::noted: return "!";
    }
    return " ";
  }
  static auto time_of(vidimus::Check const& check) -> std::string {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f ms", std::chrono::duration<double, std::milli>(check.took).count());
    return text;
  }

  std::mutex mutex_;
  unsigned last_ = 0;
  bool has_refused_ = false;
  std::vector<vidimus::Check> held_;
};

/// The policy: hears of every check of a handshake while it happens. One narrator tells one handshake.
class Narrator {
 public:
  using role = vidimus::role::observer;
  void observe(vidimus::Check const& check) const { teller_->tell(check); }

 private:
  std::shared_ptr<Teller> teller_ = std::make_shared<Teller>();
};

}  // namespace narration
