// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include "allocations.hpp"
#include "callgrind.hpp"
#include "clock.hpp"
#include "names_by_hand.hpp"
#include "names_gnutls.hpp"
#include "names_openssl.hpp"
#include "names_peer.hpp"
#include "names_vidimus.hpp"
#include "temporary_folder.hpp"

#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t runs = 9;
constexpr std::size_t decisions = 100;  // of one call of a case, so that the call itself does not count

/// One question, asked of one implementation.
struct NamesCase {
  std::string workload, implementation;
  std::function<void(std::size_t)> run;

  [[nodiscard]] auto name() const -> std::string { return workload + ": " + implementation; }
  [[nodiscard]] auto is_decision() const -> bool { return implementation.starts_with("vidimus"); }
};

/// Asks many times; each time as if memory had changed, so that the compiler cannot ask once.
template <class Decide>
auto many(Decide decide, bool expected) -> std::function<void(std::size_t)> {
  return [decide, expected](std::size_t) {
    for (std::size_t i = 0; i != decisions; ++i) {
      asm volatile("" : : : "memory");
      if (decide() != expected) throw std::runtime_error{"a name is judged wrongly"};
    }
  };
}

class NamesContest {
 public:
  NamesContest() {
    add_host<Exact>("names: DnsId exact", "qm2.payments.acme.example", true);
    add_host<Wildcard>("names: DnsId wildcard", "qm7.pool.acme.example", true);
    add_host<Miss>("names: DnsId miss", "qm3.payments.acme.example", false);
    add_address();
    add<Workload>("names: SpiffeId", true);
    add_subject();
  }
  /// Takes a second to make.
  void add_map() {
    static auto const map = many_rules(10'000);
    cases.push_back({"names: PeerMap of 10,000 rules", "vidimus",
                     many([this] { return map.decide(peer_).value != nullptr; }, true)});
  }

  std::vector<NamesCase> cases;

 private:
  /// The decision alone, and with the words of its verdict.
  template <class Filter>
  void add(std::string const& workload, bool expected) {
    cases.push_back({workload, "vidimus", many([this] { return Filter::matches(peer_); }, expected)});
    cases.push_back(
        {workload, "with its words", many([this] { return Filter::accepts(peer_).is_accepted(); }, expected)});
  }
  template <class Filter>
  void add_host(std::string const& workload, std::string const& host, bool expected) {
    add<Filter>(workload, expected);
    cases.push_back({workload, "OpenSSL", many([this, host] { return openssl_.has_host(host); }, expected)});
#ifdef VIDIMUS_WITH_GNUTLS
    cases.push_back({workload, "GnuTLS", many([this, host] { return gnutls_.has_host(host); }, expected)});
#endif
  }
  void add_address() {
    add<Address>("names: IpId", true);
    std::string const address{"\xc0\x00\x02\x07", 4};
    cases.push_back({"names: IpId", "OpenSSL", many([this, address] { return openssl_.has_ip(address); }, true)});
#ifdef VIDIMUS_WITH_GNUTLS
    cases.push_back({"names: IpId", "GnuTLS", many([this, address] { return gnutls_.has_ip(address); }, true)});
#endif
  }
  void add_subject() {
    std::string const workload = "names: SslPeer of three attributes";
    add<Subject>(workload, true);
    auto const name = peer_.certificate.subject();
    cases.push_back({workload, "vidimus dynamic", many([this] { return dynamic_.matches(peer_); }, true)});
    cases.push_back({workload, "by hand", many([name] { return matches_by_hand(name.der()); }, true)});
    cases.push_back({workload, "std::regex", many([text = name.to_text()] { return matches_by_regex(text); }, true)});
    add<OtherSubject>("names: SslPeer miss", false);
  }

  std::vector<std::byte> der_ = names_peer();
  vidimus::EndEntity peer_{vidimus::Certificate::parse(der_).value()};
  vidimus::SslPeer<vidimus::dynamic> dynamic_ = dynamic_subject();
  OpenSslNames openssl_{der_};
#ifdef VIDIMUS_WITH_GNUTLS
  GnuTlsNames gnutls_{der_};
#endif
};

/// Medians of runs in which the cases take turns.
void measure_names(std::vector<NamesCase> const& cases, Report& report) {
  std::vector<std::size_t> calls;
  for (auto const& one : cases) calls.push_back(calls_in(one.run, 0.02));
  std::vector<std::vector<double>> seconds(cases.size());
  for (std::size_t run = 0; run != runs; ++run) {
    std::fprintf(stderr, "names: run %zu of %zu\n", run + 1, runs);
    for (std::size_t i = 0; i != cases.size(); ++i)
      seconds[i].push_back(seconds_of(cases[i].run, calls[i]) / static_cast<double>(calls[i] * decisions));
  }
  for (std::size_t i = 0; i != cases.size(); ++i)
    report.add(Row{cases[i].workload, cases[i].implementation, median(seconds[i]) * 1e9, "ns"});
}

void count_name_allocations(std::vector<NamesCase> const& cases, Report& report) {
  for (auto const& one : cases) {
    if (!one.is_decision()) continue;
    auto const before = allocations();
    one.run(0);
    auto const calls = static_cast<double>(allocations() - before) / decisions;
    report.add(Row{one.workload, one.implementation, calls, "calls of operator new"});
  }
}

/// Whether there is a valgrind to count.
auto count_name_instructions(std::vector<NamesCase> const& cases, Report& report) -> bool {
  TemporaryFolder const folder;
  for (auto const& one : cases) {
    std::fprintf(stderr, "names: counting instructions: %s\n", one.name().c_str());
    auto const counts = count_instructions(folder.path, "names --once '" + one.name() + '\'');
    if (!counts) return false;
    report.add(Row{one.workload, one.implementation, counts->at(0) / decisions, "instructions"});
  }
  return true;
}

void add_name_targets(Report& report) {
  auto const add = [&report](std::string const& workload, double limit) {
    report.add(Target{workload, report.value(workload, "vidimus", "ns"), limit, false, "ns"});
    report.add(Target{workload, report.value(workload, "vidimus", "calls of operator new"), 0, false,
                      "calls of operator new"});
  };
  for (auto const* const question : {"exact", "wildcard", "miss"}) add(std::string{"names: DnsId "} + question, 20);
  add("names: SslPeer of three attributes", 40);
  std::string const map = "names: PeerMap of 10,000 rules";
  report.add(Target{map, report.value(map, "vidimus", "ns") / 1000, 20, false, "us"});
}

}  // namespace

