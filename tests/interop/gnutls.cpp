// SPDX-License-Identifier: Apache-2.0
// GnuTLS at the other end of a channel: what it reads of our refusals, key updates of either end and of both at once in the
// middle of large transfers, over transports of any width, and what both export.
#include "peer_programs.hpp"

#if defined(VIDIMUS_WITH_GNUTLS)

#include "gnutls_peer.hpp"
#include "peer_ends.hpp"
#include "refused_peers.hpp"

#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/vidimus.hpp>

#include <array>
#include <string>

using namespace vidimus;
using namespace vidimus_test;

namespace {

constexpr std::array both_versions{ProtocolVersion::tls12, ProtocolVersion::tls13};
constexpr std::array both_ends{End::client, End::server};

constexpr auto only(ProtocolVersion version) -> std::string_view {
  return version == ProtocolVersion::tls13 ? "ANY_TLS13" : "ANY_TLS12";
}

/// GnuTLS at one end, trusting the company's root.
auto gnutls(End end, ProtocolVersion version, small_ca::Issued const& shown) -> GnutlsSettings {
  return {
      .end = end,
      .priority = version == ProtocolVersion::tls13 ? "NORMAL:-VERS-ALL:+VERS-TLS1.3" : "NORMAL:-VERS-ALL:+VERS-TLS1.2",
      .certificates = cast().chain(shown),
      .key = shown.key_pem(),
      .anchors = cast().acme.root.pem()};
}

/// Our endpoint with the whole posture, so that each refusal has to find its own stage.
template <class... More>
auto endpoint(std::string_view specs, More... more) {
  auto const& acme = cast().acme;
  return make_endpoint(acme.credentials(cast().own), acme.anchors(), Rfc5280{},
                       CrlChecker<>{acme.crls({cast().revoked.serial_number.magnitude})},
                       SslPeer<dynamic>::parse("CN=QM2, O=Acme").value(), SslCiph<dynamic>::parse(specs).value(),
                       std::move(more)...)
      .value();
}

template <class... More>
auto met(GnutlsSettings const& settings, MemoryOptions options, More... more) {
  auto ends = meet_peer<GnutlsPeer>(endpoint("ANY_TLS13", std::move(more)...), settings, options);
  if (ends.ours.failure) FAIL(explain(*ends.ours.failure));
  REQUIRE(ends.theirs.state() == GnutlsPeer::State::established);
  return ends;
}
auto tls13(End end) -> GnutlsSettings { return gnutls(end, ProtocolVersion::tls13, cast().good); }

}  // namespace

TEST_CASE("GnuTLS reads the alert that our refusal reports and the table names", "[interop][gnutls]") {
  for (auto const& refused : refused_peers)
    for (auto const end : both_ends)
      for (auto const version : both_versions) {
        CAPTURE(refused.why, name_of(end), name_of(version));
        auto ends =
            meet_peer<GnutlsPeer>(endpoint(only(version)), gnutls(end, version, cast().*refused.certificate), {});
        REQUIRE(ends.ours.failure);
        CAPTURE(explain(*ends.ours.failure), ends.theirs.reason_text());
        CHECK(ends.ours.failure->code() == refused.code);
        REQUIRE(ends.ours.failure->alert_sent() == alert_of(refused.code));
        CHECK(ends.theirs.listen() == GnutlsPeer::State::failed);
        CHECK(ends.theirs.alert_received() == alert_of(refused.code));
        CHECK_FALSE(ends.theirs.alert_sent());
      }
}

