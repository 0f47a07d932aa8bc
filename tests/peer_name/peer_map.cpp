// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/peer_map.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

#include "../x509/parts.hpp"
#include "named_peers.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace vidimus;

namespace {

using Map = PeerMap<std::string>;
using Rule = PeerMapRule<std::string>;

static_assert(PeerNameFilter<Map>);
static_assert(!std::is_default_constructible_v<Map>);
static_assert(!std::is_default_constructible_v<Rule>);

auto named(std::string_view subject, std::string_view issuer = "CN=Acme CA,O=Acme", std::uint64_t serial = 0x51a3)
    -> EndEntity {
  x509_tests::Parts parts;
  parts.subject = small_ca::name(subject);
  parts.issuer = small_ca::name(issuer);
  parts.serial_number = small_ca::der::integer(serial);
  auto certificate = Certificate::parse(parts.encoding());
  REQUIRE(certificate);
  return {*std::move(certificate), {}};
}
auto make(std::vector<Rule> rules) -> Map {
  auto map = Map::make(std::move(rules));
  if (!map) FAIL(explain(map.error()));
  return *std::move(map);
}
auto numbers(auto const& list) -> std::vector<std::size_t> {
  std::vector<std::size_t> all;
  for (auto const& one : list) all.push_back(one.number);
  return all;
}
using Numbers = std::vector<std::size_t>;

auto note_of(Failure const& failure) -> std::string { return std::get<Note>(failure.decisive().detail).text; }

}  // namespace

TEST_CASE("the most specific rule maps, allows or blocks", "[peer_name]") {
  auto const map = make({Rule::allow("O=Acme"), Rule::block("CN=QM9, O=Acme"), Rule::map("CN=QM*, O=Acme", "payments"),
                         Rule::map("CN=QM9, O=Acme", "legacy").issued_by("CN=Old CA")});

  auto const mapped = map.decide(named("CN=QM7,O=Acme"));
  REQUIRE(mapped.winner.has_value());
  CHECK(mapped.is_accepted());
  CHECK(mapped.winner->number == 3);
  CHECK(mapped.winner->rule == "rule 3 (SSLPEER CN=QM*, O=Acme)");
  CHECK(mapped.winner->action == PeerAction::map);
  REQUIRE(mapped.value != nullptr);
  CHECK(*mapped.value == "payments");
  REQUIRE(numbers(mapped.runners_up) == Numbers{1});
  CHECK(mapped.runners_up[0].rule == "rule 1 (SSLPEER O=Acme)");
  CHECK(mapped.runners_up[0].reason == "it has no CN");

  auto const allowed = map.decide(named("CN=web,O=Acme"));
  REQUIRE(allowed.winner.has_value());
  CHECK(allowed.is_accepted());
  CHECK(allowed.winner->action == PeerAction::allow);
  CHECK(allowed.value == nullptr);
  CHECK(allowed.runners_up.empty());

  auto const blocked = map.decide(named("CN=QM9,O=Acme"));
  REQUIRE(blocked.winner.has_value());
  CHECK_FALSE(blocked.is_accepted());
  CHECK(blocked.winner->number == 2);
  CHECK(blocked.value == nullptr);
  REQUIRE(numbers(blocked.runners_up) == Numbers{3, 1});
  CHECK(blocked.runners_up[0].reason == "its CN has more wildcards");

  auto const by_issuer = map.decide(named("CN=QM9,O=Acme", "CN=Old CA"));
  REQUIRE(by_issuer.winner.has_value());
  CHECK(by_issuer.winner->rule == "rule 4 (SSLPEER CN=QM9, O=Acme, SSLCERTI CN=Old CA)");
  CHECK(*by_issuer.value == "legacy");
  REQUIRE(numbers(by_issuer.runners_up) == Numbers{2, 3, 1});
  CHECK(by_issuer.runners_up[0].reason == "it has no SSLCERTI");

  auto const nobody = map.decide(named("CN=QM7,O=Other"));
  CHECK_FALSE(nobody.winner.has_value());
  CHECK_FALSE(nobody.is_accepted());
  CHECK(nobody.value == nullptr);
}

