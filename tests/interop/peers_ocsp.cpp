// SPDX-License-Identifier: Apache-2.0
// OCSP over a real connection to a server on loopback, which answers what `openssl ocsp` makes of each request, or does what
// it should not.
#include "asking_ends.hpp"
#include "http_server.hpp"
#include "openssl_responder.hpp"
#include "scripted_network.hpp"

#include <vidimus/revocation/ocsp_checker.hpp>
#include <vidimus/revocation/unknown.hpp>
#include <vidimus/x509/base64.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ocsp_responder.hpp"

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::asking;
using vidimus_test::check_accepted;
using vidimus_test::check_refused;
using vidimus_test::Company;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;
using vidimus_test::MovedClock;
using vidimus_test::OnLoopback;
using vidimus_test::OpensslResponder;

namespace {

/// The OCSPRequest of a POST or of a GET (RFC 6960, A.1).
auto request_of(HttpConversation const& client) -> std::string {
  if (client.asked().starts_with("POST")) return client.body();
  std::string text;
  auto const path = client.target().substr(1);
  for (std::size_t at = 0; at < path.size(); ++at) {
    bool const is_escaped = path[at] == '%';
    text += is_escaped ? static_cast<char>(std::stoi(path.substr(at + 1, 2), nullptr, 16)) : path[at];
    if (is_escaped) at += 2;
  }
  auto const request = decode_base64(text).value();
  return std::string{text_of(request)};
}

void answer(HttpConversation& client, std::string const& response) {
  client.answer("200 OK", response, "Content-Type: application/ocsp-response\r\n");
}
void answer_with(OpensslResponder const& responder, HttpConversation& client) {
  try {
    answer(client, responder.answer(request_of(client)));
  } catch (std::exception const& error) {
    client.answer("500 " + std::string{error.what()}, "");
  }
}

/// QM2 and QM3, whose certificates name a server of ours as their responder.
struct Scene {
  explicit Scene(HttpServer::Script script) : server{std::move(script)} {}
  Scene() : Scene{[this](HttpConversation& client) { answer_with(*responder, client); }} {}

  [[nodiscard]] auto issue(std::string subject) const -> small_ca::Issued {
    return acme.issuing.issue({.subject = std::move(subject), .ocsp_urls = {server.url()}});
  }
  template <class Endpoint>
  auto connect_to_qm2(Endpoint const& endpoint) const -> Result<std::string> {
    return vidimus_test::connect_to(acme, qm2, endpoint);
  }

  Company acme{};
  std::optional<OpensslResponder> responder{std::in_place, acme.issuing, acme.issuing.certificate()};
  HttpServer server;
  small_ca::Issued qm2 = issue("CN=QM2,O=Acme"), qm3 = issue("CN=QM3,O=Acme");
};

using OfQm2 = OcspChecker<EndEntityOnly>;
using Fresh = OcspChecker<EndEntityOnly, NonceRequired>;
using Cacheable = OcspChecker<EndEntityOnly, NoNonce>;

/// A public host, wherever it really is.
struct ByPublicName {
  using role = vidimus::role::fetcher;
  std::shared_ptr<vidimus_test::ScriptedNetwork::State> network;
  [[nodiscard]] auto start(FetchRequest request) const {
    return detail::BasicHttpFetch{std::move(request), HttpLimits{}, vidimus_test::ScriptedNetwork{network}};
  }
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    return detail::complete_fetch(start(request));
  }
};
static_assert(Fetcher<ByPublicName>);

}  // namespace

TEST_CASE("openssl ocsp's good lets a peer in, revoked and unknown do not", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Scene scene;
  auto const endpoint = asking(scene.acme, Fresh{}, OnLoopback{});
  scene.responder->list({scene.qm2}, {});
  check_accepted(scene.connect_to_qm2(endpoint), {"OCSP responder CN=Acme"});
  scene.responder->list({}, {scene.qm2});
  check_refused(scene.connect_to_qm2(endpoint), Errc::certificate_revoked,
                {"keyCompromise", "2025-01-01T00:00:00Z", scene.server.url()});
  scene.responder->list({scene.qm3}, {});
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_certificate_unknown);
  CHECK(scene.server.requests().size() == 3);
}

