// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/crl_fetching.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::code_of;
using test::read_certificate;
using test::SmallCa;
using vidimus::CrlChecker;
using vidimus::CrlStore;
using vidimus::Errc;
using vidimus::Evidence;
using vidimus::FromDistributionPoints;
using Fetching = CrlChecker<FromDistributionPoints>;
using Urls = std::vector<std::string>;

std::string const one = "http://crl.example/1.crl", two = "http://crl.example/2.crl",
                  delta_url = "http://crl.example/d";

/// What the network has: by URL, an answer; what is not there cannot be reached.
struct Network {
  std::map<std::string, Bytes> answers;
  Urls asked{};

  void fetch(vidimus::FetchRequest const& request, Evidence& evidence) {
    asked.push_back(request.url);
    auto const answer = answers.find(request.url);
    if (answer != answers.end())
      evidence.add({request, answer->second});
    else
      evidence.add({request, {}, vidimus::Finding{Errc::timed_out, vidimus::Note{"nobody is there"}}});
  }
};

/// As the judge does: asks what is wanted, fetches, asks again, and then for the status.
template <class Checker>
auto ask(Checker const& checker, test::Issuance const& issuance, Network& network, unsigned depth = 0)
    -> vidimus::RevocationStatus {
  Evidence evidence;
  for (int round = 0; round != 8; ++round) {
    auto const wanted = checker.wants(issuance.at(depth), evidence);
    if (wanted.empty()) break;
    for (auto const& request : wanted) {
      CHECK(request.key == "GET " + request.url);
      network.fetch(request, evidence);
    }
  }
  CHECK(checker.wants(issuance.at(depth), evidence).empty());
  return checker.status(issuance.at(depth), evidence);
}

auto urls(std::vector<std::string> const& of_one_point) -> Bytes {
  Bytes names;
  for (auto const& url : of_one_point) test::der::append(names, small_ca::general_name("URI:" + url));
  return test::der::element(0xa0, names);
}

/// QM2 with distribution points, below Acme Root.
struct Scene {
  std::vector<test::Point> points{{urls({one})}};
  SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::Issued qm2 = root.issue({.subject = "CN=QM2,O=Acme", .extra = {test::points(points)}});
  vidimus::Time now = small_ca::now();
  test::Issuance issuance{{read_certificate(qm2), read_certificate(root)}, now};

  [[nodiscard]] auto listed(unsigned why) const -> std::vector<small_ca::RevokedEntry> {
    return {{.serial_number = qm2.serial_number, .reason = why}};
  }
  [[nodiscard]] auto at(vidimus::Time moment) const -> test::Issuance {
    return {{read_certificate(qm2), read_certificate(root)}, moment};
  }
};

}  // namespace

TEST_CASE("A location that two points name is told once where it cannot be reached", "[revocation]") {
  Scene const scene{{{urls({one}), 0x06}, {urls({one}), 0x1f8}}};
  Network nothing{};
  auto const status = ask(Fetching{CrlStore{}}, scene.issuance, nothing);
  CHECK(code_of(status) == Errc::crl_unreachable);
  CHECK(status.answers().size() == 1);
  CHECK(nothing.asked == Urls{one});
}

TEST_CASE("A CRL is fetched from a certificate's distribution point", "[revocation]") {
  Scene const scene;
  Network network{{{one, scene.root.crl()}}};
  CHECK(ask(Fetching{}, scene.issuance, network).is_good());
  CHECK(network.asked == Urls{one});
  Network revoking{{{one, scene.root.crl({.revoked = scene.listed(1)})}}};
  CHECK(ask(Fetching{}, scene.issuance, revoking).is_revoked());
}

TEST_CASE("Nothing is fetched where the store knows, nor for a certificate beyond the depth", "[revocation]") {
  Scene const scene;
  Network network;
  CHECK(ask(Fetching{test::store_of({scene.root.crl()})}, scene.issuance, network).is_good());
  auto const revoked = test::store_of({scene.root.crl({.revoked = scene.listed(1)})});
  CHECK(ask(Fetching{revoked}, scene.issuance, network).is_revoked());
  CHECK(network.asked.empty());

  auto const issuing = scene.root.issue_ca("CN=Acme Issuing", {.crl_urls = {one}});
  test::Issuance const issuance{
      {read_certificate(issuing.issue({.subject = "CN=QM2"})), read_certificate(issuing), read_certificate(scene.root)},
      scene.now};
  CrlChecker<FromDistributionPoints, vidimus::EndEntityOnly> const end_entity_only;
  CHECK(ask(end_entity_only, issuance, network, 1).is_good());
  CHECK(network.asked.empty());
}