TEST_CASE("as a filter, a peer map refuses whom it blocks and whom it does not know", "[peer_name]") {
  auto const map = make({Rule::allow("O=Acme"), Rule::block("CN=QM9"), Rule::map("CN=QM*", "payments")});
  CHECK(map.describe() == "a peer map of 3 rules");
  CHECK(map.accepts(named("CN=QM1")).because() == "mapped to payments by rule 3 (SSLPEER CN=QM*)");
  CHECK(map.accepts(named("CN=web,O=Acme")).because() == "allowed by rule 1 (SSLPEER O=Acme)");

  auto const blocked = map.accepts(named("CN=QM9,O=Acme"));
  REQUIRE_FALSE(blocked.is_accepted());
  CHECK(blocked.finding().code == Errc::peer_blocked);
  CHECK(wanted(blocked) == "none that is blocked by rule 2 (SSLPEER CN=QM9)");
  CHECK(presented(blocked) == Texts{"CN=QM9,O=Acme"});
  CHECK(blocked.finding().subject == "CN=QM9,O=Acme");
  CHECK(blocked.finding().depth == 0U);

  auto const unknown = map.accepts(named("CN=web,O=Other"));
  REQUIRE_FALSE(unknown.is_accepted());
  CHECK(unknown.finding().code == Errc::peer_not_mapped);
  CHECK(wanted(unknown) == "a peer map of 3 rules");
  CHECK(presented(unknown) == Texts{"CN=web,O=Other"});

  auto const without_rules = make({}).accepts(named("CN=QM1"));
  REQUIRE_FALSE(without_rules.is_accepted());
  CHECK(without_rules.finding().code == Errc::peer_not_mapped);
}

TEST_CASE("a dry run is reported and decides nothing", "[peer_name]") {
  auto const map = make({Rule::map("CN=QM*", "payments"), Rule::block("CN=QM9").as_dry_run(),
                         Rule::map("O=Acme", "acme").as_dry_run(), Rule::block("CN=QM*").as_dry_run(),
                         Rule::block("CN=other").as_dry_run()});
  auto const decision = map.decide(named("CN=QM9,O=Acme"));
  REQUIRE(decision.winner.has_value());
  CHECK(decision.winner->number == 1);
  CHECK(*decision.value == "payments");
  CHECK(numbers(decision.dry_runs) == Numbers{2, 4});
  CHECK(decision.dry_runs[0].rule == "rule 2 (SSLPEER CN=QM9, dry run)");
  CHECK(decision.dry_runs[0].action == PeerAction::block);
  REQUIRE(numbers(decision.runners_up) == Numbers{3});
  CHECK(decision.runners_up[0].reason == "it has no CN");
  CHECK(map.accepts(named("CN=QM9")).because() ==
        "mapped to payments by rule 1 (SSLPEER CN=QM*)"
        "; warning: blocked by rule 2 (SSLPEER CN=QM9, dry run) if it were no dry run"
        "; warning: blocked by rule 4 (SSLPEER CN=QM*, dry run) if it were no dry run");

  // without another rule the peer is as unknown as it was before
  auto const unknown = map.accepts(named("CN=other"));
  REQUIRE_FALSE(unknown.is_accepted());
  CHECK(unknown.finding().code == Errc::peer_not_mapped);
  CHECK(wanted(unknown) ==
        "a peer map of 5 rules; warning: blocked by rule 5 (SSLPEER CN=other, dry run) if it were no dry run");
  auto const only_mapped = map.accepts(named("CN=x,O=Acme"));
  REQUIRE_FALSE(only_mapped.is_accepted());
  CHECK(only_mapped.finding().code == Errc::peer_not_mapped);
}

TEST_CASE("a rule that is malformed is named", "[peer_name]") {
  auto const bad = Map::make({Rule::allow("O=Acme"), Rule::allow("O=Acme, cn=x")});
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().code() == Errc::ssl_peer_malformed);
  CHECK(bad.error().decisive().subject == "rule 2, SSLPEER O=Acme, cn=x");
  CHECK(std::get<Malformed>(bad.error().decisive().detail).offset == 8);

  auto const issuer = Map::make({Rule::allow("O=Acme").issued_by("SERIALNUMBER=05")});
  REQUIRE_FALSE(issuer.has_value());
  CHECK(issuer.error().code() == Errc::ssl_peer_malformed);
  CHECK(issuer.error().decisive().subject == "rule 1, SSLCERTI SERIALNUMBER=05");

  for (auto const& blank : {Rule::allow(""), Rule::allow("O=Acme").issued_by(" ")}) {
    auto const refused = Map::make({blank});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code() == Errc::ssl_peer_malformed);
  }
}

