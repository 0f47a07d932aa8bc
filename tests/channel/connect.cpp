// SPDX-License-Identifier: Apache-2.0
// Both ends in one process: who is let in, who is not, and what each end and the wire say of it.
#include "company.hpp"
#include "two_ends.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <vidimus/vidimus.hpp>

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::Company;
using vidimus_test::two_ends;

namespace {

using Any = SslCiph<"ANY_TLS12_OR_HIGHER">;
using Only12 = SslCiph<"ANY_TLS12">;
using Only13 = SslCiph<"ANY_TLS13">;

template <class... Ps>
auto end(Credentials own, TrustAnchors anchors, Ps... policies) {
  return make_endpoint(std::move(own), std::move(anchors), std::move(policies)...).value();
}

template <class Spec, class Name = danger::AnyPeerName>
auto plain(Company const& company, char const* subject, Name name = {}) {
  return end(company.credentials(subject), company.anchors(), Rfc5280{}, danger::NoRevocation{}, name, Spec{});
}

template <class Channel>
auto listen(Channel& channel) -> Failure {
  std::array<std::byte, 16> bytes;
  auto const read = channel.read(bytes);
  REQUIRE_FALSE(read);
  return read.error();
}

/// The alert that the client met, whether in its handshake or at its first read.
template <class Ends>
auto clients_alert(Ends& ends) -> std::optional<Alert> {
  return (ends.first.failure ? *ends.first.failure : listen(*ends.first.channel)).alert_received();
}

template <class Spec>
void check_mutual(small_ca::KeyKind kind, ProtocolVersion version) {
  Company const acme{kind};
  auto const qm1 = plain<Spec>(acme, "CN=QM1,O=Acme", SslPeer<"CN=QM2, O=Acme">{});
  auto const qm2 = plain<Spec>(acme, "CN=QM2,O=Acme", SslPeer<"CN=QM1, O=Acme">{});
  auto ends = two_ends(qm1, qm2);
  if (ends.first.failure) FAIL(explain(*ends.first.failure));
  if (ends.second.failure) FAIL(explain(*ends.second.failure));
  auto& client = *ends.first.channel;
  auto& server = *ends.second.channel;
  CHECK(client.negotiated().protocol_version == version);
  CHECK(server.negotiated().cipher_suite == client.negotiated().cipher_suite);
  CHECK(client.peer().path()->end_entity().certificate.subject().to_text() == "CN=QM2,O=Acme");
  CHECK(server.peer().path()->end_entity().certificate.subject().to_text() == "CN=QM1,O=Acme");
  CHECK(client.peer().path()->certificates().size() == 2);
}

}  // namespace

TEST_CASE("two ends that accept each other have a channel, in both versions, with both kinds of keys", "[channel]") {
  auto const kind = GENERATE(small_ca::KeyKind::ec_p256, small_ca::KeyKind::rsa_2048);
  check_mutual<Only12>(kind, ProtocolVersion::tls12);
  check_mutual<Only13>(kind, ProtocolVersion::tls13);
}

