// SPDX-License-Identifier: Apache-2.0
// CRLs that a channel fetches from its peers' distribution points, by a fetcher of the program's own.
#include "company.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/vidimus.hpp>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

using namespace vidimus;

namespace {

std::string const root_url = "http://crl.example/root.crl", issuing_url = "http://crl.example/issuing.crl";

/// Everything that there is, by location; and how often somebody came for it.
struct Shelf {
  using role = vidimus::role::fetcher;
  std::map<std::string, small_ca::Bytes> answers;
  std::shared_ptr<std::atomic<int>> visits = std::make_shared<std::atomic<int>>(0);

  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    ++*visits;
    auto const answer = answers.find(request.url);
    if (answer != answers.end()) return {request, answer->second};
    return {request, {}, Finding{Errc::timed_out}};
  }
};

/// QM2's certificate and its issuer's say where their CRLs are.
struct Scene {
  small_ca::SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::SmallCa issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", {.crl_urls = {root_url}});
  small_ca::Issued qm2 = issuing.issue({.subject = "CN=QM2,O=Acme", .crl_urls = {issuing_url}});

  [[nodiscard]] auto anchors() const -> TrustAnchors { return TrustAnchors::from_pem(root.pem()).value(); }
  [[nodiscard]] auto credentials(small_ca::Issued const& own) const -> Credentials {
    return Credentials::from_pem(own.pem() + issuing.pem(), own.key_pem()).value();
  }
  [[nodiscard]] auto qm1(Shelf shelf) const {
    return make_endpoint(credentials(issuing.issue({.subject = "CN=QM1,O=Acme"})), anchors(), Rfc5280{},
                         CrlChecker<FromDistributionPoints>{}, danger::AnyPeerName{}, std::move(shelf))
        .value();
  }
  [[nodiscard]] auto server() const {
    return make_endpoint(credentials(qm2), anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{}).value();
  }
  [[nodiscard]] auto shelf(std::vector<small_ca::RevokedEntry> const& revoked = {}) const -> Shelf {
    return {.answers = {{root_url, root.crl()}, {issuing_url, issuing.crl({.revoked = revoked})}}};
  }
};

/// How connect ends.
template <class Client>
auto connected(Scene const& scene, Client const& client) -> std::optional<Failure> {
  auto pair = MemoryPair::make();
  std::thread server{[&scene, transport = std::move(pair.second)]() mutable {
    auto channel = accept(std::move(transport), scene.server());
    std::array<std::byte, 1> byte;
    if (channel) (void)channel->read(byte);
  }};
  std::optional<Failure> failure;
  {
    auto channel = connect(std::move(pair.first), client);
    if (!channel) failure = channel.error();
  }
  server.join();
  return failure;
}

}  // namespace

TEST_CASE("connect fetches the CRLs of every certificate of the path, and once for all connections", "[channel]") {
  Scene const scene;
  auto const shelf = scene.shelf();
  auto const client = scene.qm1(shelf);
  for (int i = 0; i != 3; ++i)
    if (auto const failure = connected(scene, client)) FAIL(explain(*failure));
  CHECK(*shelf.visits == 2);
}

TEST_CASE("A peer that a fetched CRL lists is refused", "[channel]") {
  Scene const scene;
  auto const failure =
      connected(scene, scene.qm1(scene.shelf({{.serial_number = scene.qm2.serial_number, .reason = 1}})));
  REQUIRE(failure);
  CHECK(failure->code() == Errc::certificate_revoked);
  CHECK(failure->decisive().depth == 0U);
  CHECK(failure->alert_sent() == Alert::certificate_revoked);
}

TEST_CASE("Where a CRL cannot be fetched the peer is refused, and the failure says from where and why", "[channel]") {
  Scene const scene;
  auto shelf = scene.shelf();
  shelf.answers.erase(root_url);
  auto const failure = connected(scene, scene.qm1(shelf));
  REQUIRE(failure);
  CHECK(failure->code() == Errc::crl_unreachable);
  CHECK(failure->is_transient());
  CHECK(failure->decisive().depth == 1U);
  CHECK(failure->decisive().subject == root_url);
  CHECK(explain(*failure).find("timed_out") != std::string::npos);
}
