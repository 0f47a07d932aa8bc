// SPDX-License-Identifier: Apache-2.0
// QM1 and QM2: a channel that opens, and six that don't.
#pragma once

#include "narrator.hpp"
#include "small_ca.hpp"

#include <vidimus/vidimus.hpp>

#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace story {

using namespace vidimus;
using narration::Colour;
using narration::heading;
using narration::quote;
using narration::say;

/// What QM1 demands of its peer, and what QM2 demands: a type each. Nothing else decides who is let in.
using ToQm2 = SecureChannel<TcpTransport, Rfc5280, CrlChecker<>, SslPeer<"CN=QM2*, OU=Payments, O=Acme">,
                            SslCiph<"ANY_TLS12_OR_HIGHER">, narration::Narrator>;
using ToQm1 =
    SecureChannel<TcpTransport, Rfc5280, CrlChecker<>, SslPeer<"CN=QM1*, O=Acme">, SslCiph<"ANY_TLS12_OR_HIGHER">>;

/// A root, an issuing CA below it, and the certificates that it gave out.
struct Company {
  std::string root_name = "CN=Acme Root,O=Acme";
  std::uint64_t issuing_number = 0x51;  // short ones: real serial numbers are random
  small_ca::SmallCa root{root_name, {.serial_number = 0x2a}};
  small_ca::SmallCa issuing =
      root.issue_ca("CN=Acme Issuing CA,O=Acme", {.path_len = 0, .serial_number = issuing_number});
  small_ca::Issued qm1 = issuing.issue({.subject = "CN=QM1,OU=Orders,O=Acme", .serial_number = 0x51a1});
  small_ca::Issued qm2 = issuing.issue(
      {.subject = "CN=QM2,OU=Payments,O=Acme", .alt_names = {"DNS:qm2.acme.example"}, .serial_number = 0x51a2});

  [[nodiscard]] auto anchors() const { return TrustAnchors::from_pem(root.pem()).value(); }
  [[nodiscard]] auto credentials(small_ca::Issued const& own) const {
    return Credentials::from_pem(own.pem() + issuing.pem(), own.key_pem()).value();
  }
  /// The CRLs of both CAs; the certificates named are on one of them.
  [[nodiscard]] auto crls(std::vector<small_ca::SerialNumber> const& revoked = {}) const {
    small_ca::CrlProfile profile{.number = 4711};
    for (auto const& serial : revoked) profile.revoked.push_back({.serial_number = serial, .reason = 1});
    return CrlStore::from_pem(small_ca::to_pem("X509 CRL", issuing.crl(profile)) +
                              small_ca::to_pem("X509 CRL", root.crl({.number = 12})))
        .value();
  }
};

/// QM2's end on a thread of its own: accepts one connection, then does `work` with the channel.
template <class Endpoint, class Work>
auto serve(TcpListener& listener, Endpoint const& endpoint, Work work) {
  return std::async(std::launch::async, [&listener, &endpoint, work]() -> Result<void> {
    auto transport = listener.accept();
    if (!transport) return refuse(std::move(transport.error()));
    auto channel = accept(*std::move(transport), endpoint);
    if (!channel) return refuse(std::move(channel.error()));
    return work(*std::move(channel));
  });
}

template <class Endpoint, class Work>
auto call(TcpListener const& listener, Endpoint const& endpoint, Work work) -> Result<void> {
  auto transport = TcpTransport::connect("127.0.0.1", listener.port());
  if (!transport) return refuse(std::move(transport.error()));
  auto channel = connect(*std::move(transport), endpoint, {.server_name = "qm2.acme.example"});
  if (!channel) return refuse(std::move(channel.error()));
  return work(*std::move(channel));
}

/// QM1 sends an order and waits for the answer.
inline auto const place_order = [](auto channel) -> Result<void> {
  MessageStream messages{std::move(channel)};
  if (auto sent = messages.send(bytes_of("MQPUT ORDERS: 3 crates of apples")); !sent) return sent;
  auto const answer = messages.receive();
  if (!answer) return refuse(answer.error());
  if (*answer) say("  QM1 received: " + std::string{text_of(**answer)});
  return messages.close();
};

/// QM2 answers every message until QM1 closes.
inline auto const take_orders = [](auto channel) -> Result<void> {
  MessageStream messages{std::move(channel)};
  for (;;) {
    auto const order = messages.receive();
    if (!order) return refuse(order.error());
    if (!*order) return messages.close();
    say("  QM2 received: " + std::string{text_of(**order)});
    if (auto sent = messages.send(bytes_of("MQPUT PAYMENTS: paid, thank you")); !sent) return sent;
  }
};

/// Reads until the peer has said all it has to say: under TLS 1.3 a client is done before its server has judged it.
inline auto const listen_only = [](auto channel) -> Result<void> {
  std::array<std::byte, 64> bytes;
  auto const read = channel.read(bytes);
  return read ? Result<void>{} : refuse(read.error());
};