TEST_CASE("a report tells every step of the accepted peer, as text and JSON", "[channel]") {
  Company const acme;
  auto const qm2 = acme.issue("CN=QM2");
  auto const client =
      end(acme.credentials("CN=QM1"), acme.anchors(), Rfc5280{}, CrlChecker<>{acme.crls()}, SslPeer<"CN=QM2">{}, Any{});
  auto const server =
      end(acme.credentials(qm2), acme.anchors(), Rfc5280{}, CrlChecker<>{acme.crls()}, SslPeer<"CN=QM1">{}, Any{});
  auto ends = two_ends(client, server);
  REQUIRE(ends.first.channel);
  std::vector<int> steps;
  for (auto const& check : ends.first.channel->report().checks()) steps.push_back(static_cast<int>(check.step));
  CHECK(steps == std::vector{1, 2, 3, 5, 5, 6, 7, 8});
  CHECK(ends.first.channel->report().to_text().find("CN=QM2 <- CN=Acme Issuing CA,O=Acme <- CN=Acme Root,O=Acme") !=
        std::string::npos);
  CHECK(ends.first.channel->report().to_json().starts_with(R"({"outcome":"accepted","agreed":"TLS 1.3 )"));
}

TEST_CASE("messages of every awkward size arrive whole", "[channel]") {
  auto const run = [](auto spec) {
    Company const acme;
    auto ends = two_ends(plain<decltype(spec)>(acme, "CN=QM1"), plain<decltype(spec)>(acme, "CN=QM2"));
    auto& client = *ends.first.channel;
    auto& server = *ends.second.channel;
    for (std::size_t const size : {std::size_t{0}, std::size_t{1}, std::size_t{16383}, std::size_t{16384},
                                   std::size_t{16385}, std::size_t{10'000'000}}) {
      Buffer sent(size);
      for (std::size_t i = 0; i != size; ++i) sent[i] = static_cast<std::byte>(i * 31 >> 3U);
      REQUIRE(client.write(sent).value() == size);
      Buffer received(size);
      for (std::size_t filled = 0; filled != size;) filled += server.read(std::span{received}.subspan(filled)).value();
      CHECK(received == sent);
    }
  };
  run(Only12{});
  run(Only13{});
}

TEST_CASE("a clean close is told apart from a connection that just ends", "[channel]") {
  auto const run = [](auto spec) {
    Company const acme;
    {
      auto ends = two_ends(plain<decltype(spec)>(acme, "CN=QM1"), plain<decltype(spec)>(acme, "CN=QM2"));
      REQUIRE(ends.first.channel->write(bytes_of("last words")));
      REQUIRE(ends.first.channel->close());
      std::array<std::byte, 64> bytes;
      CHECK(ends.second.channel->read(bytes).value() == 10);
      CHECK(ends.second.channel->read(bytes).value() == 0);
      CHECK(ends.second.channel->read(bytes).value() == 0);
      CHECK(ends.first.channel->write(bytes_of("more")).error().code() == Errc::channel_closed);
    }
    {
      auto ends = two_ends(plain<decltype(spec)>(acme, "CN=QM1"), plain<decltype(spec)>(acme, "CN=QM2"));
      ends.first.channel->next_layer().close();
      CHECK(listen(*ends.second.channel).code() == Errc::channel_truncated);
    }
  };
  run(Only12{});
  run(Only13{});
}

TEST_CASE("a non-blocking channel says that it would block and goes on later", "[channel]") {
  Company const acme;
  auto ends = two_ends(plain<Only13>(acme, "CN=QM1"), plain<Only13>(acme, "CN=QM2"), {.capacity = 5000});
  REQUIRE(ends.first.channel);
  auto& client = *ends.first.channel;
  auto& server = *ends.second.channel;
  CHECK(listen(server).code() == Errc::would_block);
  Buffer const sent(100000, std::byte{7});
  std::size_t written = 0, read = 0;
  std::array<std::byte, 3000> bytes;
  for (int round = 0; read != sent.size() && round != 10000; ++round) {
    if (written != sent.size()) {
      auto const some = client.write(ByteView{sent}.subspan(written));
      if (some)
        written += *some;
      else
        CHECK(some.error().code() == Errc::would_block);
    } else {
      REQUIRE(client.flush());
    }
    auto const some = server.read(bytes);
    if (some)
      read += *some;
    else
      CHECK(some.error().code() == Errc::would_block);
  }
  CHECK(read == sent.size());
}

TEST_CASE("an untrusted CA is refused by name and key, not by name alone", "[channel]") {
  auto const run = [](auto spec) {
    Company const acme;
    Company const impostor;
    auto ends = two_ends(plain<decltype(spec)>(acme, "CN=QM1"), plain<decltype(spec)>(impostor, "CN=QM2"));
    REQUIRE(ends.first.failure);
    CHECK(ends.first.failure->stage() == Stage::path);
    CHECK(ends.first.failure->alert_sent() == alert_of(ends.first.failure->code()));
    REQUIRE(ends.second.failure);
    CHECK(ends.second.failure->code() == Errc::alert_received);
    CHECK(ends.second.failure->alert_received() == ends.first.failure->alert_sent());
  };
  run(Only12{});
  run(Only13{});
}

TEST_CASE("a server's refusal reaches the client as the right alert", "[channel]") {
  auto const run = [](auto spec) {
    Company const acme;
    auto const server = end(acme.credentials("CN=QM2"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                            SslPeer<"CN=QM9">{}, decltype(spec){});
    auto ends = two_ends(plain<decltype(spec)>(acme, "CN=QM1"), server);
    REQUIRE(ends.second.failure);
    CHECK(ends.second.failure->code() == Errc::peer_name_mismatch);
    CHECK(ends.second.failure->alert_sent() == Alert::access_denied);
    CHECK(clients_alert(ends) == Alert::access_denied);
  };
  run(Only12{});
  run(Only13{});
}

TEST_CASE("a revoked certificate is refused with the CRL that lists it", "[channel]") {
  Company const acme;
  auto const qm2 = acme.issue("CN=QM2");
  auto const client = end(acme.credentials("CN=QM1"), acme.anchors(), Rfc5280{},
                          CrlChecker<>{acme.crls({qm2.serial_number})}, danger::AnyPeerName{}, Any{});
  auto const server =
      end(acme.credentials(qm2), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{}, Any{});
  auto ends = two_ends(client, server);
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->code() == Errc::certificate_revoked);
  CHECK(ends.first.failure->decisive().depth == 0U);
  CHECK(std::get<Revoked>(ends.first.failure->decisive().detail).serial_number.empty() == false);
  REQUIRE(ends.second.failure);
  CHECK(ends.second.failure->alert_received() == Alert::certificate_revoked);
}

TEST_CASE("an unknown revocation status is refused", "[channel]") {
  Company const acme;
  auto const no_crls = CrlStore::from_pem(small_ca::to_pem("X509 CRL", acme.root.crl({}))).value();
  auto const client =
      end(acme.credentials("CN=QM1"), acme.anchors(), Rfc5280{}, CrlChecker<>{no_crls}, danger::AnyPeerName{}, Any{});
  auto ends = two_ends(client, plain<Any>(acme, "CN=QM2"));
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->stage() == Stage::revocation);
  CHECK(ends.first.failure->code() == Errc::crl_not_found);
}