TEST_CASE("Nothing is fetched for a certificate that a CRL at hand revokes, whatever others may add", "[revocation]") {
  Scene const scene{{{urls({one}), 0x06}, {urls({two}), 0x1f8}}};
  auto const first = scene.root.crl({.extra = {test::scope(test::named(urls({one}))), test::freshest(delta_url)}});
  auto const second = [&](std::vector<small_ca::RevokedEntry> entries) {
    return scene.root.crl({.revoked = std::move(entries), .extra = {test::scope(test::named(urls({two})))}});
  };
  auto const wanted = Fetching{test::store_of({first, second({})})}.wants(scene.issuance.at(0), {});
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].url == delta_url);
  Fetching const revoking{test::store_of({first, second(scene.listed(4))})};
  CHECK(revoking.wants(scene.issuance.at(0), {}).empty());
  CHECK(revoking.status(scene.issuance.at(0), {}).is_revoked());
}

TEST_CASE("A checker that does not fetch neither wants a location nor takes what another has fetched", "[revocation]") {
  Scene const scene;
  Evidence evidence;
  evidence.add({{"GET " + one, one}, scene.root.crl()});
  CrlStore const store;
  auto const none_at_hand = store.crls();
  vidimus::detail::FetchedCrls memory;
  auto const asked = [&](vidimus::detail::FetchedCrls* fetched) {
    vidimus::detail::CrlEffort effort;
    vidimus::detail::CrlSources const sources{.set = *none_at_hand, .fetched = fetched, .evidence = &evidence};
    vidimus::detail::CrlLocations locations{sources, effort};
    auto const found = locations.fetched(one, [](vidimus::Finding const&) {}).size();
    locations.want({two});
    return std::pair{found, std::move(effort).wanted().size()};
  };
  CHECK(asked(&memory) == std::pair<std::size_t, std::size_t>{1, 1});
  CHECK(asked(nullptr) == std::pair<std::size_t, std::size_t>{0, 0});
}

TEST_CASE("A CRL of the store that is stale, or says nothing of the certificate, is no reason not to fetch",
          "[revocation]") {
  Scene const scene;
  auto const stale = scene.root.crl({.this_update = scene.now - 3h, .next_update = scene.now - 1h});
  auto const of_authorities = scene.root.crl({.extra = {test::scope(test::flag(2))}});
  for (auto const& crl : {stale, of_authorities, scene.root.crl({.wrong_signature = true})}) {
    Network network{{{one, scene.root.crl()}}};
    CHECK(ask(Fetching{test::store_of({crl})}, scene.issuance, network).is_good());
    CHECK(network.asked == Urls{one});
  }
}

TEST_CASE("A CRL that cannot be fetched is unreachable, which is told with the reason", "[revocation]") {
  Scene const scene;
  Network network;
  auto const status = ask(Fetching{}, scene.issuance, network);
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_unreachable);
  CHECK(status.finding().subject == one);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.starts_with("timed_out: "));
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.find("nobody is there") != std::string::npos);
  REQUIRE(status.answers().size() == 1);
  CHECK(status.answers()[0].source == "CRL at " + one);
}

TEST_CASE("Where a redirect led to somebody who does not answer, that place is named", "[revocation]") {
  Scene const scene;
  Fetching const checker;
  auto const wanted = checker.wants(scene.issuance.at(0), {});
  REQUIRE(wanted.size() == 1);
  Evidence evidence;
  vidimus::Finding failure{Errc::timed_out};
  failure.subject = "http://elsewhere.example/1.crl";
  evidence.add({wanted[0], {}, failure});
  auto const status = checker.status(scene.issuance.at(0), evidence);
  REQUIRE(status.is_unknown());
  CHECK(status.finding().subject == one);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.ends_with(", at http://elsewhere.example/1.crl"));
}

TEST_CASE("An answer that is no CRL is told with what is wrong with it", "[revocation]") {
  Scene const scene;
  Network network{{{one, test::der::bytes("<html>")}}};
  auto const status = ask(Fetching{}, scene.issuance, network);
  CHECK(code_of(status) == Errc::crl_unreachable);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.starts_with("crl_malformed: "));
}

