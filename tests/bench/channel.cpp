// SPDX-License-Identifier: Apache-2.0
#include "channel.hpp"

#include "allocations.hpp"
#include "callgrind.hpp"
#include "channel_mbedtls.hpp"
#include "channel_openssl.hpp"
#include "channel_vidimus.hpp"
#include "clock.hpp"

#include <vidimus/cipher_spec/ssl_ciph.hpp>

#include <malloc.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bench {

namespace {

using vidimus::aead::Libcrypto;
using vidimus::aead::Mbedtls;

struct Company {
  vidimus_test::Company acme{};
  small_ca::Issued own = acme.issue("CN=QM2,O=Acme", {"DNS:qm2.example"});
};

struct Case {
  std::string workload, implementation;
  std::function<void(std::size_t)> run;
  double amount;  ///< of `unit`, in one run
  char const* unit;

  [[nodiscard]] auto name() const -> std::string { return workload + ": " + implementation; }
};

/// The implementations with one cipher suite. Everything lives as long as this.
template <class Spec>
class Contest {
 public:
  Contest(Company const& company, std::string label, int suite, std::string const& name)
      : label_{std::move(label)},
        ours_{VidimusPair<Spec, Mbedtls>::Endpoints::of(company.acme, company.own)},
        ours_libcrypto_{VidimusPair<Spec, Libcrypto>::Endpoints::of(company.acme, company.own)},
        mbedtls_{company.acme, company.own, suite},
        openssl_{company.acme, company.own, name} {}

  void add_records(std::vector<Case>& cases) {
    for (auto const size : {std::size_t{16384}, std::size_t{1024}, std::size_t{100}}) {
      auto const workload = "channel: " + label_ + ", " + std::to_string(size) + " octets";
      add(cases, workload, "vidimus mbedTLS", std::make_shared<VidimusPair<Spec, Mbedtls>>(ours_), size);
      add(cases, workload, "mbedTLS", std::make_shared<MbedtlsPair>(mbedtls_), size);
      add(cases, workload, "vidimus libcrypto", std::make_shared<VidimusPair<Spec, Libcrypto>>(ours_libcrypto_), size);
      add(cases, workload, "OpenSSL", std::make_shared<OpensslPair>(openssl_), size);
    }
  }
  void add_handshakes(std::vector<Case>& cases) {
    auto const add = [&](char const* name, auto run) {
      cases.push_back({"channel: handshakes, " + label_, name, [run](std::size_t) { run(); }, 1, "handshakes/s"});
    };
    add("vidimus", [this] { VidimusPair<Spec, Mbedtls>{ours_}; });
    add("mbedTLS", [this] { MbedtlsPair{mbedtls_}; });
    add("OpenSSL", [this] { OpensslPair{openssl_}; });
  }
  void measure_memory(Report& report) {
    report.add(Row{"channel: idle, both ends", "vidimus", heap<VidimusPair<Spec, Mbedtls>>(ours_), "octets of heap"});
    report.add(Row{"channel: idle, both ends", "mbedTLS", heap<MbedtlsPair>(mbedtls_), "octets of heap"});
    report.add(Row{"channel: idle, both ends", "OpenSSL", heap<OpensslPair>(openssl_), "octets of heap"});
  }

 private:
  template <class Pair>
  static void add(std::vector<Case>& cases, std::string const& workload, char const* name, std::shared_ptr<Pair> pair,
                  std::size_t size) {
    auto const run = [pair, message = std::vector<std::byte>(size, std::byte{5}),
                      out = std::make_shared<std::vector<std::byte>>(size)](std::size_t) { pair->send(message, *out); };
    cases.push_back({workload, name, run, static_cast<double>(size) * 1e-6, "MB/s"});
  }

  /// What a pair holds after its handshake, without the memory between its ends.
  template <class Pair, class Settings>
  static auto heap(Settings& settings) -> double {
    constexpr std::size_t count = 50;
    std::vector<std::unique_ptr<Pair>> pairs(count);
    pairs[0] = std::make_unique<Pair>(settings);  // what the first one alone makes
    auto const before = mallinfo2();
    for (std::size_t i = 1; i != count; ++i) pairs[i] = std::make_unique<Pair>(settings);
    auto const after = mallinfo2();
    auto const all =
        static_cast<double>(after.uordblks + after.hblkhd) - static_cast<double>(before.uordblks + before.hblkhd);
    return all / (count - 1) - 2 * (1 << 17);
  }