TEST_CASE("rules among which nothing decides are ambiguous", "[peer_name]") {
  auto const is_ambiguous = [](Rule first, Rule second, std::string_view why) {
    INFO(first.ssl_peer() << " and " << second.ssl_peer());
    auto const map = Map::make({Rule::allow("O=Z"), std::move(first), Rule::allow("O=A"), std::move(second)});
    REQUIRE_FALSE(map.has_value());
    CHECK(map.error().code() == Errc::peer_map_ambiguous);
    CHECK(map.error().decisive().subject.starts_with("rule 4 ("));
    CHECK(note_of(map.error()).starts_with("rule 2 ("));
    CHECK(note_of(map.error()).ends_with(why));
  };
  auto const other = ") is for the same peers and does something else", both = ") is equally specific";
  is_ambiguous(Rule::map("CN=QM1, O=Acme", "a"), Rule::map("O=acme; CN=qm1", "b"), other);
  is_ambiguous(Rule::allow("CN=QM1"), Rule::block("CN=QM1"), other);
  is_ambiguous(Rule::allow("CN=QM1").issued_by("O=Acme"), Rule::block("CN=QM1").issued_by("O=ACME"), other);
  is_ambiguous(Rule::allow("CN=QM1").as_dry_run(), Rule::block("CN=QM1").as_dry_run(), other);
  is_ambiguous(Rule::allow("CN=*QM"), Rule::block("CN=QM*"), both);
  is_ambiguous(Rule::allow("CN=*QM"), Rule::allow("CN=QM*"), both);
  is_ambiguous(Rule::allow("CN=QM").issued_by("O=*a"), Rule::allow("CN=QM").issued_by("O=a*"), both);

  // what differs in one thing is not
  make({Rule::allow("CN=QM1"), Rule::block("CN=QM1").issued_by("O=Acme"), Rule::block("CN=QM1").issued_by("O=Acme*")});
  make({Rule::allow("CN=QM1"), Rule::block("CN=QM1").as_dry_run()});
}

TEST_CASE("a rule that can never decide is unreachable", "[peer_name]") {
  auto const unreachable = [](std::vector<Rule> rules) {
    auto const map = Map::make(std::move(rules));
    REQUIRE_FALSE(map.has_value());
    CHECK(map.error().code() == Errc::peer_map_unreachable);
    CHECK(map.error().decisive().subject.starts_with("rule 2 ("));
    return note_of(map.error());
  };
  CHECK(unreachable({Rule::map("CN=QM1", "a"), Rule::map("CN=qm1", "a")}) ==
        "rule 1 (SSLPEER CN=QM1) already does the same");
  CHECK(unreachable({Rule::block("CN=*"), Rule::block("CN=**")}) == "rule 1 (SSLPEER CN=*) already does the same");
  CHECK(unreachable({Rule::block("CN=*"), Rule::block("CN=\"*\"")}) == "rule 1 (SSLPEER CN=*) already does the same");

  // quotes that change nothing
  CHECK(unreachable({Rule::block("CN=*a*"), Rule::block("CN=\"*a*\"")}) ==
        "rule 1 (SSLPEER CN=*a*) already does the same");
  CHECK(unreachable({Rule::block("SERIALNUMBER=05"), Rule::block("SERIALNUMBER=\"05\"")}) ==
        "rule 1 (SSLPEER SERIALNUMBER=05) already does the same");

  struct Incomparable {
    int number;
  };
  using Other = PeerMapRule<Incomparable>;
  auto const other = PeerMap<Incomparable>::make({Other::map("CN=a", {1}), Other::map("CN=a", {1})});
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code() == Errc::peer_map_ambiguous);
  auto const silent = PeerMap<Incomparable>::make({Other::map("CN=QM1", {7})});
  REQUIRE(silent.has_value());
  CHECK(silent->accepts(named("CN=QM1")).because() == "mapped by rule 1 (SSLPEER CN=QM1)");
  CHECK(PeerMap<int>::make({PeerMapRule<int>::map("CN=QM1", 7)})->accepts(named("CN=QM1")).because() ==
        "mapped to 7 by rule 1 (SSLPEER CN=QM1)");
}

