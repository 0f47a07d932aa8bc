// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_status.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Case;
using test::code_of;
using test::full_name;
using test::named;
using test::only_reasons;
using test::read_certificate;
using test::SmallCa;
using vidimus::Errc;
using vidimus::Outcome;

auto const one = full_name("URI:http://crl.example/1.crl"), two = full_name("URI:http://crl.example/2.crl");

/// A certificate with distribution points, below Acme Root.
struct Scene {
  std::vector<test::Point> points{};
  SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::Issued qm2 = root.issue({.subject = "CN=QM2,O=Acme", .extra = extension()});
  vidimus::Time now = small_ca::now();

  [[nodiscard]] auto extension() const -> std::vector<small_ca::Extension> {
    if (points.empty()) return {};
    return {test::points(points)};
  }
  [[nodiscard]] auto ask(std::vector<Bytes> crls) const -> vidimus::RevocationStatus {
    return Case{.path = {read_certificate(qm2), read_certificate(root)}, .crls = std::move(crls), .now = now}.ask();
  }
  [[nodiscard]] auto listed(unsigned why) const -> std::vector<small_ca::RevokedEntry> {
    return {{.serial_number = qm2.serial_number, .reason = why}};
  }
  [[nodiscard]] auto hours_ago(int hours) const -> vidimus::Time { return now - std::chrono::hours{hours}; }
};
auto sides(vidimus::RevocationStatus const& status) -> vidimus::Mismatch const& {
  return std::get<vidimus::Mismatch>(status.finding().detail);
}

}  // namespace

TEST_CASE("Every distribution point is looked at, until all reasons are covered", "[revocation]") {
  Scene const scene{{{one, 0x06}, {two, 0x1f8}}};
  auto const first = scene.root.crl({.extra = {test::scope(named(one))}});
  auto const second = scene.root.crl({.extra = {test::scope(named(two))}});
  CHECK(code_of(scene.ask({first})) == Errc::crl_out_of_scope);
  CHECK(sides(scene.ask({first})).wanted == "CRLs for all reasons");
  CHECK(code_of(scene.ask({second})) == Errc::crl_out_of_scope);
  CHECK(scene.ask({first, second}).is_good());
  CHECK(scene.ask({first, scene.root.crl({.revoked = scene.listed(1), .extra = {test::scope(named(two))}})})
            .is_revoked());
}

TEST_CASE("A point's partition by reasons is complete when the CRLs are", "[revocation]") {
  Scene const scene{{{one}}};
  auto const some = [&](std::uint32_t reasons) {
    return scene.root.crl({.extra = {test::scope(named(one), only_reasons(reasons))}});
  };
  CHECK(code_of(scene.ask({some(0x06)})) == Errc::crl_out_of_scope);
  CHECK(scene.ask({some(0x06), some(0x1f8)}).is_good());
  CHECK(scene.ask({some(0x06), some(0x1fe)}).answers().size() <= 2);
}

TEST_CASE("A CRL that its point does not name counts for certificates of its issuer all the same", "[revocation]") {
  Scene const scene{{{one}}};
  CHECK(scene.ask({scene.root.crl()}).is_good());
  CHECK(scene.ask({scene.root.crl({.revoked = scene.listed(4)})}).is_revoked());
}

TEST_CASE("A CRL that adds no reason is not consulted", "[revocation]") {
  Scene const scene;
  auto const newest = scene.root.crl({.this_update = scene.hours_ago(1)});
  auto const older = scene.root.crl({.revoked = scene.listed(6), .this_update = scene.hours_ago(2)});
  auto const status = scene.ask({older, newest});
  CHECK(status.is_good());
  CHECK(status.answers().size() == 1);
}

TEST_CASE("A CRL that covers two points is examined once", "[revocation]") {
  Scene const scene{{{one, 0x06}, {two, 0x18}}};
  auto const status = scene.ask({scene.root.crl()});
  CHECK(status.is_good());
  CHECK(status.answers().size() == 1);
  CHECK(scene.ask({scene.root.crl({.wrong_signature = true})}).answers().size() == 1);
}

TEST_CASE("A delta CRL updates the complete one", "[revocation]") {
  Scene const scene;
  auto const complete = [&](std::vector<small_ca::RevokedEntry> const& entries, std::chrono::hours ends_in = 1h) {
    return scene.root.crl(
        {.revoked = entries, .this_update = scene.hours_ago(9), .next_update = scene.now + ends_in, .number = 5});
  };
  auto const delta = [&](std::vector<small_ca::RevokedEntry> const& entries, std::uint64_t base = 5) {
    return scene.root.crl({.revoked = entries, .this_update = scene.hours_ago(1), .number = 7, .delta_base = base});
  };
  CHECK(scene.ask({complete({}), delta({})}).is_good());
  CHECK(scene.ask({complete({}), delta({})}).answers()[0].source ==
        "CRL 5 of CN=Acme Root,O=Acme with delta CRL 7 of CN=Acme Root,O=Acme");
  CHECK(scene.ask({complete({}), delta(scene.listed(1))}).is_revoked());
  CHECK(scene.ask({complete(scene.listed(6)), delta(scene.listed(8))}).is_good());
  CHECK(code_of(scene.ask({complete({}, -1h)})) == Errc::crl_stale);
  CHECK(scene.ask({complete({}, -1h), delta({})}).is_good());
  CHECK(scene.ask({complete({}), delta(scene.listed(1), 6)}).is_good());  // does not continue this one
}