TEST_CASE("Unreachable, stale and unverifiable are told apart", "[revocation]") {
  Scene const scene;
  auto const stale = scene.root.crl({.this_update = scene.now - 3h, .next_update = scene.now - 1h});
  auto const code = [&](std::vector<Bytes> const& at_hand, std::map<std::string, Bytes> answers) {
    Network network{std::move(answers)};
    return code_of(ask(Fetching{test::store_of(at_hand)}, scene.issuance, network));
  };
  CHECK(code({}, {}) == Errc::crl_unreachable);
  CHECK(code({}, {{one, stale}}) == Errc::crl_stale);
  CHECK(code({}, {{one, scene.root.crl({.wrong_signature = true})}}) == Errc::crl_signature_mismatch);
  CHECK(code({scene.root.crl({.extra = {test::scope(test::flag(2))}})}, {}) == Errc::crl_unreachable);
  CHECK(code({stale}, {}) == Errc::crl_stale);
}

TEST_CASE("Further names of a point are tried where the first does not help", "[revocation]") {
  Scene const scene{{{urls({one, two})}}};
  Network reachable{{{one, scene.root.crl()}, {two, scene.root.crl()}}};
  CHECK(ask(Fetching{}, scene.issuance, reachable).is_good());
  CHECK(reachable.asked == Urls{one});
  auto const stale = scene.root.crl({.this_update = scene.now - 3h, .next_update = scene.now - 1h});
  Network network{{{one, stale}, {two, scene.root.crl()}}};
  CHECK(ask(Fetching{}, scene.issuance, network).is_good());
  CHECK(network.asked == Urls{one, two});
}

TEST_CASE("Every point that is needed is fetched, and all at once", "[revocation]") {
  Scene const scene{{{urls({one}), 0x06}, {urls({two}), 0x1f8}}};
  Network network{{{one, scene.root.crl({.extra = {test::scope(test::named(urls({one})))}})},
                   {two, scene.root.crl({.extra = {test::scope(test::named(urls({two})))}})}}};
  CHECK(Fetching{}.wants(scene.issuance.at(0), {}).size() == 2);
  CHECK(ask(Fetching{}, scene.issuance, network).is_good());
  network.answers.erase(two);
  CHECK(code_of(ask(Fetching{}, scene.issuance, network)) == Errc::crl_unreachable);
}

TEST_CASE("A fetched CRL is kept until its nextUpdate, for every copy of the checker", "[revocation]") {
  Scene const scene;
  Network network{{{one, scene.root.crl({.next_update = scene.now + 1h})}}};
  Fetching const checker;
  auto const copy = checker;
  CHECK(ask(checker, scene.issuance, network).is_good());
  CHECK(ask(copy, scene.issuance, network).is_good());
  auto const last = scene.at(scene.now + 1h);
  CHECK(ask(copy, last, network).is_good());
  CHECK(network.asked == Urls{one});
  auto const later = scene.at(scene.now + 1h + 1s);
  CHECK(code_of(ask(copy, later, network)) == Errc::crl_stale);
  network.answers[one] = scene.root.crl({.this_update = scene.now, .number = 2});
  CHECK(ask(copy, later, network).is_good());
  CHECK(network.asked.size() == 3);
}

TEST_CASE("A CRL in its grace period is fetched anew, and counts where that fails", "[revocation]") {
  Scene const scene;
  auto const ending = scene.root.crl({.this_update = scene.now - 3h, .next_update = scene.now - 1h});
  CrlChecker<FromDistributionPoints, vidimus::GracePeriod<7200>> const checker{test::store_of({ending})};
  Network nothing;
  auto const status = ask(checker, scene.issuance, nothing);
  CHECK(status.is_good());
  CHECK(nothing.asked == Urls{one});
  CHECK(status.answers().size() == 2);
  Network network{{{one, scene.root.crl({.revoked = scene.listed(1)})}}};
  CHECK(ask(checker, scene.issuance, network).is_revoked());
}

TEST_CASE("What was not proven is not kept for the next handshake", "[revocation]") {
  Scene const scene;
  Fetching const checker;
  Network network{{{one, scene.root.crl({.next_update = scene.now + 8760h, .wrong_signature = true})}}};
  CHECK(code_of(ask(checker, scene.issuance, network)) == Errc::crl_signature_mismatch);
  network.answers[one] = scene.root.crl();
  CHECK(ask(checker, scene.issuance, network).is_good());
  CHECK(network.asked.size() == 2);
}

