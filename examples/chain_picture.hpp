// SPDX-License-Identifier: Apache-2.0
// The search for a certification path as a picture: certificates are boxes, the end entity's on the left, trust anchors
// doubly framed; arrows go from issuers to what they issued; each path that was tried has a row and says where it stopped.
#pragma once

#include "chain_tree.hpp"
#include "svg_canvas.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chain {

/// A certificate that was given, and as what.
struct Given {
  Certificate certificate;
  CertificateLabel label;
  std::string as;
  bool is_anchor;
};

inline auto all_given(Question const& question, Answer const& answer) -> std::vector<Given> {
  std::vector<Given> all;
  auto const add = [&](Certificate const& certificate, std::string as, bool is_anchor = false) {
    all.push_back({certificate, label_of(certificate), std::move(as), is_anchor});
  };
  auto const total = std::to_string(question.presented.size());
  auto const was_read = [&](std::size_t position) {
    return std::ranges::none_of(answer.chain->unreadable(),
                                [&](Finding const& finding) { return finding.depth == position; });
  };
  std::size_t position = 0;
  for (auto const& certificate : answer.chain ? answer.chain->certificates() : std::span<Certificate const>{}) {
    while (!was_read(position)) ++position;
    add(certificate, "presented, " + std::to_string(++position) + " of " + total);
  }
  for (auto const& certificate : question.intermediates.all()) add(certificate, "intermediate, not presented");
  for (auto const& anchor : question.anchors.all()) add(anchor.certificate(), "trust anchor", true);
  return all;
}

/// `accepted: CN=QM2 as a server at 2026-11-27T00:00:00Z`.
inline auto title_of(Question const& question, Answer const& answer) -> std::string {
  auto subject = answer.chain ? answer.chain->end_entity().subject().to_text() : std::string{"the end entity"};
  if (subject.empty()) subject = "the end entity, which has no name,";
  return (answer.is_accepted() ? "accepted: " : "refused: ") + subject + " as a " +
         (question.peer_end == End::client ? "client" : "server") + " at " + to_text(question.at);
}

inline auto reason_of(Question const& question, Answer const& answer) -> std::string {
  if (answer.failure) return explain(answer.failure->decisive());
  return describe(question.profile) + ", " + std::to_string(answer.path->signatures_verified()) +
         " signatures verified" + (question.name ? ", " + question.name->describe() : "");
}

/// Of a certificate beside the end entity's that could not be read and was left out.
inline auto not_read(Finding const& finding) -> std::string {
  return "presented, but not read: certificate " + std::to_string(*finding.depth) + ": " + explain(finding);
}

class Picture {
 public:
  /// Both outlive it.
  Picture(Question const& question, Answer const& answer)
      : question_{question},
        answer_{answer},
        given_{all_given(question, answer)},
        paths_{drawn_paths(answer, most_paths)},
        tree_{paths_} {}

  /// As SVG.
  [[nodiscard]] auto draw() && -> std::string {
    heading();
    if (tree_.rows() != 0) tree();
    unreadable();
    without_path();
    legend();
    return canvas_.finished(width(), y_ + margin / 2, title_of(question_, answer_), description());
  }

 private:
  static constexpr std::size_t most_paths = 40, most_others = 8;
  static constexpr int margin = 24, box_width = 252, box_height = 112, gap = 60, row_gap = 30, line = 15,
                       end_width = 324;
  static constexpr int pitch = box_width + gap, row_pitch = box_height + row_gap;
  static constexpr std::size_t box_columns = 31, end_columns = 41;

  static auto pixels(std::size_t count, int each) -> int { return static_cast<int>(count) * each; }
  [[nodiscard]] auto width() const -> int {
    return 2 * margin + std::max(pixels(tree_.columns(), pitch), 2 * pitch) + end_width;
  }
  static auto left_of(std::size_t column) -> int { return margin + pixels(column, pitch); }
  [[nodiscard]] auto corner_of(Node const& node) const -> svg::Point {
    return {left_of(node.column), tree_top_ + pixels(node.row, row_pitch)};
  }
  [[nodiscard]] auto middle_of(std::size_t row) const -> int {
    return tree_top_ + pixels(row, row_pitch) + box_height / 2;
  }

  void heading() {
    auto const columns = static_cast<std::size_t>(width() - 2 * margin - 24) / 9;
    y_ = margin + 12;
    canvas_.seal({margin + 8, y_ - 5}, answer_.is_accepted());
    for (auto const& words : markup::folded(title_of(question_, answer_), columns, 3))
      canvas_.text({margin + 26, y_}, "head", words), y_ += 20;
    for (auto const& words : markup::folded(reason_of(question_, answer_), columns * 6 / 5, 6))
      canvas_.text({margin + 26, y_}, "", words), y_ += line;
    y_ += line;
  }

