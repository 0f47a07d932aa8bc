// SPDX-License-Identifier: Apache-2.0
#include "ocsp.hpp"

#include "callgrind.hpp"
#include "clock.hpp"
#include "ocsp_responses.hpp"
#include "temporary_folder.hpp"

#include <array>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

namespace {

struct ResponseKind {
  char const* name;
  small_ca::KeyKind key;
  bool has_delegate;
};
constexpr std::array<ResponseKind, 4> kinds{{{"ECDSA P-256, the issuer's", small_ca::KeyKind::ec_p256, false},
                                             {"ECDSA P-256, a delegate's", small_ca::KeyKind::ec_p256, true},
                                             {"RSA-2048, the issuer's", small_ca::KeyKind::rsa_2048, false},
                                             {"RSA-2048, a delegate's", small_ca::KeyKind::rsa_2048, true}}};
constexpr std::size_t runs = 9;

auto workload_of(ResponseKind const& kind) -> std::string { return std::string{"ocsp: read and verify, "} + kind.name; }

auto seconds_a_call(std::function<void(std::size_t)> const& run) -> double {
  auto const calls = calls_in(run, 0.04);
  std::vector<double> seconds;
  for (std::size_t i = 0; i != runs; ++i) seconds.push_back(seconds_of(run, calls) / static_cast<double>(calls));
  return median(seconds);
}

void measure_times(Report& report) {
  for (auto const& kind : kinds) {
    std::fprintf(stderr, "%s\n", workload_of(kind).c_str());
    OcspSubject const subject{kind.key, kind.has_delegate};
    OpenSslOcsp const openssl{subject};
    auto const add = [&](char const* implementation, std::function<void(std::size_t)> const& run) {
      report.add(Row{workload_of(kind), implementation, seconds_a_call(run) * 1e6, "us"});
    };
    add("vidimus", [&](std::size_t) { subject.read_and_verify(); });
    add("its signature checks", [&](std::size_t) { subject.verify_signatures(); });
    add("OpenSSL", [&](std::size_t) { openssl.read_and_verify(); });
  }
}

/// A status and what is wanted for it, by an answer that is remembered.
void measure_remembered(Report& report) {
  OcspSubject const subject{small_ca::KeyKind::ec_p256, true};
  vidimus::OcspChecker<> const checker;
  vidimus::Evidence evidence;
  for (auto& request : checker.wants(subject.asked(), evidence)) evidence.add({std::move(request), subject.response()});
  if (!checker.status(subject.asked(), evidence).is_good()) throw std::runtime_error{"vidimus refuses"};
  vidimus::Evidence const nothing;
  auto const status = seconds_a_call([&](std::size_t) {
    if (!checker.status(subject.asked(), nothing).is_good()) throw std::runtime_error{"nothing is remembered"};
  });
  auto const wants = seconds_a_call([&](std::size_t) {
    if (!checker.wants(subject.asked(), nothing).empty()) throw std::runtime_error{"nothing is remembered"};
  });
  report.add(Row{"ocsp: remembered", "status", status * 1e6, "us"});
  report.add(Row{"ocsp: remembered", "wants", wants * 1e6, "us"});
  report.add(Target{"ocsp: a remembered status", status * 1e6, 0.5, false, "us"});
}

/// Whether valgrind was there to count.
auto count_instructions(Report& report) -> bool {
  TemporaryFolder const folder;
  for (auto const& kind : kinds) {
    std::fprintf(stderr, "ocsp: counting instructions: %s\n", kind.name);
    auto const counts = bench::count_instructions(folder.path, "ocsp --once \"" + std::string{kind.name} + '"');
    if (!counts) return false;
    if (counts->size() != 2 * runs) throw std::runtime_error{"valgrind counted something else"};
    std::vector<double> checks, all;
    for (std::size_t i = 0; i != counts->size(); ++i) (i % 2 == 0 ? checks : all).push_back((*counts)[i]);
    report.add(Row{workload_of(kind), "vidimus", median(all), "instructions"});
    report.add(Row{workload_of(kind), "its signature checks", median(checks), "instructions"});
    report.add(
        Target{workload_of(kind), median(all) / median(checks), 1.02, false, "of the signature checks' instructions"});
  }
  return true;
}

}  // namespace

void run_ocsp(Report& report) {
  measure_times(report);
  measure_remembered(report);
  bool const has_instructions = count_instructions(report);
  report.note(std::string{"ocsp: "} + OpenSSL_version(OPENSSL_VERSION) + "; medians of " + std::to_string(runs) +
              " runs, in time on the processor" +
              (has_instructions ? "" : "; there is no valgrind here, so no instructions were counted"));
}

void run_ocsp_once(std::string const& which, std::string const&) {
  std::string known;
  for (auto const& kind : kinds) {
    known += std::string{"\n  "} + kind.name;
    if (which != kind.name) continue;
    OcspSubject subject{kind.key, kind.has_delegate};
    subject.read_and_verify();
    for (std::size_t i = 0; i != 2 * runs; ++i)
      vidimus_bench_counted(
          [](void* with, std::size_t number) {
            auto const& one = *static_cast<OcspSubject const*>(with);
            number % 2 == 0 ? one.verify_signatures() : one.read_and_verify();
          },
          &subject, i);
    return;
  }
  throw Wrong{"there is no kind of response " + which + "; there are" + known};
}

}  // namespace bench