inline auto acceptance(Company const& acme) -> bool {
  heading("QM1 connects to QM2: the eight steps as QM1 sees them");
  auto const qm1 =
      ToQm2::endpoint_type::make(acme.credentials(acme.qm1), acme.anchors(), {}, CrlChecker<>{acme.crls()}, {}, {}, {})
          .value();
  auto const qm2 =
      ToQm1::endpoint_type::make(acme.credentials(acme.qm2), acme.anchors(), {}, CrlChecker<>{acme.crls()}, {}, {})
          .value();
  auto listener = TcpListener::listen(Interface::loopback).value();
  std::string report;
  auto server = serve(listener, qm2, [&report](auto channel) {
    report = channel.report().to_text();
    return take_orders(std::move(channel));
  });
  auto const client = call(listener, qm1, [](auto channel) {
    heading("Messages under the session key");
    return place_order(std::move(channel));
  });
  auto const served = server.get();
  heading("QM2 asked QM1 for a certificate too, and made the same checks");
  quote("QM2", Colour::green, report);
  for (auto const* end : {&client, &served})
    if (!*end) quote("x", Colour::red, explain(end->error()));
  return client && served;
}

/// Both ends of one refused connection, and what the wire carried.
template <class Qm1, class Qm2>
auto refusal(std::string const& title, Qm1 const& qm1, Qm2 const& qm2, Errc expected) -> bool {
  heading(title);
  auto listener = TcpListener::listen(Interface::loopback).value();
  auto server = serve(listener, qm2, listen_only);
  auto const client = call(listener, qm1, listen_only);
  auto const served = server.get();
  bool as_expected = false;
  auto const tell = [&](char const* who, Result<void> const& end) {
    if (end) return;
    as_expected = as_expected || end.error().code() == expected;
    quote(who, end.error().code() == expected ? Colour::red : Colour::yellow, explain(end.error()));
  };
  tell("QM1", client);
  tell("QM2", served);
  for (auto const* end : {&client, &served})
    if (!*end && end->error().alert_sent())
      say("  wire  " + painted(Colour::dim, "nothing but the alert " + to_text(*end->error().alert_sent())));
  return as_expected;
}

inline auto refusals(Company const& acme) -> bool {
  using namespace std::chrono_literals;
  SslPeer<"CN=QM2*, OU=Payments, O=Acme"> const qm2_name;
  SslPeer<"CN=QM1*, O=Acme"> const qm1_name;
  SslCiph<"ANY_TLS12_OR_HIGHER"> const any;
  Rfc5280 const rfc5280;
  auto const crls = CrlChecker<>{acme.crls()};
  auto const end = [&](Credentials own, auto const&... policies) {
    return make_endpoint(std::move(own), acme.anchors(), policies...).value();
  };
  auto const as_qm1 = acme.credentials(acme.qm1);
  auto const as_qm2 = acme.credentials(acme.qm2);
  auto const qm1 = end(as_qm1, rfc5280, crls, qm2_name, any);
  auto const qm2 = end(as_qm2, rfc5280, crls, qm1_name, any);
  bool good = true;

  // Mallory's CA bears the name of Acme's, and Acme's certificate is shown beside its own.
  Company const mallory{"CN=Mallory Root,O=Mallory", 0x66};
  auto const impostor =
      Credentials::from_pem(mallory.qm2.pem() + mallory.issuing.pem() + acme.issuing.pem(), mallory.qm2.key_pem());
  good &= refusal("1 of 6: an impostor, whose CA has the name of Acme's", qm1,
                  end(impostor.value(), rfc5280, crls, qm1_name, any), Errc::issuer_unknown);

  // QM2's own end would refuse an expired certificate at start; one whose clock stands still does not notice.
  auto const past = small_ca::now() - 24h * 30;
  auto const expired =
      acme.issuing.issue({.subject = "CN=QM2,OU=Payments,O=Acme", .not_before = past - 24h * 30, .not_after = past});
  good &= refusal("2 of 6: a certificate that has expired", qm1,
                  end(acme.credentials(expired), rfc5280, danger::NoRevocation{}, qm1_name, any, FixedClock{past}),
                  Errc::certificate_expired);

  good &= refusal("3 of 6: a certificate that the CRL lists",
                  end(as_qm1, rfc5280, CrlChecker<>{acme.crls({acme.qm2.serial_number})}, qm2_name, any), qm2,
                  Errc::certificate_revoked);

  good &= refusal("4 of 6: a peer of another name",
                  end(as_qm1, rfc5280, crls, SslPeer<"CN=QM3*, OU=Payments, O=Acme">{}, any), qm2,
                  Errc::peer_name_mismatch);

  good &= refusal("5 of 6: no CipherSpec in common",
                  end(as_qm1, rfc5280, crls, qm2_name, SslCiph<"ECDHE_ECDSA_AES_128_GCM_SHA256">{}),
                  end(as_qm2, rfc5280, crls, qm1_name, SslCiph<"ECDHE_ECDSA_AES_256_GCM_SHA384">{}),
                  Errc::no_common_cipher_suite);

  good &= refusal("6 of 6: a client without a certificate", end(Credentials::none(), rfc5280, crls, qm2_name, any), qm2,
                  Errc::peer_certificate_required);
  return good;
}

inline auto run() -> int {
  say("vidimus: two queue managers, one secure channel");
  Company const acme;
  bool const opened = acceptance(acme);
  bool const refused = refusals(acme);
  heading(opened && refused ? "One channel opened and six were refused, each with its reason."
                            : "This is not how the story should end.");
  say("examples/explain_chain.cpp says of any chain of certificates why it is accepted");
  say("or not, and draws every path that was tried.");
  return opened && refused ? 0 : 1;
}

}  // namespace story