void run_names(Report& report) {
  NamesContest contest;
  bool const is_counted = count_name_instructions(contest.cases, report);
  contest.add_map();
  measure_names(contest.cases, report);
  count_name_allocations(contest.cases, report);
  add_name_targets(report);
  std::string peers = OpenSslNames::name();
#ifdef VIDIMUS_WITH_GNUTLS
  peers += ", " + GnuTlsNames::name();
#endif
  report.note("names (./dev bench names): " + peers +
              "; a certificate with two DNS names, an address, a URI and four attributes; medians of " +
              std::to_string(runs) + " runs, in time on the processor" +
              (is_counted ? "; instructions as valgrind --tool=callgrind counts them"
                          : "; there is no valgrind here, so no instructions were counted"));
}

void run_names_once(std::string const& which, std::string const& inputs) {
  if (!inputs.empty()) throw Wrong{"names takes no --inputs"};
  NamesContest contest;
  std::string known;
  for (auto& one : contest.cases) {
    known += "\n  " + one.name();
    if (one.name() != which) continue;
    one.run(0);
    return vidimus_bench_counted([](void* with, std::size_t i) { static_cast<NamesCase*>(with)->run(i); }, &one, 0);
  }
  throw Wrong{"there is no case " + which + "; there are" + known};
}

}  // namespace bench