TEST_CASE("A delta CRL is fetched from where the complete CRL or the certificate says", "[revocation]") {
  auto const check = [](bool says_certificate) {
    SmallCa const root{"CN=Acme Root,O=Acme"};
    small_ca::CertificateProfile profile{.subject = "CN=QM2,O=Acme", .extra = {test::points({{urls({one})}})}};
    if (says_certificate) profile.extra.push_back(test::freshest(delta_url));
    auto const qm2 = root.issue(profile);
    auto const now = small_ca::now();
    test::Issuance const issuance{{read_certificate(qm2), read_certificate(root)}, now};
    small_ca::CrlProfile complete{.this_update = now - 9h, .number = 5};
    if (!says_certificate) complete.extra = {test::freshest(delta_url)};
    auto const delta = [&](std::vector<small_ca::RevokedEntry> entries) {
      return root.crl({.revoked = std::move(entries), .number = 7, .delta_base = 5});
    };
    Network network{{{one, root.crl(complete)}, {delta_url, delta({{.serial_number = qm2.serial_number}})}}};
    CHECK(ask(Fetching{}, issuance, network).is_revoked());
    CHECK(network.asked == Urls{one, delta_url});
    network.answers[delta_url] = delta({});
    Fetching const checker;
    CHECK(ask(checker, issuance, network).is_good());
    auto const asked = network.asked.size();
    CHECK(ask(checker, issuance, network).is_good());
    CHECK(network.asked.size() == asked);
  };
  check(true);
  check(false);
}

TEST_CASE("Without its delta CRL a current complete CRL counts, and the report warns", "[revocation]") {
  Scene const scene;
  Network network{{{one, scene.root.crl({.extra = {test::freshest(delta_url)}})}}};
  auto const status = ask(Fetching{}, scene.issuance, network);
  REQUIRE(status.is_good());
  REQUIRE(status.answers().size() == 2);
  CHECK(status.answers()[0].source == "CRL at " + delta_url);
  CHECK(status.answers()[0].finding.value().code == Errc::crl_unreachable);
  CHECK(status.answers()[0].finding.value().severity == vidimus::Severity::warning);
}

TEST_CASE("What a CRL signer's own status needs is fetched too", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issuer = root.issue_ca("CN=CRL Issuer,O=Acme", {.key_usage = small_ca::crl_sign, .crl_urls = {two}});
  auto const qm2 =
      root.issue({.subject = "CN=QM2,O=Acme", .extra = {test::points({{urls({one}), {}, "CN=CRL Issuer,O=Acme"}})}});
  test::Issuance const issuance{{read_certificate(qm2), read_certificate(root)}, small_ca::now()};
  auto const indirect = issuer.crl({.extra = {test::scope(test::named(urls({one})), test::indirect())}});
  Fetching const checker{CrlStore{}.with_signers(vidimus::Intermediates::from_pem(issuer.pem()).value())};
  Network network{{{one, indirect}, {two, root.crl({.extra = {test::scope(test::flag(2))}})}}};
  CHECK(ask(checker, issuance, network).is_good());
  CHECK(network.asked == Urls{one, two});
}

TEST_CASE("No more locations are looked at than the effort allows", "[revocation]") {
  std::vector<test::Point> points;
  for (int i = 0; i != 16; ++i)
    points.push_back({urls({"http://crl.example/" + std::to_string(i), "http://crl.example/b" + std::to_string(i)})});
  Scene const scene{points};
  CHECK(Fetching{}.wants(scene.issuance.at(0), {}).size() == 16);
  Network network;
  CHECK(code_of(ask(Fetching{}, scene.issuance, network)) == Errc::crl_unreachable);
  // then two of each point, those that failed among them
  CHECK(network.asked.size() == vidimus::detail::CrlEffort::locations * 3 / 2);
}

