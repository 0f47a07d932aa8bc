// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_time.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <optional>

namespace {

using namespace std::chrono_literals;
using vidimus::Errc;
using vidimus::detail::CrlTiming;

constexpr vidimus::Time january{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}};

auto ask(vidimus::CertificateList const& crl, std::chrono::seconds after, CrlTiming timing = {})
    -> std::optional<Errc> {
  auto const finding = vidimus::detail::out_of_time(crl, january + after, timing);
  if (!finding) return std::nullopt;
  CHECK(finding->subject == "CRL 1 of CN=Acme Root");
  return finding->code;
}
auto of(std::optional<vidimus::Time> next_update) -> vidimus::CertificateList {
  test::SmallCa const root{"CN=Acme Root"};
  return test::read_crl(root.crl({.this_update = january, .next_update = next_update}));
}

}  // namespace

TEST_CASE("A CRL is current from thisUpdate to nextUpdate, and some time after where a grace period says so",
          "[revocation]") {
  auto const crl = of(january + 24h);
  CHECK(ask(crl, -1s) == Errc::crl_not_yet_valid);
  CHECK(!ask(crl, 0s));
  CHECK(!ask(crl, 24h));
  CHECK(ask(crl, 24h + 1s) == Errc::crl_stale);
  CHECK(!ask(crl, 25h, {.grace = 1h}));
  CHECK(ask(crl, 25h + 1s, {.grace = 1h}) == Errc::crl_stale);
  CHECK(ask(crl, -1s, {.grace = 1h}) == Errc::crl_not_yet_valid);
}

TEST_CASE("A maximum age ends a CRL before its nextUpdate, and one that has none", "[revocation]") {
  CrlTiming const of_an_hour{.grace = 0s, .maximum_age = 1h};
  CHECK(!ask(of(january + 24h), 1h, of_an_hour));
  CHECK(ask(of(january + 24h), 1h + 1s, of_an_hour) == Errc::crl_stale);
  CHECK(ask(of(january + 30min), 31min, of_an_hour) == Errc::crl_stale);
  CHECK(ask(of(std::nullopt), 0s) == Errc::crl_stale);
  CHECK(!ask(of(std::nullopt), 1h, of_an_hour));
  CHECK(ask(of(std::nullopt), 1h + 1s, of_an_hour) == Errc::crl_stale);
}
