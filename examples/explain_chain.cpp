// SPDX-License-Identifier: Apache-2.0
// Why is this chain accepted, or why not? Certificates in; verdict and trace out, as text, JSON, and a picture.
//
//   explain_chain CHAIN... --anchors FILE_OR_DIRECTORY... [--intermediates FILE_OR_DIRECTORY...] [--client] [--name DNS]
//                 [--at 2026-11-27T00:00:00Z] [--profile rfc5280|webpki] [--json OUT] [--svg OUT] [--html OUT]
//
// CHAIN is PEM or DER, the end entity's certificate first; - is standard input. Exit status: 0 accepted, 1 refused,
// 2 not judged, since something could not be understood, read or written.
#include "chain_words.hpp"

#include <vidimus/core/clock.hpp>

#include <CLI/CLI.hpp>

#include <sys/stat.h>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace vidimus;
using chain::Profile;

struct Request {
  std::vector<std::string> chain, anchors, intermediates;
  bool is_client = false;
  std::string name, at, profile = "rfc5280", json, svg, html;
};

auto is_directory(std::string const& path) -> bool {
  struct ::stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

auto read_input() -> Result<Buffer> {
  Buffer octets;
  char block[4096];
  while (auto const count = std::fread(block, 1, sizeof block, stdin)) {
    auto const more = bytes_of({block, count});
    octets.insert(octets.end(), more.begin(), more.end());
    if (octets.size() > certificate_file_limit)
      return refuse({Errc::file_too_large, OverLimit{"octets", certificate_file_limit, octets.size()}, {}, "-"});
  }
  return octets;
}

/// The certificates of a file as they are: what is wrong with one is for the Validator to say.
auto read_presented(std::string const& path) -> Result<std::vector<Buffer>> {
  auto octets = path == "-" ? read_input() : read_file(path, certificate_file_limit);
  if (!octets) return refuse(std::move(octets.error()));
  auto const text = text_of(*octets);
  if (text.starts_with('0'))
    return std::vector<Buffer>{*std::move(octets)};  // DER begins with the identifier of a SEQUENCE
  auto blocks = parse_pem(text, "CERTIFICATE");
  if (!blocks) blocks.error().about(path);
  return blocks;
}

auto read_presented(std::vector<std::string> const& paths) -> Result<std::vector<Buffer>> {
  std::vector<Buffer> all;
  for (auto const& path : paths) {
    auto some = read_presented(path);
    if (!some) return some;
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

auto read_all(std::vector<std::string> const& paths) -> Result<std::vector<Certificate>> {
  std::vector<Certificate> all;
  for (auto const& path : paths) {
    auto some = is_directory(path) ? read_certificates_directory(path) : read_certificates_file(path);
    if (!some) return some;
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

auto complain(std::string const& sentence) -> int {
  std::fprintf(stderr, "explain_chain: %s\n", sentence.c_str());
  return 2;
}
auto complain(Failure const& failure) -> int {
  auto const& finding = failure.decisive();
  return complain((finding.subject.empty() ? "" : finding.subject + ": ") + explain(finding));
}

/// `2026-11-27T00:00:00Z` or `2026-11-27`.
auto time_of(std::string text) -> std::optional<Time> {
  if (text.size() == 10) text += "T00:00:00Z";
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ", &year, &month, &day, &hour, &minute, &second) != 6)
    return std::nullopt;
  namespace chrono = std::chrono;
  chrono::year_month_day const date{chrono::year{year}, chrono::month{month}, chrono::day{day}};
  auto const time =
      Time{chrono::sys_days{date}} + chrono::hours{hour} + chrono::minutes{minute} + chrono::seconds{second};
  // what is out of its range, or written in another way, does not come back
  return to_text(time) == text ? std::optional{time} : std::nullopt;
}

auto write(std::string const& path, std::string const& text) -> bool {
  auto* const file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  bool const is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return (std::fclose(file) == 0) && is_written;
}

auto question_of(Request const& request, Time at) -> Result<chain::Question> {
  auto presented = read_presented(request.chain);
  if (!presented) return refuse(std::move(presented.error()));
  auto anchors = read_all(request.anchors);
  if (!anchors) return refuse(std::move(anchors.error()));
  auto intermediates = read_all(request.intermediates);
  if (!intermediates) return refuse(std::move(intermediates.error()));
  chain::Question question{*std::move(presented),
                           TrustAnchors::from_certificates(*std::move(anchors)),
                           Intermediates::from_certificates(*std::move(intermediates)),
                           request.profile == "webpki" ? Profile::web_pki : Profile::rfc5280,
                           request.is_client ? End::client : End::server,
                           at};
  if (request.name.empty()) return question;
  return DnsId<dynamic>::parse(request.name).map([&](DnsId<dynamic> name) {
    question.name = std::move(name);
    return question;
  });
}

auto run(Request const& request) -> int {
  if (request.chain.empty()) return complain("which chain? Its files come before the options");
  if (request.anchors.empty()) return complain("--anchors is needed: nothing is trusted without a trust anchor");
  auto const at = request.at.empty() ? SystemClock{}.now() : time_of(request.at);
  if (!at) return complain("--at " + request.at + ": this is not a time such as 2026-11-27T00:00:00Z");
  auto const question = question_of(request, *at);
  if (!question) return complain(question.error());
  if (question->anchors.is_empty()) return complain("--anchors: there is no certificate in " + request.anchors.front());

  auto const answer = chain::answer(*question);
  std::puts(chain::as_text(*question, answer).c_str());
  if (!request.json.empty() && !write(request.json, chain::as_json(*question, answer) + '\n'))
    return complain("--json " + request.json + ": it cannot be written");
  if (!request.svg.empty() && !write(request.svg, chain::Picture{*question, answer}.draw()))
    return complain("--svg " + request.svg + ": it cannot be written");
  if (!request.html.empty() && !write(request.html, chain::as_html(*question, answer)))
    return complain("--html " + request.html + ": it cannot be written");
  return answer.is_accepted() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Why is a chain of certificates accepted, or why not? Exit status: 0 accepted, 1 refused, 2 not judged."};
  Request request;
  app.add_option("chain", request.chain, "PEM or DER files, the end entity's certificate first; - is standard input");
  app.add_option("--anchors", request.anchors, "files or directories of trust anchors");
  app.add_option("--intermediates", request.intermediates, "files or directories of issuers that were not presented");
  app.add_flag("--client", request.is_client, "the peer is a client; without it, a server");
  app.add_option("--name", request.name, "the DNS name that the end entity must have");
  app.add_option("--at", request.at, "the time to judge at, such as 2026-11-27T00:00:00Z; without it, now");
  app.add_option("--profile", request.profile, "rfc5280, the default, or webpki: CA/Browser Forum rules too")
      ->check(CLI::IsMember({"rfc5280", "webpki"}));
  app.add_option("--json", request.json, "writes verdict and trace as JSON");
  app.add_option("--svg", request.svg, "writes a picture of the certificates and the paths");
  app.add_option("--html", request.html, "writes a page with the picture and the text");
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run(request);
}