  void tree() {
    for (std::size_t column = 0; column != tree_.columns(); ++column)
      canvas_.text({left_of(column), y_}, "small dim", "certificate " + std::to_string(column));
    tree_top_ = y_ + 14;
    for (bool const is_accepted : {false, true})  // the bold ones lie above the others
      for (auto const& node : tree_.nodes())
        if (node.subject && node.is_accepted == is_accepted) edge(node);
    for (auto const& end : tree_.ends()) path_end(end);
    for (auto const& node : tree_.nodes()) {
      box(corner_of(node), node, find(node), node.subject ? "" : "end entity; ");
      if (!node.stopped.empty()) stops(corner_of(node), node.stopped);
    }
    y_ = tree_top_ + pixels(tree_.rows(), row_pitch);
    if (auto const tried = answer_.tried().size(); tried > most_paths)
      canvas_.text({margin, y_}, "bold", "and " + std::to_string(tried - most_paths) + " more paths were tried"),
          y_ += 2 * line;
  }

  void edge(Node const& issuer) {
    auto const& subject = tree_.nodes()[*issuer.subject];
    int const tip = left_of(subject.column) + box_width;
    svg::Point const to{tip + 1, middle_of(subject.row)};
    std::string const kind = issuer.is_accepted ? " accepted" : issuer.is_proven ? "" : " unproven";
    canvas_.elbow({left_of(issuer.column), middle_of(issuer.row)}, tip + gap / 2, {tip + 10, to.y}, "edge" + kind);
    canvas_.path(to, "l13 -6v12z", "tip" + kind);
  }

  [[nodiscard]] auto find(Node const& node) const -> Given const* {
    for (bool const as_told : {true, false})
      for (auto const& given : given_)
        if ((given.is_anchor == node.is_anchor) == as_told && given.label == node.label) return &given;
    return nullptr;
  }

  void box(svg::Point at, Node const& node, Given const* given, std::string const& first) {
    std::string const kind = node.is_accepted ? " accepted" : "";
    auto const as = first + (given ? given->as : "fetched");
    canvas_.begin_group(whole(node.label, given) + '\n' + as);
    canvas_.rectangle(at, box_width, box_height, 6, "box" + kind);
    if (node.is_anchor) canvas_.rectangle({at.x + 4, at.y + 4}, box_width - 8, box_height - 8, 3, "inner" + kind);
    canvas_.begin_clip(at, box_width, box_height);
    canvas_.text({13, 20}, node.is_anchor || !first.empty() ? "small bold" : "small dim", as);
    auto const& subject = node.label.subject;
    auto const name = markup::folded(subject.empty() ? "no name" : subject, box_columns, 2);
    for (std::size_t i = 0; i != name.size(); ++i) canvas_.text({13, 37 + pixels(i, line)}, "bold", name[i]);
    auto const told = facts(node.label, given);
    for (std::size_t i = 0; i != told.size(); ++i)
      canvas_.text({13, 69 + pixels(i, line)}, "", markup::shortened(told[i], box_columns));
    canvas_.end_clip();
    canvas_.end_group();
  }
  static auto facts(CertificateLabel const& label, Given const* given) -> std::vector<std::string> {
    if (!given) return {"serial " + label.serial_number};
    auto const& certificate = given->certificate;
    auto const day = [](Time time) { return to_text(time).substr(0, to_text(time).find('T')); };
    return {"serial " + label.serial_number, day(certificate.not_before()) + " to " + day(certificate.not_after()),
            key_in_words(certificate.spki())};
  }
  /// What does not fit into a box.
  static auto whole(CertificateLabel const& label, Given const* given) -> std::string {
    auto const text =
        "subject: " + label.subject + "\nissuer: " + label.issuer + "\nserial number: " + label.serial_number;
    if (!given) return text;
    auto const& certificate = given->certificate;
    return text + "\nvalid from " + to_text(certificate.not_before()) + " to " + to_text(certificate.not_after()) +
           "\nkey: " + key_in_words(certificate.spki());
  }

  /// On the upper edge of a box: which paths stopped because of it.
  void stops(svg::Point at, std::span<std::size_t const> paths) {
    std::string numbers;
    for (auto const path : paths.first(std::min<std::size_t>(paths.size(), 8)))
      numbers += (numbers.empty() ? "" : ",") + std::to_string(path);
    if (paths.size() > 8) numbers += "...";
    int const pill = 28 + pixels(numbers.size(), 7);
    svg::Point const corner{at.x + box_width - pill - 8, at.y - 9};
    canvas_.rectangle(corner, pill, 18, 9, "seal");
    canvas_.cross({corner.x + 11, corner.y + 9});
    canvas_.text({corner.x + 20, corner.y + 13}, "bold on-seal", numbers);
  }