TEST_CASE("Locations of other schemes are asked for where the type names them", "[revocation]") {
  std::string const in_directory = "LDAP://ldap.example/cn=Acme%20Root,o=Acme?certificateRevocationList;binary";
  Scene const scene{{{urls({"https://crl.example/1.crl", in_directory, one})}}};
  auto const first_of = [&](auto const& checker) {
    Network network;
    CHECK(code_of(ask(checker, scene.issuance, network)) == Errc::crl_unreachable);
    return network.asked;
  };
  CHECK(first_of(Fetching{}) == Urls{one});
  CHECK(first_of(CrlChecker<vidimus::FromDistributionPointsBy<"ldap">>{}) == Urls{in_directory});
  CHECK(first_of(CrlChecker<vidimus::FromDistributionPointsBy<"http", "ldap">>{}) == Urls{in_directory, one});
  CHECK(first_of(CrlChecker<vidimus::FromDistributionPointsBy<"https">>{}) == Urls{"https://crl.example/1.crl"});
  CHECK(CrlChecker<vidimus::FromDistributionPointsBy<"http", "ldap">>::describe().find("by http or ldap") !=
        std::string::npos);

  Network network{{{in_directory, scene.root.crl()}}};
  CHECK(ask(CrlChecker<vidimus::FromDistributionPointsBy<"http", "ldap">>{}, scene.issuance, network).is_good());
}

TEST_CASE("A directory of the program's own is asked, and nothing that a certificate names", "[revocation]") {
  Scene const scene;
  CrlChecker<vidimus::FromDirectory> const checker{vidimus::CrlDirectory{"ldap.example:1389"}};
  auto const of_root = "ldap://ldap.example:1389/CN=Acme%20Root,O=Acme?certificateRevocationList;binary?base";
  Network network{{{one, scene.root.crl()}, {of_root, scene.root.crl({.revoked = scene.listed(1)})}}};
  CHECK(ask(checker, scene.issuance, network).is_revoked());
  CHECK(network.asked == Urls{of_root});
  Network nobody{{{one, scene.root.crl()}}};
  CrlChecker<vidimus::FromDirectory> const another{vidimus::CrlDirectory{"ldap.example:1389"}};
  CHECK(code_of(ask(another, scene.issuance, nobody)) == Errc::crl_unreachable);
  CHECK(nobody.asked == Urls{of_root});

  CrlChecker<vidimus::FromDirectory> const with_store{{"ldap.example"}, test::store_of({scene.root.crl()})};
  CHECK(ask(with_store, scene.issuance, nobody).is_good());
  CHECK(nobody.asked.size() == 1);
}

TEST_CASE("The directory is asked for an authority's status where it keeps that of authorities first", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issuing = root.issue_ca("CN=Acme Issuing");
  test::Issuance const issuance{
      {read_certificate(issuing.issue({.subject = "CN=QM2"})), read_certificate(issuing), read_certificate(root)},
      small_ca::now()};
  std::string const entry = "ldap://ldap.example/CN=Acme%20Root,O=Acme?";
  CrlChecker<vidimus::FromDirectory> const checker{{"ldap.example"}};
  Network network{{{entry + "authorityRevocationList;binary?base", root.crl({.extra = {test::scope(test::flag(2))}})}}};
  CHECK(ask(checker, issuance, network, 1).is_good());
  CHECK(network.asked.size() == 1);
  Network together{{{entry + "certificateRevocationList;binary?base", root.crl()}}};
  CrlChecker<vidimus::FromDirectory> const another{{"ldap.example"}};
  CHECK(ask(another, issuance, together, 1).is_good());
  CHECK(together.asked.size() == 2);
}

TEST_CASE("An indirect CRL is looked for in the entry of its issuer", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const qm2 =
      root.issue({.subject = "CN=QM2,O=Acme", .extra = {test::points({{urls({one}), {}, "CN=CRL Issuer,O=Acme"}})}});
  test::Issuance const issuance{{read_certificate(qm2), read_certificate(root)}, small_ca::now()};
  CrlChecker<vidimus::FromDirectory> const checker{{"ldap.example"}};
  auto const wanted = checker.wants(issuance.at(0), {});
  REQUIRE(wanted.size() == 2);
  CHECK(wanted[0].url == "ldap://ldap.example/CN=CRL%20Issuer,O=Acme?certificateRevocationList;binary?base");
  CHECK(wanted[1].url == "ldap://ldap.example/CN=Acme%20Root,O=Acme?certificateRevocationList;binary?base");
}

TEST_CASE("A directory without an address has nothing, and is not passed over", "[revocation]") {
  Scene const scene;
  CrlChecker<vidimus::FromDirectory> const checker{vidimus::CrlDirectory{}};
  Network network{{{one, scene.root.crl()}}};
  CHECK(code_of(ask(checker, scene.issuance, network)) == Errc::crl_unreachable);
  CHECK(network.asked.size() == 1);
}