TEST_CASE("openssl ocsp is asked by GET without a nonce, and by POST with one", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Scene scene;
  scene.responder->list({scene.qm2}, {});
  check_accepted(scene.connect_to_qm2(asking(scene.acme, Cacheable{}, OnLoopback{})), {"OCSP responder CN=Acme"});
  check_accepted(scene.connect_to_qm2(asking(scene.acme, Fresh{}, OnLoopback{})), {"OCSP responder CN=Acme"});
  auto const requests = scene.server.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].starts_with("GET /M"));  // base64 of a SEQUENCE
  CHECK(requests[1].starts_with("POST / "));
}

TEST_CASE("openssl ocsp answers about the end entity and about its authority", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Company const plain;
  OpensslResponder of_root{plain.root, plain.root.certificate()};
  HttpServer const at_root{[&](HttpConversation& client) { answer_with(of_root, client); }};
  Company acme{
      .root = plain.root,
      .issuing = plain.root.issue_ca("CN=Acme Issuing CA,O=Acme", {.path_len = 0, .ocsp_urls = {at_root.url()}})};
  OpensslResponder of_issuing{acme.issuing, acme.issuing.certificate()};
  HttpServer const at_issuing{[&](HttpConversation& client) { answer_with(of_issuing, client); }};
  auto const qm2 = acme.issuing.issue({.subject = "CN=QM2,O=Acme", .ocsp_urls = {at_issuing.url()}});
  auto const endpoint = asking(acme, OcspChecker<NonceRequired>{}, OnLoopback{});
  of_issuing.list({qm2}, {});
  of_root.list({acme.issuing.certificate()}, {});
  check_accepted(vidimus_test::connect_to(acme, qm2, endpoint), {"OCSP responder CN=Acme"});
  of_root.list({}, {acme.issuing.certificate()});
  check_refused(vidimus_test::connect_to(acme, qm2, endpoint), Errc::certificate_revoked, {"Acme Issuing CA"});
}

TEST_CASE("openssl ocsp's answers are taken from a delegate of the authority, and from no other signer",
          "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Scene scene;
  auto const endpoint = asking(scene.acme, Fresh{}, OnLoopback{});
  auto const& issuing = scene.acme.issuing;
  scene.responder.emplace(issuing, issuing.issue(small_ca::ocsp_delegate("CN=Acme OCSP,O=Acme")));
  scene.responder->list({scene.qm2}, {});
  check_accepted(scene.connect_to_qm2(endpoint), {"OCSP responder CN=Acme"});
  scene.responder.emplace(issuing, issuing.issue({.subject = "CN=Mallory,O=Acme"}));  // without id-kp-OCSPSigning
  scene.responder->list({scene.qm2}, {});
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_responder_refused);
  scene.responder.emplace(issuing, scene.acme.root.issue(small_ca::ocsp_delegate("CN=Acme OCSP,O=Acme")));
  scene.responder->list({scene.qm2}, {});
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_responder_refused);
}

TEST_CASE("One answer of openssl ocsp's about several certificates serves each", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  std::string prepared;
  Scene scene{[&](HttpConversation& client) { answer(client, prepared); }};
  scene.responder->list({scene.qm2}, {scene.qm3});
  prepared = scene.responder->answer(scene.responder->request({scene.qm3, scene.qm2}));
  auto const endpoint = asking(scene.acme, OfQm2{}, OnLoopback{});
  check_accepted(vidimus_test::connect_to(scene.acme, scene.qm2, endpoint), {"OCSP responder CN=Acme"});
  check_refused(vidimus_test::connect_to(scene.acme, scene.qm3, endpoint), Errc::certificate_revoked);
}

TEST_CASE("A certificate revoked between two connections of one endpoint is refused on the second: OCSP",
          "[interop][peers]") {
  vidimus_test::need_command("openssl");
  Scene scene;
  scene.responder->list({scene.qm2}, {});
  MovedClock const clock;
  auto const each_time = asking(scene.acme, Fresh{}, OnLoopback{});
  auto const remembering = asking(scene.acme, OfQm2{}, OnLoopback{}, clock);
  check_accepted(scene.connect_to_qm2(each_time), {"OCSP responder CN=Acme"});
  check_accepted(scene.connect_to_qm2(remembering), {"OCSP responder CN=Acme"});
  scene.responder->list({}, {scene.qm2});
  check_refused(scene.connect_to_qm2(each_time), Errc::certificate_revoked);
  auto const asked = scene.server.requests().size();
  check_accepted(scene.connect_to_qm2(remembering), {"OCSP responder CN=Acme"});  // what it remembers is a second old
  CHECK(scene.server.requests().size() == asked);
  clock.by->store(13h);  // more than half of the answer's day
  check_refused(scene.connect_to_qm2(remembering), Errc::certificate_revoked);
}

