// SPDX-License-Identifier: Apache-2.0
// QM1 and QM2: a channel that opens, nine that don't, and one that opens with a warning.
#pragma once

#include "acme.hpp"
#include "narrator.hpp"

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

/// Steps 4 and 5: the responder and the CRLs that the certificates name are asked, and both have to say good.
using Revocation = AllOf<OcspChecker<>, CrlChecker<FromDistributionPoints>>;
/// Here they are served by this program, on loopback, where a channel fetches only if its type says so.
using FromLoopback = HttpFetcher<HttpLimits{.total_milliseconds = 2'000, .loopback = Access::allowed}>;

/// What QM1 demands of its peer, and what QM2 demands: a type each. Nothing else decides who is let in.
using ToQm2 = SecureChannel<TcpTransport, Rfc5280, Revocation, SslPeer<"CN=QM2*, OU=Payments, O=Acme">,
                            SslCiph<"ANY_TLS12_OR_HIGHER">, FromLoopback, narration::Narrator>;
using ToQm1 = SecureChannel<TcpTransport, Rfc5280, Revocation, SslPeer<"CN=QM1*, O=Acme">,
                            SslCiph<"ANY_TLS12_OR_HIGHER">, FromLoopback>;

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
      ToQm2::endpoint_type::make(acme.credentials(acme.qm1), acme.anchors(), {}, {}, {}, {}, {}, {}).value();
  auto const qm2 = ToQm1::endpoint_type::make(acme.credentials(acme.qm2), acme.anchors(), {}, {}, {}, {}, {}).value();
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

/// QM1 cannot ask about QM2, and its type says that this is a warning: the channel opens.
template <class Qm1, class Qm2>
auto warning(std::string const& title, Qm1 const& qm1, Qm2 const& qm2) -> bool {
  heading(title);
  auto listener = TcpListener::listen(Interface::loopback).value();
  auto server = serve(listener, qm2, [](auto channel) { return channel.close(); });
  bool is_warned = false;
  auto const client = call(listener, qm1, [&](auto channel) {
    for (auto const& check : channel.report().checks()) {
      if (!check.finding) continue;
      is_warned = is_warned || check.finding->code == Errc::ocsp_unreachable;
      quote("QM1", Colour::yellow, "the channel is open, and its report warns: " + explain(*check.finding));
    }
    return channel.close();
  });
  auto const served = server.get();
  for (auto const* end : {&client, &served})
    if (!*end) quote("x", Colour::red, explain(end->error()));
  return client && served && is_warned;
}

/// What QM2 can show instead of its certificate, and what QM1 can demand: of each, one thing is wrong.
inline auto refusals(Company const& acme) -> bool {
  using namespace std::chrono_literals;
  SslPeer<"CN=QM2*, OU=Payments, O=Acme"> const qm2_name;
  SslPeer<"CN=QM1*, O=Acme"> const qm1_name;
  SslCiph<"ANY_TLS12_OR_HIGHER"> const any;
  Rfc5280 const rfc5280;
  auto const crls = CrlChecker<>{acme.crls()};
  FromLoopback const fetches;
  auto const end = [&](Credentials own, auto const&... policies) {
    return make_endpoint(std::move(own), acme.anchors(), policies...).value();
  };
  auto const as_qm1 = acme.credentials(acme.qm1);
  auto const as_qm2 = acme.credentials(acme.qm2);
  auto const qm1 = end(as_qm1, rfc5280, crls, qm2_name, any);
  auto const qm2 = end(as_qm2, rfc5280, crls, qm1_name, any);
  auto const asking_qm1 = end(as_qm1, rfc5280, Revocation{}, qm2_name, any, fetches);
  auto const qm2_with = [&](small_ca::CertificateProfile const& profile) {
    return end(acme.credentials(acme.issuing.issue(profile)), rfc5280, crls, qm1_name, any);
  };
  bool good = true;

  // Mallory's CA bears the name of Acme's, and Acme's certificate is shown beside its own.
  Company const mallory{"CN=Mallory Root,O=Mallory", 0x66};
  auto const impostor =
      Credentials::from_pem(mallory.qm2.pem() + mallory.issuing.pem() + acme.issuing.pem(), mallory.qm2.key_pem());
  good &= refusal("1 of 9: an impostor, whose CA has the name of Acme's", qm1,
                  end(impostor.value(), rfc5280, crls, qm1_name, any), Errc::issuer_unknown);

  // QM2's own end would refuse an expired certificate at start; one whose clock stands still does not notice.
  auto const past = small_ca::now() - 24h * 30;
  auto const expired =
      acme.issuing.issue({.subject = "CN=QM2,OU=Payments,O=Acme", .not_before = past - 24h * 30, .not_after = past});
  good &= refusal("2 of 9: a certificate that has expired", qm1,
                  end(acme.credentials(expired), rfc5280, danger::NoRevocation{}, qm1_name, any, FixedClock{past}),
                  Errc::certificate_expired);

  auto const stolen = acme.profile("CN=QM2,OU=Payments,O=Acme", 0x51a3);
  good &= refusal("3 of 9: a certificate revoked by OCSP; its CRL does not know of it yet", asking_qm1,
                  qm2_with(stolen), Errc::certificate_revoked);

  auto deserted = acme.profile("CN=QM2,OU=Payments,O=Acme", 0x51a4);
  deserted.ocsp_urls = {"http://127.0.0.1:" + std::to_string(acme.unused_port)};
  good &= refusal("4 of 9: an OCSP responder that cannot be reached", asking_qm1, qm2_with(deserted),
                  Errc::ocsp_unreachable);
  good &= warning("The same, but QM1's type says WarnUnknown<OcspChecker<>>",
                  end(as_qm1, rfc5280, AllOf{WarnUnknown<OcspChecker<>>{}, CrlChecker<FromDistributionPoints>{}},
                      qm2_name, any, fetches),
                  qm2_with(deserted));

  auto neglected = acme.profile("CN=QM2,OU=Payments,O=Acme", 0x51a5);
  neglected.crl_urls = {acme.server.url("/old.crl")};
  good &= refusal("5 of 9: a CRL that is stale", asking_qm1, qm2_with(neglected), Errc::crl_stale);

  auto const listing_qm2 = CrlChecker<>{acme.crls({{.serial_number = acme.qm2.serial_number, .reason = 1}})};
  good &= refusal("6 of 9: a certificate that a CRL lists", end(as_qm1, rfc5280, listing_qm2, qm2_name, any), qm2,
                  Errc::certificate_revoked);

  good &= refusal("7 of 9: a peer of another name",
                  end(as_qm1, rfc5280, crls, SslPeer<"CN=QM3*, OU=Payments, O=Acme">{}, any), qm2,
                  Errc::peer_name_mismatch);

  good &= refusal("8 of 9: no CipherSpec in common",
                  end(as_qm1, rfc5280, crls, qm2_name, SslCiph<"ECDHE_ECDSA_AES_128_GCM_SHA256">{}),
                  end(as_qm2, rfc5280, crls, qm1_name, SslCiph<"ECDHE_ECDSA_AES_256_GCM_SHA384">{}),
                  Errc::no_common_cipher_suite);

  good &= refusal("9 of 9: a client without a certificate", end(Credentials::none(), rfc5280, crls, qm2_name, any), qm2,
                  Errc::peer_certificate_required);
  return good;
}

inline auto run() -> int {
  say("vidimus: two queue managers, one secure channel");
  Company const acme;
  bool const opened = acceptance(acme);
  bool const refused = refusals(acme);
  heading(opened && refused ? "Two channels opened, one with a warning; nine did not, each with its reason."
                            : "This is not how the story should end.");
  say("examples/explain_chain.cpp says of any chain of certificates why it is accepted");
  say("or not, and draws every path that was tried.");
  return opened && refused ? 0 : 1;
}

}  // namespace story
