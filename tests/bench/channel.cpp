// SPDX-License-Identifier: Apache-2.0
#include "channel.hpp"

#include "allocations.hpp"
#include "callgrind.hpp"
#include "channel_asio.hpp"
#include "channel_gnutls.hpp"
#include "channel_mbedtls.hpp"
#include "channel_openssl.hpp"
#include "channel_vidimus.hpp"
#include "clock.hpp"
#include "temporary_folder.hpp"

#include <vidimus/cipher_spec/ssl_ciph.hpp>

#include <malloc.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
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
  std::string_view unit;

  [[nodiscard]] auto name() const -> std::string { return workload + ": " + implementation; }
};

constexpr std::size_t runs = 9;
constexpr std::string_view counted_only = "";

/// The implementations with one cipher suite. Everything lives as long as this.
template <class Spec>
class Contest {
 public:
  /// `suite` and `name` are one, for mbedTLS and for OpenSSL; `cipher` is its AEAD, for GnuTLS.
  Contest(Company const& company, std::string label, int suite, std::string const& name,
          [[maybe_unused]] std::string const& cipher)
      : label_{std::move(label)},
        ours_{VidimusPair<Spec, Mbedtls>::Endpoints::of(company.acme, company.own)},
        ours_libcrypto_{VidimusPair<Spec, Libcrypto>::Endpoints::of(company.acme, company.own)},
        mbedtls_{company.acme, company.own, suite},
        openssl_{company.acme, company.own, name}
#if defined(VIDIMUS_WITH_ASIO)
        ,
        asio_{company.acme, company.own, name}
#endif
#if defined(VIDIMUS_WITH_GNUTLS)
        ,
        gnutls_{company.acme, company.own, cipher}
#endif
  {
  }

  void add_records(std::vector<Case>& cases) {
    for (auto const size : {std::size_t{16384}, std::size_t{1024}, std::size_t{100}}) {
      auto const workload = "channel: " + label_ + ", " + std::to_string(size) + " octets";
      add(cases, workload, "vidimus mbedTLS", std::make_shared<VidimusPair<Spec, Mbedtls>>(ours_), size);
      add(cases, workload, "mbedTLS", std::make_shared<MbedtlsPair>(mbedtls_), size);
      add(cases, workload, "vidimus libcrypto", std::make_shared<VidimusPair<Spec, Libcrypto>>(ours_libcrypto_), size);
      add(cases, workload, "OpenSSL", std::make_shared<OpensslPair>(openssl_), size);
#if defined(VIDIMUS_WITH_ASIO)
      add(cases, workload, "OpenSSL through Asio", std::make_shared<AsioPair>(asio_), size);
#endif
#if defined(VIDIMUS_WITH_GNUTLS)
      add(cases, workload, "GnuTLS", std::make_shared<GnutlsPair>(gnutls_), size);
#endif
    }
  }
  void add_handshakes(std::vector<Case>& cases) {
    auto const add = [&](char const* name, auto run) {
      cases.push_back({"channel: handshakes, " + label_, name, [run](std::size_t) { run(); }, 1, "handshakes/s"});
    };
    add("vidimus", [this] { VidimusPair<Spec, Mbedtls>{ours_}; });
    add("mbedTLS", [this] { MbedtlsPair{mbedtls_}; });
    add("OpenSSL", [this] { OpensslPair{openssl_}; });
#if defined(VIDIMUS_WITH_ASIO)
    add("OpenSSL through Asio", [this] { AsioPair{asio_}; });
#endif
#if defined(VIDIMUS_WITH_GNUTLS)
    add("GnuTLS", [this] { GnutlsPair{gnutls_}; });
#endif
  }
  /// Handshakes that can remember nothing of earlier ones, alone and with what follows, for the counter of instructions.
  void add_counted(std::vector<Case>& cases) {
    for (auto const messages : {std::size_t{0}, std::size_t{100}}) {
      auto const workload = "channel: first handshake" +
                            (messages != 0 ? " and " + std::to_string(messages) + " messages" : std::string{}) + ", " +
                            label_;
      auto const add = [&](char const* name, auto begin) {
        auto const run = [begin, messages](std::size_t i) {
          std::vector<std::byte> const message(1024, std::byte{5});
          std::vector<std::byte> out(message.size());
          auto const pair = begin(i);
          for (std::size_t sent = 0; sent != messages; ++sent) pair->send(message, out);
        };
        cases.push_back({workload, name, run, 1, counted_only});
      };
      using Ours = VidimusPair<Spec, Mbedtls>;
      auto const unmet = std::make_shared<std::vector<typename Ours::Endpoints>>();
      for (std::size_t i = 0; i != runs; ++i) {
        Company const stranger;  // proven signatures are remembered for the whole process
        unmet->push_back(Ours::Endpoints::of(stranger.acme, stranger.own));
      }
      add("vidimus", [unmet](std::size_t i) { return std::make_unique<Ours>((*unmet)[i]); });
      add("mbedTLS", [this](std::size_t) { return std::make_unique<MbedtlsPair>(mbedtls_); });
    }
  }
  void measure_memory(Report& report) {
    report.add(Row{"channel: idle after a message, both ends", "vidimus", heap<VidimusPair<Spec, Mbedtls>>(ours_),
                   "octets of heap"});
    report.add(
        Row{"channel: idle after a message, both ends", "mbedTLS", heap<MbedtlsPair>(mbedtls_), "octets of heap"});
    report.add(Row{"channel: idle after a message, both ends", "vidimus libcrypto",
                   heap<VidimusPair<Spec, Libcrypto>>(ours_libcrypto_), "octets of heap"});
    report.add(
        Row{"channel: idle after a message, both ends", "OpenSSL", heap<OpensslPair>(openssl_), "octets of heap"});
#if defined(VIDIMUS_WITH_ASIO)
    report.add(Row{"channel: idle after a message, both ends", "OpenSSL through Asio", heap<AsioPair>(asio_),
                   "octets of heap"});
#endif
#if defined(VIDIMUS_WITH_GNUTLS)
    report.add(Row{"channel: idle after a message, both ends", "GnuTLS", heap<GnutlsPair>(gnutls_), "octets of heap"});
#endif
  }

