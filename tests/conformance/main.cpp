// SPDX-License-Identifier: Apache-2.0
// Runs third-party conformance suites against the Validator:
//
//   vidimus_conformance FILE… [--json OUT] [--divergences FILE] [--explain]
//
// A file holds cases in x509-limbo's schema, or revocation cases, as JSON, packed by gzip or not. It ends with status 1 where
// a case is accepted that must be refused or the other way round, unless the divergences say why, and where they say so of
// one that agrees; with 2 where something cannot be read.
#include "crl_case.hpp"
#include "divergences.hpp"
#include "ocsp_case.hpp"
#include "path_case.hpp"
#include "report.hpp"

#include <cstdio>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#ifndef VIDIMUS_DIVERGENCES
#define VIDIMUS_DIVERGENCES "divergences.json"
#endif

namespace {

using namespace conformance;

struct Options {
  std::vector<std::string> files;
  std::string json_path;
  std::string divergences_path = VIDIMUS_DIVERGENCES;
  bool explains = false;

  /// Nothing where the words make no sense.
  static auto parse(std::span<char*> words) -> std::optional<Options> {
    Options options;
    for (std::size_t i = 0; i != words.size(); ++i) {
      std::string_view const word = words[i];
      if (word == "--explain")
        options.explains = true;
      else if (word != "--json" && word != "--divergences")
        options.files.emplace_back(word);
      else if (++i != words.size())
        (word == "--json" ? options.json_path : options.divergences_path) = words[i];
      else
        return std::nullopt;
    }
    return options.files.empty() ? std::nullopt : std::optional{std::move(options)};
  }
};

/// Cases that give a certificate, its issuer and one CRL or OCSP response have no path: a later runner judges them.
auto compare_any(json const& test) -> Comparison {
  if (test.contains("peer_certificate") && test.contains("max_chain_depth")) return compare(test);
  if (test.value("kind", std::string{}) == "ocsp") return compare_ocsp(test);
  if (auto comparison = compare_crl_case(test)) return *std::move(comparison);
  return {test.at("id"),
          Agreement::skipped,
          {},
          {},
          "cases of kind " + test.value("kind", std::string{"unknown"}) + " are not run yet"};
}

/// One line a case: what was expected and what we say of it.
void explain(Comparison const& comparison) {
  std::printf("%s: expected %s: %s\n", comparison.id.c_str(), comparison.expected.c_str(),
              comparison.why.empty() ? "accepted" : comparison.why.c_str());
}

/// False where the file is not one of cases.
auto run(std::string const& path, bool explains, Report& report) -> bool try {
  auto const cases = read_json(path);
  if (!cases || !cases->contains("testcases")) return false;
  auto const file = path.substr(path.rfind('/') + 1);
  for (auto const& test : cases->at("testcases")) {
    auto comparison = compare_any(test);
    if (explains) explain(comparison);
    report.add(file, suite_of(test), std::move(comparison));
  }
  return true;
} catch (json::exception const&) {
  return false;
}

/// The status when a file is of no use.
auto unusable(std::string const& path, std::string const& why) -> int {
  std::fprintf(stderr, "vidimus_conformance: %s %s\n", path.c_str(), why.c_str());
  return 2;
}

}  // namespace

auto main(int count, char** words) -> int {
  auto const options = Options::parse(std::span{words, static_cast<std::size_t>(count)}.subspan(1));
  if (!options) {
    std::fputs("vidimus_conformance FILE... [--json OUT] [--divergences FILE] [--explain]: which FILE?\n", stderr);
    return 2;
  }
  std::string mistake;
  auto divergences = Divergences::read(options->divergences_path, mistake);
  if (!divergences) return unusable(options->divergences_path, mistake);
  Report report{*std::move(divergences)};
  for (auto const& file : options->files)
    if (!run(file, options->explains, report)) return unusable(file, "holds no cases");
  report.print();
  if (!options->json_path.empty() && !(std::ofstream{options->json_path} << report.to_json().dump(1) << '\n'))
    return unusable(options->json_path, "cannot be written");
  return report.has_surprise() ? 1 : 0;
}