TEST_CASE("Of several delta CRLs the newest counts", "[revocation]") {
  Scene const scene;
  auto const complete = scene.root.crl({.this_update = scene.hours_ago(9), .number = 5});
  auto const delta = [&](int hours_ago, std::uint64_t number, unsigned reason) {
    return scene.root.crl({.revoked = scene.listed(reason),
                           .this_update = scene.hours_ago(hours_ago),
                           .number = number,
                           .delta_base = 5});
  };
  CHECK(scene.ask({complete, delta(3, 6, 6), delta(2, 7, 8)}).is_good());
  CHECK(scene.ask({complete, delta(2, 7, 6), delta(3, 6, 8)}).is_revoked());
  CHECK(scene.ask({complete, delta(2, 7, 6), delta(-1, 8, 8)}).is_revoked());  // the last one is of tomorrow
}

TEST_CASE("A delta CRL that cannot be believed is told, and the complete one counts", "[revocation]") {
  Scene const scene;
  auto const complete = scene.root.crl({.this_update = scene.hours_ago(9), .number = 5});
  auto const check = [&](small_ca::CrlProfile profile, Errc code) {
    profile.revoked = scene.listed(1);
    profile.number = 7;
    profile.delta_base = 5;
    auto const status = scene.ask({complete, scene.root.crl(profile)});
    REQUIRE(status.is_good());
    REQUIRE(status.answers().size() == 2);
    CHECK(status.answers()[0].source == "delta CRL 7 of CN=Acme Root,O=Acme");
    CHECK(status.answers()[0].outcome == Outcome::noted);
    CHECK(status.answers()[0].finding.value().code == code);
    CHECK(status.answers()[0].finding.value().severity == vidimus::Severity::warning);
  };
  check({.wrong_signature = true}, Errc::crl_signature_mismatch);
  check({.extra = {{"1.2.3.4", true, test::der::null()}}}, Errc::crl_critical_extension_unknown);
}

TEST_CASE("A delta CRL without a complete one says nothing", "[revocation]") {
  Scene const scene;
  auto const status = scene.ask({scene.root.crl({.revoked = scene.listed(1), .number = 7, .delta_base = 5})});
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::delta_crl_without_base);
  CHECK(sides(status).wanted == "a complete CRL of CN=Acme Root,O=Acme");
  CHECK(sides(status).presented == std::vector<std::string>{"only changes since CRL 5"});
  CHECK(status.finding().subject == "delta CRL 7 of CN=Acme Root,O=Acme");
}

TEST_CASE("A CRL out of scope that could not be used anyhow is told as that", "[revocation]") {
  Scene const scene{{{one}}};
  auto const elsewhere = test::scope(named(two));
  CHECK(code_of(scene.ask({scene.root.crl({.extra = {elsewhere}})})) == Errc::crl_out_of_scope);
  CHECK(code_of(scene.ask({scene.root.crl({.extra = {elsewhere, {"1.2.3.4", true, test::der::null()}}})})) ==
        Errc::crl_critical_extension_unknown);
}

TEST_CASE("No more CRLs are verified than the effort allows", "[revocation]") {
  Scene const scene;
  std::vector<Bytes> many;
  for (int i = 0; i != 33; ++i)
    many.push_back(scene.root.crl({.number = static_cast<std::uint64_t>(i), .wrong_signature = true}));
  many.push_back(scene.root.crl({.this_update = scene.hours_ago(5)}));  // the oldest: it comes last
  auto const status = scene.ask(many);
  REQUIRE(status.is_unknown());
  CHECK(status.answers().back().finding.value().code == Errc::budget_exceeded);
  many.erase(many.begin(), many.begin() + 2);
  CHECK(scene.ask(many).is_good());
}

TEST_CASE("A delta CRL is one of the CRLs that the effort allows", "[revocation]") {
  Scene const scene;
  std::vector<Bytes> crls{
      scene.root.crl({.this_update = scene.hours_ago(9), .number = 5}),
      scene.root.crl({.revoked = scene.listed(1), .this_update = scene.hours_ago(1), .number = 7, .delta_base = 5})};
  for (std::uint64_t i = 0; i != 31; ++i) crls.push_back(scene.root.crl({.number = i, .wrong_signature = true}));
  auto const status = scene.ask(crls);  // the complete one is the last that is verified
  REQUIRE(status.is_good());
  auto const is_over = [](vidimus::SourceAnswer const& answer) {
    return answer.finding && answer.finding->code == Errc::budget_exceeded;
  };
  CHECK(std::ranges::any_of(status.answers(), is_over));
  crls.pop_back();
  CHECK(scene.ask(crls).is_revoked());
}

TEST_CASE("A thousand partitions cost nothing in the report", "[revocation]") {
  Scene const scene{{{one}}};
  std::vector<Bytes> partitions;
  for (unsigned i = 0; i != 50; ++i)
    partitions.push_back(scene.root.crl(
        {.number = i, .extra = {test::scope(named(full_name("URI:http://crl.example/p" + std::to_string(i))))}}));
  CHECK(scene.ask(partitions).answers().size() == 8);
  partitions.push_back(scene.root.crl({.this_update = scene.hours_ago(5), .extra = {test::scope(named(one))}}));
  auto const status = scene.ask(partitions);
  CHECK(status.is_good());
  CHECK(status.answers().size() == 1);
}