 private:
  template <class Pair>
  static void add(std::vector<Case>& cases, std::string const& workload, char const* name, std::shared_ptr<Pair> pair,
                  std::size_t size) {
    auto const run = [pair, message = std::vector<std::byte>(size, std::byte{5}),
                      out = std::make_shared<std::vector<std::byte>>(size)](std::size_t) { pair->send(message, *out); };
    cases.push_back({workload, name, run, static_cast<double>(size) * 1e-6, "MB/s"});
  }

  /// What a pair holds after its handshake and a short message, without the memory between its ends.
  template <class Pair, class Settings>
  static auto heap(Settings& settings) -> double {
    constexpr std::size_t count = 50;
    mallopt(M_MMAP_THRESHOLD, 1 << 24);  // pages of their own would be counted whole
    std::vector<std::unique_ptr<Pair>> pairs(count);
    std::vector<std::byte> const message(100);
    std::vector<std::byte> out(message.size());
    auto const begin = [&](auto& pair) {
      pair = std::make_unique<Pair>(settings);
      pair->send(message, out);
    };
    begin(pairs[0]);  // what the first one alone makes
    auto const before = mallinfo2();
    for (std::size_t i = 1; i != count; ++i) begin(pairs[i]);
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
#if defined(VIDIMUS_WITH_ASIO)
  AsioContexts asio_;
#endif
#if defined(VIDIMUS_WITH_GNUTLS)
  GnutlsSettings gnutls_;
#endif
};

struct Contests {
  Company company{};
  Contest<vidimus::SslCiph<"TLS_AES_128_GCM_SHA256">> aes128{company, "AES-128-GCM", 0x1301, "TLS_AES_128_GCM_SHA256",
                                                             "AES-128-GCM"};
  Contest<vidimus::SslCiph<"TLS_AES_256_GCM_SHA384">> aes256{company, "AES-256-GCM", 0x1302, "TLS_AES_256_GCM_SHA384",
                                                             "AES-256-GCM"};
  Contest<vidimus::SslCiph<"TLS_CHACHA20_POLY1305_SHA256">> chacha{company, "ChaCha20-Poly1305", 0x1303,
                                                                   "TLS_CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305"};
  std::vector<Case> cases{};