TEST_CASE("what a decision lists is bounded", "[peer_name]") {
  std::string const text = "abcdefghijklmnopqrstuvwxyz";
  std::vector<Rule> rules;
  for (std::size_t size = 1; size <= text.size(); ++size)
    rules.push_back(Rule::allow("CN=" + text.substr(0, size) + '*'));
  for (std::size_t size = 1; size <= text.size(); ++size)
    rules.push_back(Rule::block("CN=" + text.substr(0, size) + "*, O=Acme").as_dry_run());
  auto const decision = make(std::move(rules)).decide(named("CN=" + text + ",O=Acme"));
  REQUIRE(decision.winner.has_value());
  CHECK(decision.winner->number == 26);
  CHECK(numbers(decision.dry_runs) == Numbers{52});
  CHECK(numbers(decision.runners_up) == Numbers{51, 25, 50, 24, 49, 23, 48, 22});
  CHECK(decision.runners_up.size() == Decision<std::string>::most_listed);

  std::vector<Rule> dry_runs;
  for (std::size_t size = 1; size <= text.size(); ++size)
    dry_runs.push_back(Rule::block("CN=" + text.substr(0, size) + '*').as_dry_run());
  auto const dry = make(std::move(dry_runs)).decide(named("CN=" + text));
  CHECK(numbers(dry.dry_runs) == Numbers{26, 25, 24, 23, 22, 21, 20, 19});
}

TEST_CASE("a rule that a value fits in several places is listed once", "[peer_name]") {
  auto const map = make({Rule::allow("CN=*a*"), Rule::allow("CN=*aa*"), Rule::allow("CN=*a*").issued_by("O=Acme")});
  auto const decision = map.decide(named("CN=" + std::string(60, 'a')));
  REQUIRE(decision.winner.has_value());
  CHECK(decision.winner->number == 2);
  CHECK(numbers(decision.runners_up) == Numbers{3, 1});
}

TEST_CASE("quotes make spaces count in a map too", "[peer_name]") {
  auto const map = make({Rule::map("CN=\"a b\"", "quoted"), Rule::map("CN=a b", "bare"), Rule::map("CN=c d", "other")});
  CHECK(*map.decide(named("CN=a b")).value == "quoted");
  CHECK(*map.decide(named("CN=a  b")).value == "bare");
  CHECK(*map.decide(named("CN=c  d")).value == "other");
}

TEST_CASE("a decision outlives its map", "[peer_name]") {
  std::optional<Map> map{make({Rule::map("CN=QM1", "a value that is longer than a short string")})};
  auto const copy = *map;
  auto const decision = map->decide(named("CN=QM1"));
  map.reset();
  CHECK(*decision.value == "a value that is longer than a short string");
  CHECK(copy.decide(named("CN=QM1")).value == decision.value);
}

// Against a scan of all rules by the filters themselves. Few letters, so that much matches.
namespace {

class Random {
 public:
  auto below(unsigned limit) -> unsigned { return static_cast<unsigned>(engine_() % limit); }
  auto word() -> std::string {
    std::string text;
    for (auto size = 1 + below(3); size != 0; --size) text += "aAbB "[below(text.empty() || size == 1 ? 4 : 5)];
    return text;
  }
  auto value() -> std::string {
    if (below(12) == 0) return "*";
    std::string const quote = below(6) == 0 ? "\"" : "";
    std::string text = quote + (below(5) < 2 ? "*" : "");
    text += word();
    text += below(3) == 0 ? "*" : "";
    return text + quote;
  }
  auto filter(bool of_subject) -> std::string {
    std::string text;
    auto const add = [&](std::string const& attribute) { text += (text.empty() ? "" : ", ") + attribute; };
    if (of_subject && below(10) == 0) add(below(2) == 0 ? "SERIALNUMBER=51:A3" : "SERIALNUMBER=5*");
    if (below(3) != 0) add("CN=" + value());
    for (auto units = below(3); units != 0; --units) add("OU=" + value());
    for (auto components = below(5) == 0 ? below(3) : 0; components != 0; --components) add("DC=" + value());
    if (text.empty() || below(3) == 0) add("O=" + value());
    return text;
  }
  auto name() -> std::string {
    std::string text;
    auto const add = [&](std::string const& attribute) {
      text += (text.empty() ? "" : below(12) == 0 ? "+" : ",") + attribute;
    };
    for (auto names = below(8) == 0 ? 2U : 1U; names != 0; --names) add("CN=" + word());
    for (auto units = below(4); units != 0; --units) add("OU=" + word());
    for (auto components = below(3); components != 0; --components) add("DC=" + word());
    if (below(2) == 0) add("O=" + word());
    return text;
  }
  auto rule() -> Rule {
    auto subject = filter(true);
    auto rule = Rule::map(std::move(subject), std::to_string(engine_()));
    if (below(4) == 0) rule = std::move(rule).issued_by(filter(false));
    return below(6) == 0 ? std::move(rule).as_dry_run() : rule;
  }