  void path_end(PathEnd const& end) {
    auto const& node = tree_.nodes()[end.node];
    int const from = left_of(node.column) + box_width, x = left_of(node.column + 1), middle = middle_of(end.row);
    auto const& stop = end.path->stopped_by;
    canvas_.elbow({from, middle_of(node.row)}, from + gap / 2, {x - 4, middle}, "lead");
    canvas_.begin_group(stop ? explain(*stop) : "accepted");
    int const y = stop ? middle - 34 : middle + 4;
    canvas_.seal({x + 8, y - 4}, !stop);
    canvas_.text({x + 24, y}, "bold",
                 "path " + std::to_string(end.path->number) +
                     (!end.path->is_accepted ? " stopped"
                      : stop                 ? " accepted, then refused"
                                             : " accepted"));
    if (stop) tell({x + 24, y}, *stop);
    canvas_.end_group();
  }
  void tell(svg::Point at, Finding const& finding) {
    auto const& row = row_of(finding.code);
    canvas_.text({at.x, at.y += line}, "bold bad", markup::shortened(row.name, end_columns));
    auto where = finding.depth ? "at certificate " + std::to_string(*finding.depth) : std::string{};
    if (!row.clause.empty()) where += (where.empty() ? "" : ", ") + std::string{row.clause};
    if (!where.empty()) canvas_.text({at.x, at.y += line}, "", markup::shortened(where, end_columns));
    auto why = explain(finding).substr(row.name.size() + 2);
    if (!row.clause.empty()) why.resize(why.size() - row.clause.size() - 3);  // ` [clause]`
    for (auto const& words : markup::folded(why, end_columns, 5)) canvas_.text({at.x, at.y += line}, "dim", words);
  }

  void unreadable() {
    if (!answer_.chain) return;
    for (auto const& finding : answer_.chain->unreadable())
      for (auto const& words : markup::folded(not_read(finding), static_cast<std::size_t>(width() - 2 * margin) / 8, 3))
        canvas_.text({margin, y_ += line}, "bad", words);
    y_ += line;
  }

  /// What was given and no path went through.
  void without_path() {
    std::vector<Given const*> others;
    for (auto const& given : given_)
      if (std::ranges::none_of(tree_.nodes(), [&](Node const& node) { return find(node) == &given; }))
        others.push_back(&given);
    if (others.empty()) return;
    canvas_.text({margin, y_ += line}, "bold", "given, but in no path that was tried"), y_ += line;
    auto const shown = std::min(others.size(), most_others);
    auto const columns = static_cast<std::size_t>((width() - 2 * margin + gap) / pitch);
    for (std::size_t i = 0; i != shown; ++i) {
      Node node{others[i]->label};
      node.is_anchor = others[i]->is_anchor;
      box({left_of(i % columns), y_ + pixels(i / columns, row_pitch)}, node, others[i], "");
    }
    y_ += pixels((shown + columns - 1) / columns, row_pitch);
    if (shown != others.size())
      canvas_.text({margin, y_}, "bold", "and " + std::to_string(others.size() - shown) + " more"), y_ += 2 * line;
  }

  void legend() {
    auto const any = [&](auto property) { return std::ranges::any_of(tree_.nodes(), property); };
    auto const say = [&](std::string_view words) { canvas_.text({margin, y_ += line + 2}, "dim", words); };
    say("An arrow goes from an issuer to what it issued. A double frame: a trust anchor.");
    if (answer_.path) say("Bold frames and arrows: the path that was accepted.");
    if (any([](Node const& node) { return node.subject && !node.is_proven && !node.is_accepted; }))
      say("A dashed arrow: it has the issuer's name and was not seen to have signed.");
    if (any([](Node const& node) { return !node.stopped.empty(); }))
      say("A cross with numbers: the certificate because of which the paths of these numbers stopped.");
    y_ += line;
  }

  /// For those who do not see it.
  [[nodiscard]] auto description() const -> std::string {
    std::vector<CertificateLabel> among;
    for (auto const& path : paths_)
      among.insert(among.end(), path.told.certificates.begin(), path.told.certificates.end());
    std::string text = reason_of(question_, answer_) + '.';
    for (auto const& path : paths_)
      text += " Path " + std::to_string(path.number) + ": " +
              (path.is_accepted ? to_text(path.told, among) + ": accepted" : explain(path.told, among)) + '.';
    return text;
  }

  Question const& question_;
  Answer const& answer_;
  std::vector<Given> given_;
  std::vector<DrawnPath> paths_;
  Tree tree_;
  svg::Canvas canvas_;
  int y_ = 0, tree_top_ = 0;
};

}  // namespace chain