TEST_CASE("A responder's old answer, sent again, is stale; or it lacks the nonce", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  std::string recorded;
  Scene scene{[&](HttpConversation& client) { answer(client, recorded); }};
  scene.responder->list({scene.qm2}, {});
  recorded = scene.responder->answer(scene.responder->request({scene.qm2}), {"-nmin", "10"});
  FixedClock const later{small_ca::now() + 2h};
  check_refused(scene.connect_to_qm2(asking(scene.acme, OfQm2{}, OnLoopback{}, later)), Errc::ocsp_stale,
                {"nextUpdate"});
  check_refused(scene.connect_to_qm2(asking(scene.acme, Fresh{}, OnLoopback{})), Errc::ocsp_nonce_mismatch);
  check_accepted(scene.connect_to_qm2(asking(scene.acme, OfQm2{}, OnLoopback{})), {"OCSP responder CN=Acme"});
}

TEST_CASE("A responder that answers about another certificate has not answered", "[interop][peers]") {
  vidimus_test::need_command("openssl");
  std::string about_qm3;
  Scene scene{[&](HttpConversation& client) { answer(client, about_qm3); }};
  scene.responder->list({scene.qm2, scene.qm3}, {});
  about_qm3 = scene.responder->answer(scene.responder->request({scene.qm3}));
  check_refused(scene.connect_to_qm2(asking(scene.acme, OfQm2{}, OnLoopback{})), Errc::ocsp_certificate_not_answered);
}

TEST_CASE("A responder that stalls costs no more than the time it is given", "[interop]") {
  Scene const scene{[](HttpConversation& client) { client.stall(); }};
  using Hurried = HttpFetcher<HttpLimits{.total_milliseconds = 300, .loopback = Access::allowed}>;
  auto const began = std::chrono::steady_clock::now();
  check_refused(scene.connect_to_qm2(asking(scene.acme, OfQm2{}, Hurried{})), Errc::ocsp_unreachable,
                {"receiving the response", "300"});
  CHECK(std::chrono::steady_clock::now() - began < 5s);
}

TEST_CASE("A responder that lies about its length is not believed", "[interop]") {
  std::string length;
  Scene const scene{[&](HttpConversation& client) {
    client.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
    client.send(text_of(small_ca::ocsp_unsuccessful(3)));  // five octets
  }};
  auto const endpoint = asking(scene.acme, OfQm2{}, OnLoopback{});
  length = "5";
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_try_later);
  length = "500";
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_unreachable, {"5", "500"});
  length = "4";
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_unreachable, {"http_response_malformed"});
  length = "99999999999";
  check_refused(scene.connect_to_qm2(endpoint), Errc::ocsp_unreachable, {"99999999999"});
}

TEST_CASE("A responder cannot send its askers to their own machine", "[interop]") {
  HttpServer const secret{[](HttpConversation& client) { client.answer("200 OK", ""); }};
  HttpServer const outside{[&](HttpConversation& client) { client.redirect("307 Elsewhere", secret.url("/admin")); }};
  Company const acme;
  auto const qm2 = acme.issuing.issue({.subject = "CN=QM2,O=Acme", .ocsp_urls = {"http://ocsp.acme.example"}});
  auto const network = std::make_shared<vidimus_test::ScriptedNetwork::State>();
  network->server_port = outside.port();
  network->names["ocsp.acme.example"] = {{"8.8.8.8"}};
  check_refused(vidimus_test::connect_to(acme, qm2, asking(acme, OfQm2{}, ByPublicName{network})),
                Errc::ocsp_unreachable, {"address_refused", std::to_string(secret.port()), "loopback"});
  CHECK(outside.requests().size() == 1);
  CHECK(secret.requests().empty());
}

TEST_CASE("A responder on this machine is asked only where the channel's type allows it", "[interop]") {
  Scene const scene{[](HttpConversation& client) { client.answer("200 OK", ""); }};
  auto const outcome = scene.connect_to_qm2(asking(scene.acme, OfQm2{}));
  check_refused(outcome, Errc::ocsp_unreachable, {"127.0.0.1", "loopback"});
  CHECK(scene.server.requests().empty());
  check_accepted(scene.connect_to_qm2(asking(scene.acme, WarnUnknown{OfQm2{}})), {"ocsp_unreachable"});
}