  Contests() {
    aes128.add_records(cases);
    aes256.add_records(cases);
    chacha.add_records(cases);
    aes128.add_handshakes(cases);
    aes128.add_counted(cases);
  }
};

void measure(std::vector<Case> cases, Report& report) {
  std::erase_if(cases, [](Case const& one) { return one.unit == counted_only; });
  std::vector<std::size_t> calls;
  for (auto const& one : cases) calls.push_back(calls_in(one.run, 0.04));
  std::vector<std::vector<double>> rates(cases.size());
  for (std::size_t run = 0; run != runs; ++run) {
    std::fprintf(stderr, "channel: run %zu of %zu\n", run + 1, runs);
    for (std::size_t i = 0; i != cases.size(); ++i)
      rates[i].push_back(cases[i].amount * static_cast<double>(calls[i]) / seconds_of(cases[i].run, calls[i]));
  }
  for (std::size_t i = 0; i != cases.size(); ++i)
    report.add(Row{cases[i].workload, cases[i].implementation, median(rates[i]), std::string{cases[i].unit}});
}

void count_allocations(std::vector<Case> const& cases, Report& report) {
  for (auto const& one : cases) {
    if (one.unit != "MB/s" || !one.implementation.starts_with("vidimus")) continue;
    auto const before = allocations();
    for (std::size_t i = 0; i != 100; ++i) one.run(i);
    auto const a_record = static_cast<double>(allocations() - before) / 100;
    report.add(Target{one.name(), a_record, 0, false, "calls of operator new a message"});
  }
}

/// Instructions of a workload beside mbedTLS's for the same: the median of as many ratios as runs.
void count_instructions(Report& report, std::string const& workload, double limit) {
  TemporaryFolder const folder;
  auto const of = [&](std::string const& name) {
    return bench::count_instructions(folder.path, "channel --once '" + workload + ": " + name + '\'');
  };
  auto const ours = of("vidimus"), theirs = of("mbedTLS");
  if (!ours || !theirs) return report.note(workload + ": instructions were not counted, since there is no valgrind");
  std::vector<double> ratios;
  for (std::size_t i = 0; i != ours->size(); ++i) ratios.push_back(ours->at(i) / theirs->at(i));
  report.add(Row{workload, "vidimus", median(*ours), "instructions"});
  report.add(Row{workload, "mbedTLS", median(*theirs), "instructions"});
  report.add(Target{workload, median(ratios), limit, false, "of mbedTLS's instructions"});
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
  auto const idle = report.value("channel: idle after a message, both ends", "vidimus", "octets of heap") / 2;
  report.add(Target{"channel: idle after a message, one end", idle, 4096, false, "octets of heap"});
}

}  // namespace

void run_channel(Report& report) {
  std::fprintf(stderr, "channel: making endpoints\n");
  Contests contests;
  measure(contests.cases, report);
  count_allocations(contests.cases, report);
  contests.aes128.measure_memory(report);
  add_targets(report);
  count_instructions(report, "channel: handshakes, AES-128-GCM", 1.02);
  count_instructions(report, "channel: first handshake, AES-128-GCM", 1.02);
  count_instructions(report, "channel: first handshake and 100 messages, AES-128-GCM", 1.01);
  report.note("channel: " + std::string{MBEDTLS_VERSION_STRING_FULL} + ", " + OPENSSL_VERSION_TEXT +
              "; TLS 1.3, both ends in one thread, medians of " + std::to_string(runs) +
              " runs, in time on the processor");
}

void run_channel_once(std::string const& which, std::string const&) {
  Contests contests;
  for (auto& one : contests.cases) {
    if (one.name() != which) continue;
    for (std::size_t i = 0; i != runs; ++i)
      vidimus_bench_counted([](void* with, std::size_t number) { static_cast<Case*>(with)->run(number); }, &one, i);
    return;
  }
  std::string known;
  for (auto const& one : contests.cases) known += "\n  " + one.name();
  throw Wrong{"there is no case " + which + "; there are" + known};
}

}  // namespace bench