  std::string label_;
  typename VidimusPair<Spec, Mbedtls>::Endpoints ours_;
  typename VidimusPair<Spec, Libcrypto>::Endpoints ours_libcrypto_;
  MbedtlsSettings mbedtls_;
  OpensslContexts openssl_;
};

struct Contests {
  Company company{};
  Contest<vidimus::SslCiph<"TLS_AES_128_GCM_SHA256">> aes128{company, "AES-128-GCM", 0x1301, "TLS_AES_128_GCM_SHA256"};
  Contest<vidimus::SslCiph<"TLS_AES_256_GCM_SHA384">> aes256{company, "AES-256-GCM", 0x1302, "TLS_AES_256_GCM_SHA384"};
  Contest<vidimus::SslCiph<"TLS_CHACHA20_POLY1305_SHA256">> chacha{company, "ChaCha20-Poly1305", 0x1303,
                                                                   "TLS_CHACHA20_POLY1305_SHA256"};
  std::vector<Case> cases{};

  Contests() {
    aes128.add_records(cases);
    aes256.add_records(cases);
    chacha.add_records(cases);
    aes128.add_handshakes(cases);
  }
};

constexpr std::size_t runs = 9;

void measure(std::vector<Case> const& cases, Report& report) {
  std::vector<std::size_t> calls;
  for (auto const& one : cases) calls.push_back(calls_in(one.run, 0.04));
  std::vector<std::vector<double>> rates(cases.size());
  for (std::size_t run = 0; run != runs; ++run) {
    std::fprintf(stderr, "channel: run %zu of %zu\n", run + 1, runs);
    for (std::size_t i = 0; i != cases.size(); ++i)
      rates[i].push_back(cases[i].amount * static_cast<double>(calls[i]) / seconds_of(cases[i].run, calls[i]));
  }
  for (std::size_t i = 0; i != cases.size(); ++i)
    report.add(Row{cases[i].workload, cases[i].implementation, median(rates[i]), cases[i].unit});
}

void count_allocations(std::vector<Case> const& cases, Report& report) {
  for (auto const& one : cases) {
    if (one.unit != std::string_view{"MB/s"} || !one.implementation.starts_with("vidimus")) continue;
    auto const before = allocations();
    for (std::size_t i = 0; i != 100; ++i) one.run(i);
    auto const a_record = static_cast<double>(allocations() - before) / 100;
    report.add(Target{one.name(), a_record, 0, false, "calls of operator new a message"});
  }
}

void add_targets(Report& report) {
  for (auto const* const suite : {"AES-128-GCM", "AES-256-GCM", "ChaCha20-Poly1305"}) {
    for (auto const& [size, factor] : {std::pair{"16384", 1.0}, std::pair{"1024", 2.0}, std::pair{"100", 2.5}}) {
      auto const workload = std::string{"channel: "} + suite + ", " + size + " octets";
      auto const of = [&](char const* name) { return report.value(workload, name, "MB/s"); };
      report.add(Target{workload + ", mbedTLS", of("vidimus mbedTLS") / of("mbedTLS"), 1, true, "times mbedTLS"});
      report.add(
          Target{workload + ", libcrypto", of("vidimus libcrypto") / of("OpenSSL"), factor, true, "times OpenSSL"});
    }
  }
  auto const idle = report.value("channel: idle, both ends", "vidimus", "octets of heap") / 2;
  report.add(Target{"channel: idle, one end", idle, 4096, false, "octets of heap"});
}

}  // namespace

void run_channel(Report& report) {
  std::fprintf(stderr, "channel: making endpoints\n");
  Contests contests;
  measure(contests.cases, report);
  count_allocations(contests.cases, report);
  contests.aes128.measure_memory(report);
  add_targets(report);
  report.note("channel: " + std::string{MBEDTLS_VERSION_STRING_FULL} + ", " + OPENSSL_VERSION_TEXT +
              "; TLS 1.3, both ends in one thread, medians of " + std::to_string(runs) +
              " runs, in time on the processor");
}

void run_channel_once(std::string const& which, std::string const&) {
  Contests contests;
  for (auto& one : contests.cases) {
    if (one.name() != which) continue;
    for (std::size_t i = 0; i != 9; ++i)
      vidimus_bench_counted([](void* with, std::size_t number) { static_cast<Case*>(with)->run(number); }, &one, i);
    return;
  }
  std::string known;
  for (auto const& one : contests.cases) known += "\n  " + one.name();
  throw Wrong{"there is no case " + which + "; there are" + known};
}

}  // namespace bench
