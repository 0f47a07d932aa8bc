// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/peer_map.hpp>
#include <vidimus/peer_name/static_peer_map.hpp>

#include "../x509/parts.hpp"
#include "named_peers.hpp"

#include <string>
#include <string_view>
#include <type_traits>

using namespace vidimus;

namespace {

using Static =
    StaticPeerMap<Allow<"O=Acme">, MapTo<"CN=QM*, O=Acme", "payments">, Block<"CN=QM9, O=Acme">,
                  IssuedBy<MapTo<"CN=QM9, O=Acme", "legacy">, "CN=Old CA">, DryRun<Block<"CN=QM8">>,
                  DryRun<IssuedBy<Block<"CN=QM7">, "O=Acme">>, IssuedBy<DryRun<Block<"CN=QM*, O=Acme">>, "CN=Old CA">>;
static_assert(PeerNameFilter<Static>);
static_assert(std::is_empty_v<Static>);

auto same_at_run_time() -> PeerMap<std::string> {
  using Rule = PeerMapRule<std::string>;
  return *PeerMap<std::string>::make(
      {Rule::allow("O=Acme"), Rule::map("CN=QM*, O=Acme", "payments"), Rule::block("CN=QM9, O=Acme"),
       Rule::map("CN=QM9, O=Acme", "legacy").issued_by("CN=Old CA"), Rule::block("CN=QM8").as_dry_run(),
       Rule::block("CN=QM7").issued_by("O=Acme").as_dry_run(),
       Rule::block("CN=QM*, O=Acme").issued_by("CN=Old CA").as_dry_run()});
}

auto named(std::string_view subject, std::string_view issuer) -> EndEntity {
  x509_tests::Parts parts;
  parts.subject = small_ca::name(subject);
  parts.issuer = small_ca::name(issuer);
  auto certificate = Certificate::parse(parts.encoding());
  REQUIRE(certificate);
  return {*std::move(certificate), {}};
}

}  // namespace

TEST_CASE("a static peer map decides as one that is read at run time", "[peer_name]") {
  auto const dynamic_map = same_at_run_time();
  CHECK(Static::describe() == dynamic_map.describe());
  for (auto const* subject :
       {"CN=QM9,O=Acme", "CN=QM8,O=Acme", "CN=QM7,O=Acme", "CN=QM9,O=Other", "CN=QM8", "CN=web,O=Acme"})
    for (auto const* issuer : {"CN=Old CA,O=Acme", "CN=Old CA", "CN=Acme CA", "O=Acme"}) {
      INFO(subject << " by " << issuer);
      auto const peer = named(subject, issuer);
      auto const by_compiler = Static::decide(peer);
      auto const at_run_time = dynamic_map.decide(peer);
      REQUIRE(by_compiler.winner.has_value() == at_run_time.winner.has_value());
      if (by_compiler.winner) CHECK(by_compiler.winner->rule == at_run_time.winner->rule);
      REQUIRE((by_compiler.value == nullptr) == (at_run_time.value == nullptr));
      if (by_compiler.value) CHECK(*by_compiler.value == *at_run_time.value);
      REQUIRE(by_compiler.dry_runs.size() == at_run_time.dry_runs.size());
      for (std::size_t i = 0; i != by_compiler.dry_runs.size(); ++i)
        CHECK(by_compiler.dry_runs[i].rule == at_run_time.dry_runs[i].rule);
      REQUIRE(by_compiler.runners_up.size() == at_run_time.runners_up.size());
      for (std::size_t i = 0; i != by_compiler.runners_up.size(); ++i) {
        CHECK(by_compiler.runners_up[i].rule == at_run_time.runners_up[i].rule);
        CHECK(by_compiler.runners_up[i].reason == at_run_time.runners_up[i].reason);
      }
      auto const verdict = Static::accepts(peer), expected = dynamic_map.accepts(peer);
      CHECK(verdict.because() == expected.because());
      REQUIRE(verdict.is_accepted() == expected.is_accepted());
      if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(expected.finding()));
    }
}

TEST_CASE("a static peer map maps, allows, blocks and refuses", "[peer_name]") {
  auto const mapped = Static::decide(named("CN=QM1,O=Acme", "CN=Acme CA"));
  REQUIRE(mapped.value != nullptr);
  CHECK(*mapped.value == "payments");
  CHECK(Static::accepts(named("CN=web,O=Acme", "CN=Acme CA")).because() == "allowed by rule 1 (SSLPEER O=Acme)");
  auto const blocked = Static::accepts(named("CN=QM9,O=Acme", "CN=Acme CA"));
  REQUIRE_FALSE(blocked.is_accepted());
  CHECK(blocked.finding().code == Errc::peer_blocked);
  auto const unknown = Static::accepts(named("CN=QM8,O=Other", "CN=Acme CA"));
  REQUIRE_FALSE(unknown.is_accepted());
  CHECK(unknown.finding().code == Errc::peer_not_mapped);
}