TEST_CASE("whom our posture accepts GnuTLS has a channel with", "[interop][gnutls]") {
  for (auto const end : both_ends)
    for (auto const version : both_versions) {
      CAPTURE(name_of(end), name_of(version));
      auto ends = meet_peer<GnutlsPeer>(endpoint(only(version)), gnutls(end, version, cast().good), {});
      if (ends.ours.failure) FAIL(explain(*ends.ours.failure));
      exchange(ends, 100'000);
      close_properly(ends, end == End::client);
    }
}

TEST_CASE("a GnuTLS client without a certificate reads that one is required", "[interop][gnutls]") {
  for (auto const version : both_versions) {
    CAPTURE(name_of(version));
    auto settings = gnutls(End::client, version, cast().good);
    settings.certificates.clear();
    auto ends = meet_peer<GnutlsPeer>(endpoint(only(version)), settings, {});
    REQUIRE(ends.ours.failure);
    CHECK(ends.ours.failure->code() == Errc::peer_certificate_required);
    CHECK(ends.theirs.listen() == GnutlsPeer::State::failed);
    CHECK(ends.theirs.alert_received() ==
          (version == ProtocolVersion::tls13 ? Alert::certificate_required : Alert::handshake_failure));
  }
}

TEST_CASE("what GnuTLS says of our certificate reaches our report by name", "[interop][gnutls]") {
  for (auto const end : both_ends)
    for (auto const version : both_versions) {
      CAPTURE(name_of(end), name_of(version));
      auto settings = gnutls(end, version, cast().good);
      settings.anchors = cast().stranger.pem();
      auto ends = meet_peer<GnutlsPeer>(endpoint(only(version)), settings, {});
      REQUIRE(ends.theirs.state() == GnutlsPeer::State::failed);
      REQUIRE(ends.theirs.alert_sent());
      auto const failure = ends.our_failure();
      REQUIRE(failure);
      CAPTURE(explain(*failure));
      CHECK(failure->code() == Errc::alert_received);
      CHECK(failure->alert_received() == ends.theirs.alert_sent());
      CHECK_FALSE(failure->alert_sent());
    }
}

// GnuTLS refuses a peer that renews its keys more than eight times a second, answers counted in, and one that asks for its
// keys while it has asked for theirs (RFC 8446, 4.6.3 lets both ends do so: it says illegal_parameter). So when both renew at
// once, it does not ask; when it asks, our next update is its answer.

TEST_CASE("GnuTLS renews its keys, and asks for ours, while data flows", "[interop][gnutls]") {
  for (auto const end : both_ends) {
    for (auto const* const cipher : {"AES-128-GCM", "AES-256-GCM", "CHACHA20-POLY1305"}) {
      CAPTURE(name_of(end), cipher);
      auto settings = tls13(end);
      settings.priority += std::string{":-CIPHER-ALL:+"} + cipher;
      auto ends = met(settings, {});
      flow(ends, 2 << 20, [&](std::size_t step, auto) {
        if (step % 20 == 7) REQUIRE(ends.theirs.update_keys(step % 60 == 7));
      });
      auto const status = ends.ours.channel->status();
      CHECK(status.receiving.generation >= 10);
      CHECK(status.sending.generation >= 4);
      CHECK(status.sending.generation < status.receiving.generation);
      close_properly(ends, true);
    }
  }
}

TEST_CASE("32 MB flow both ways while GnuTLS and we renew our keys at once", "[interop][gnutls]") {
  for (auto const end : both_ends) {
    auto ends = met(tls13(end), {}, RecordAead<aead::Libcrypto>{});
    auto const both_update = [&](std::size_t step, auto) {
      if (step % 600 != 100) return;
      REQUIRE(ends.theirs.update_keys(false));
      REQUIRE(ends.ours.channel->update_keys());
    };
    flow(ends, 32 << 20, both_update, 40'000);
    auto const status = ends.ours.channel->status();
    CHECK(status.sending.generation >= 4);
    CHECK(status.receiving.generation >= 4);
    close_properly(ends, false);
  }
}

TEST_CASE("GnuTLS and we renew our keys at once, octet by octet and in pieces of any lengths", "[interop][gnutls]") {
  for (auto const end : both_ends)
    for (std::uint32_t const seed : {0U, 1U, 2U}) {
      CAPTURE(name_of(end), seed);
      auto settings = tls13(end);
      settings.splits = seed;
      auto ends = met(settings, {.capacity = seed == 0 ? std::size_t{1} : std::size_t{5'003}});
      std::size_t updates = 0;
      auto const both_update = [&](std::size_t, Arrived arrived) {
        if (updates == 3 || arrived.there < updates * 3'000) return;
        if (!ends.theirs.update_keys(false)) return;  // in the middle of a record
        REQUIRE(ends.ours.channel->update_keys());
        ++updates;
      };
      REQUIRE(ends.ours.channel->limit_records(700));
      flow(ends, 12'000, both_update, 300);
      CHECK(updates == 3);
      CHECK(ends.ours.channel->status().receiving.generation >= 3);
      CHECK(ends.ours.channel->status().sending.generation >= 3);
    }
}

TEST_CASE("GnuTLS and we export the same", "[interop][gnutls]") {
  for (auto const end : both_ends) {
    auto ends = met(tls13(end), {}, Exporters<"EXPORTER-one">{});
    auto const& ours = *ends.ours.channel;
    CHECK(same_bytes(ours.tls_exporter().value(), ends.theirs.channel_binding(GNUTLS_CB_TLS_EXPORTER)));
    CHECK(same_bytes(ours.exported("EXPORTER-one").value(), ends.theirs.exported("EXPORTER-one")));
    auto const own = Certificate::from_pem(cast().own.pem()).value();
    CHECK(ours.tls_server_end_point(&own).value() == ends.theirs.channel_binding(GNUTLS_CB_TLS_SERVER_END_POINT));
  }
}

#else

TEST_CASE("GnuTLS at the other end of a channel", "[interop][gnutls]") {
  vidimus_test::give_up("these tests were built without GnuTLS (libgnutls28-dev)");
}

#endif
