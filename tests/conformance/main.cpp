// SPDX-License-Identifier: Apache-2.0
// Runs third-party conformance suites against the Validator: `vidimus_conformance FILE… [--json OUT] [--explain]`. A file holds cases in
// x509-limbo's schema, or revocation cases, as JSON, packed by gzip or not. It ends with status 1 where a case is accepted
// that must be refused or the other way round, unless `divergences.hpp` says why.
#include "input.hpp"
#include "path_case.hpp"
#include "report.hpp"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace conformance;

/// Cases that give a certificate, its issuer and one CRL or OCSP response have no path: a later runner judges them.
auto compare_any(json const& test) -> Comparison {
  if (test.contains("peer_certificate") && test.contains("max_chain_depth")) return compare(test);
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
  auto const cases = read_cases(path);
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

auto usage() -> int {
  std::fputs("vidimus_conformance: which FILE? (vidimus_conformance FILE... [--json OUT] [--explain])\n", stderr);
  return 2;
}

}  // namespace

auto main(int count, char** words) -> int {
  Report report;
  std::string json_path;
  std::vector<std::string> files;
  bool explains = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(words[i], "--explain") == 0)
      explains = true;
    else if (std::strcmp(words[i], "--json") != 0)
      files.emplace_back(words[i]);
    else if (++i < count)
      json_path = words[i];
    else
      return usage();
  }
  if (files.empty()) return usage();
  for (auto const& file : files)
    if (!run(file, explains, report))
      return std::fprintf(stderr, "vidimus_conformance: %s holds no cases\n", file.c_str()), 2;
  report.print();
  if (!json_path.empty() && !(std::ofstream{json_path} << report.to_json().dump(1) << '\n'))
    return std::fprintf(stderr, "vidimus_conformance: %s cannot be written\n", json_path.c_str()), 2;
  return report.has_surprise() ? 1 : 0;
}