TEST_CASE("a client without a certificate is refused where one is required", "[channel]") {
  auto const run = [](auto spec, Alert expected) {
    Company const acme;
    auto const nameless = end(Credentials::none(), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                              danger::AnyPeerName{}, decltype(spec){});
    auto ends = two_ends(nameless, plain<decltype(spec)>(acme, "CN=QM2"));
    REQUIRE(ends.second.failure);
    CHECK(ends.second.failure->code() == Errc::peer_certificate_required);
    CHECK(ends.second.failure->alert_sent() == expected);
    CHECK(clients_alert(ends) == expected);
  };
  run(Only12{}, Alert::handshake_failure);
  run(Only13{}, Alert::certificate_required);
}

TEST_CASE("a server that makes certificates optional, or does not ask, lets a nameless client in", "[channel]") {
  auto const run = [](auto spec, auto authentication) {
    Company const acme;
    auto const nameless =
        end(Credentials::none(), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{}, spec);
    auto const server = end(acme.credentials("CN=QM2"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                            danger::AnyPeerName{}, spec, authentication);
    auto ends = two_ends(nameless, server);
    if (ends.second.failure) FAIL(explain(*ends.second.failure));
    REQUIRE(ends.second.channel);
    CHECK_FALSE(ends.second.channel->peer().path());
    REQUIRE(ends.first.channel->write(bytes_of("hello")));
    std::array<std::byte, 5> bytes;
    CHECK(ends.second.channel->read(bytes).value() == 5);
  };
  run(Only12{}, OptionalClientCertificate{});
  run(Only13{}, OptionalClientCertificate{});
  run(Only12{}, danger::NoClientCertificate{});
  run(Only13{}, danger::NoClientCertificate{});
}

TEST_CASE("an optional certificate that is shown is judged in full", "[channel]") {
  auto const run = [](auto spec) {
    Company const acme;
    Company const impostor;
    auto const client = end(impostor.credentials("CN=QM1"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                            danger::AnyPeerName{}, spec);
    auto const server = end(acme.credentials("CN=QM2"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                            danger::AnyPeerName{}, spec, OptionalClientCertificate{});
    auto ends = two_ends(client, server);
    REQUIRE(ends.second.failure);
    CHECK(ends.second.failure->stage() == Stage::path);
  };
  run(Only12{});
  run(Only13{});
}

TEST_CASE("no version in common ends with protocol_version", "[channel]") {
  Company const acme;
  auto ends = two_ends(plain<Only13>(acme, "CN=QM1"), plain<Only12>(acme, "CN=QM2"));
  REQUIRE(ends.second.failure);
  CHECK(ends.second.failure->code() == Errc::protocol_version_unsupported);
  REQUIRE(ends.first.failure);
  CHECK(ends.second.failure->alert_sent() == Alert::protocol_version);
  CHECK(ends.first.failure->alert_received() == Alert::protocol_version);
}

TEST_CASE("no suite in common is told with both lists", "[channel]") {
  Company const acme;
  auto ends = two_ends(plain<SslCiph<"ECDHE_ECDSA_AES_128_GCM_SHA256">>(acme, "CN=QM1"),
                       plain<SslCiph<"ECDHE_ECDSA_AES_256_GCM_SHA384">>(acme, "CN=QM2"));
  REQUIRE(ends.second.failure);
  CHECK(ends.second.failure->code() == Errc::no_common_cipher_suite);
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->alert_received() == Alert::handshake_failure);
}

TEST_CASE("an endpoint without credentials does not accept", "[channel]") {
  Company const acme;
  auto const nameless =
      end(Credentials::none(), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{});
  auto const channel = accept(std::move(MemoryPair::make().first), nameless);
  REQUIRE_FALSE(channel);
  CHECK(channel.error().code() == Errc::own_certificate_missing);
}

TEST_CASE("time is the endpoint's clock's", "[channel]") {
  Company const acme;
  auto const later = SystemClock{}.now() + 240h;
  auto const client = end(Credentials::none(), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{},
                          Any{}, FixedClock{later});
  auto ends = two_ends(client, plain<Any>(acme, "CN=QM2"));
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->code() == Errc::certificate_expired);
  CHECK(std::get<OutOfTime>(ends.first.failure->decisive().detail).now == later);
}