 private:
  std::mt19937 engine_{20261};
};

/// A rule with its filters.
struct Read {
  explicit Read(Rule it)
      : rule{std::move(it)},
        subject{*SslPeer<dynamic>::parse(rule.ssl_peer())},
        order{*detail::read_peer_map_filter(1, rule.ssl_peer(), rule.ssl_cert_issuer())} {
    if (auto const& text = rule.ssl_cert_issuer()) issuer = *SslCertIssuer<dynamic>::parse(*text);
  }
  [[nodiscard]] auto is_for(EndEntity const& peer) const -> bool {
    return subject.accepts(peer).is_accepted() && (!issuer || issuer->accepts(peer).is_accepted());
  }
  [[nodiscard]] auto beats(Read const& other) const -> bool {
    auto const by = detail::compare_rules(order.filters(), other.order.filters()).order;
    return by != 0 ? by > 0 : rule.is_dry_run() && !other.rule.is_dry_run();
  }

  Rule rule;
  SslPeer<dynamic> subject;
  std::optional<SslCertIssuer<dynamic>> issuer;
  detail::PeerMapFilter order;
};

}  // namespace

TEST_CASE("a peer map decides as a scan of all rules does", "[peer_name]") {
  Random random;
  unsigned winners = 0, dry_runs = 0, none = 0;
  for (int round = 0; round != 30; ++round) {
    std::vector<Read> rules;
    while (rules.size() < 60) {
      Read rule{random.rule()};
      bool const is_distinct =
          std::ranges::all_of(rules, [&](auto const& it) { return it.beats(rule) != rule.beats(it); });
      if (is_distinct) rules.push_back(std::move(rule));
    }
    std::vector<Rule> written;
    for (auto const& one : rules) written.push_back(one.rule);
    auto const map = make(std::move(written));
    for (int peers = 0; peers != 60; ++peers) {
      auto const subject = random.name(), issuer = random.name();
      auto const peer = named(subject, issuer, random.below(2) == 0 ? 0x51a3 : 0x52);
      INFO("round " << round << ", " << peer.certificate.subject().to_text());
      std::vector<std::size_t> matching;
      for (std::size_t i = 0; i != rules.size(); ++i)
        if (rules[i].is_for(peer)) matching.push_back(i + 1);
      std::ranges::sort(matching, [&](auto a, auto b) { return rules[a - 1].beats(rules[b - 1]); });
      auto const winner = std::ranges::find_if(matching, [&](auto i) { return !rules[i - 1].rule.is_dry_run(); });
      auto const first = [](auto begin, auto end) {
        return Numbers(begin, begin + std::min<std::ptrdiff_t>(end - begin, Decision<std::string>::most_listed));
      };

      auto const decision = map.decide(peer);
      CHECK(numbers(decision.dry_runs) == first(matching.begin(), winner));
      REQUIRE(decision.winner.has_value() == (winner != matching.end()));
      dry_runs += decision.dry_runs.empty() ? 0U : 1U;
      if (winner == matching.end()) {
        ++none;
        continue;
      }
      ++winners;
      CHECK(decision.winner->number == *winner);
      CHECK(*decision.value == *rules[*winner - 1].rule.value());
      CHECK(numbers(decision.runners_up) == first(winner + 1, matching.end()));
    }
  }
  CHECK(winners > 500);
  CHECK(dry_runs > 100);
  CHECK(none > 50);
}
