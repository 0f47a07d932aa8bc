// SPDX-License-Identifier: Apache-2.0
#include "revocation.hpp"

#include "allocations.hpp"
#include "callgrind.hpp"
#include "clock.hpp"
#include "crl_readers.hpp"
#include "temporary_folder.hpp"

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t runs = 7;
constexpr std::array<std::size_t, 3> sizes{1'000, 100'000, 1'000'000};

/// Octets of this process that are in memory and in no file.
auto resident_octets() -> double {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;)
    if (word == "RssAnon:" && status >> word) return std::stod(word) * 1024;
  return 0;
}

struct Cost {
  double seconds = 0, octets = 0;
};

/// What something costs in a process of its own, whose memory nobody has used before.
template <class Run>
auto cost_in_child(Run const& run) -> Cost {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error{"no pipe"};
  auto const child = ::fork();
  if (child == 0) {
    ::malloc_trim(0);  // what the parent has freed is not to be had for nothing
    auto const before = resident_octets();
    auto const start = processor_seconds();
    auto const kept = run();
    Cost cost{processor_seconds() - start};
    ::malloc_trim(0);  // and what was needed only while reading is given back
    cost.octets = resident_octets() - before;
    ::_exit(::write(ends[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
  }
  Cost cost;
  auto const got = ::read(ends[0], &cost, sizeof cost);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(ends[0]), ::close(ends[1]);
  if (got != sizeof cost || status != 0) throw std::runtime_error{"a CRL could not be loaded"};
  return cost;
}

auto named(std::string const& what, std::size_t entries) -> std::string {
  return "revocation: CRL of " + std::to_string(entries) + " entries: " + what;
}

struct Reader {
  char const* name;
  std::function<std::shared_ptr<void const>()> read;  ///< what was read
};
auto readers_of(std::string const& path) -> std::vector<Reader> {
  return {{"vidimus mapped", [path] { return std::make_shared<VidimusCrl>(path); }},
          {"vidimus read", [path] { return std::make_shared<VidimusCrl>(path, vidimus::FileAccess::read); }},
          {"mbedTLS", [path] { return std::make_shared<MbedTlsCrl>(path); }},
          {"OpenSSL", [path] { return std::make_shared<OpenSslCrl>(path); }}};
}

/// What takes less time than a process needs to find its feet is done again and again in this one.
void measure_loading(CrlFile const& file, Report& report) {
  auto const readers = readers_of(file.path);
  auto const entries = file.listed.size();
  bool const is_small = entries == sizes[0];
  std::vector<std::vector<double>> seconds(readers.size()), octets(readers.size());
  for (std::size_t run = 0; run != runs; ++run)
    for (std::size_t i = 0; i != readers.size(); ++i) {
      auto const cost = cost_in_child(readers[i].read);
      auto const read = [&](std::size_t) { static_cast<void>(readers[i].read()); };
      seconds[i].push_back(is_small ? seconds_of(read, 100) / 100 : cost.seconds);
      octets[i].push_back(cost.octets);
    }
  for (std::size_t i = 0; i != readers.size(); ++i)
    report.add(Row{named("load", entries), readers[i].name, median(seconds[i]) * 1e3, "ms"});
  for (std::size_t i = 0; i != readers.size(); ++i)
    report.add(Row{named("memory", entries), readers[i].name, median(octets[i]) / 1e6, "MB"});
}

/// A median over runs of looking up `count` of the keys, as many as take some time.
template <class Crl, class Key>
auto seconds_a_lookup(Crl const& crl, std::vector<Key> const& keys, std::size_t distinct, bool is_listed) -> double {
  std::size_t found = 0;
  auto const look = [&](std::size_t i) { found += crl.contains(keys[i % distinct]) ? 1U : 0U; };
  look(0);  // OpenSSL sorts now
  auto const calls = std::max<std::size_t>(calls_in(look, 0.05), 16);
  std::vector<double> seconds;
  for (std::size_t run = 0; run != runs; ++run) seconds.push_back(seconds_of(look, calls) / static_cast<double>(calls));
  if ((found != 0) != is_listed)
    throw std::runtime_error{"a serial number is found where it is not, or not where it is"};
  return median(seconds);
}

/// All keys in a random order, and sixteen of them again and again.
template <class Crl, class Key>
void measure_lookups(Crl const& crl, std::vector<Key> const& listed, std::vector<Key> const& others,
                     char const* implementation, std::size_t entries, Report& report) {
  auto const add = [&](char const* what, std::vector<Key> const& keys, std::size_t distinct, bool is_listed) {
    report.add(Row{named(what, entries), implementation, seconds_a_lookup(crl, keys, distinct, is_listed) * 1e9, "ns"});
  };
  add("hit", listed, listed.size(), true);
  add("miss", others, others.size(), false);
  add("hit, hot", listed, 16, true);
  add("miss, hot", others, 16, false);
}

void measure_lookups(CrlFile const& file, Report& report) {
  auto const entries = file.listed.size();
  VidimusCrl const vidimus{file.path};
  measure_lookups(vidimus, file.listed, file.others, "vidimus", entries, report);
  auto const before = allocations();
  static_cast<void>(vidimus.contains(file.listed[0]));
  static_cast<void>(vidimus.contains(file.others[0]));
  auto const calls = static_cast<double>(allocations() - before);
  report.add(Row{named("look-up", entries), "vidimus", calls, "calls of operator new"});
  report.add(Row{named("index", entries), "vidimus",
                 static_cast<double>(vidimus.list().index_octets()) / static_cast<double>(entries), "octets an entry"});
  measure_lookups(MbedTlsCrl{file.path}, file.listed, file.others, "mbedTLS", entries, report);
  std::vector<OpenSslCrl::Number> listed{file.listed.begin(), file.listed.end()},
      others{file.others.begin(), file.others.end()};
  measure_lookups(OpenSslCrl{file.path}, listed, others, "OpenSSL", entries, report);
}

void add_targets(std::size_t entries, Report& report) {
  auto const fastest_peer = [&](std::string const& workload, char const* unit) {
    return std::min(report.value(workload, "mbedTLS", unit), report.value(workload, "OpenSSL", unit));
  };
  auto const load = named("load", entries);
  report.add(Target{load, report.value(load, "vidimus mapped", "ms") / fastest_peer(load, "ms"), 0.6, false,
                    "of the fastest peer's time"});
  report.add(Target{named("index", entries), report.value(named("index", entries), "vidimus", "octets an entry"), 20,
                    false, "octets an entry"});
  for (auto const* const what : {"hit", "miss"}) {
    auto const workload = named(what, entries), hot = workload + ", hot";
    report.add(Target{hot, report.value(hot, "vidimus", "ns"), 20, false, "ns"});
    report.add(Target{workload, report.value(workload, "vidimus", "ns") / fastest_peer(workload, "ns"), 0.5, false,
                      "of the fastest peer's time"});
  }
  report.add(Target{named("look-up", entries),
                    report.value(named("look-up", entries), "vidimus", "calls of operator new"), 0, false,
                    "calls of operator new"});
}

}  // namespace

void run_revocation(Report& report) {
  TemporaryFolder const folder;
  for (auto const entries : sizes) {
    std::fprintf(stderr, "revocation: a CRL of %zu entries\n", entries);
    CrlFile const file{entries, (folder.path / "list.crl").string()};
    measure_loading(file, report);
    measure_lookups(file, report);
    add_targets(entries, report);
  }
  report.note(
      std::string{"revocation: "} + MBEDTLS_VERSION_STRING_FULL + ", " + OpenSSL_version(OPENSSL_VERSION) +
      "; loading is from a file in the page cache, that of a large CRL each time in a new process; medians of " +
      std::to_string(runs) + " runs, in time on the processor; memory is what is in no file");
}

void run_revocation_once(std::string const& which, std::string const&) {
  TemporaryFolder const folder;
  CrlFile const file{100'000, (folder.path / "list.crl").string()};
  VidimusCrl const crl{file.path};
  std::function<void(std::size_t)> run;
  if (which == "load") run = [&](std::size_t) { VidimusCrl const again{file.path}; };
  if (which == "hit") run = [&](std::size_t i) { static_cast<void>(crl.contains(file.listed[i])); };
  if (which == "miss") run = [&](std::size_t i) { static_cast<void>(crl.contains(file.others[i])); };
  if (!run) throw Wrong{"there is no case " + which + "; there are load, hit and miss"};
  vidimus_bench_counted([](void* with, std::size_t i) { (*static_cast<std::function<void(std::size_t)>*>(with))(i); },
                        &run, 0);
}

}  // namespace bench
