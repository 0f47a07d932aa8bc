// SPDX-License-Identifier: Apache-2.0
// Gigabytes both ways at once with OpenSSL and with GnuTLS, while both ends renew their keys: every octet is compared.
// VIDIMUS_SOAK_GIGABYTES says how many each way; 4 without it.
#include "openssl_company.hpp"
#include "openssl_ends.hpp"
#include "peer_programs.hpp"
#include "progress.hpp"

#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#if defined(VIDIMUS_WITH_GNUTLS)
#include "gnutls_peer.hpp"
#endif

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;
using namespace vidimus_test;

namespace {

auto octets_each_way() -> std::uint64_t {
  auto const said = environment("VIDIMUS_SOAK_GIGABYTES");
  return (said.empty() ? 4 : std::stoull(said)) << 30U;
}

auto acme() -> Company const& { return company(small_ca::KeyKind::ec_p256); }
auto theirs() -> small_ca::Issued const& {
  static auto const issued = acme().issue("CN=QM2,O=Acme");
  return issued;
}
template <class... Policies>
auto endpoint(Policies... policies) {
  return make_endpoint(acme().credentials("CN=QM1,O=Acme"), acme().anchors(), Rfc5280{}, danger::NoRevocation{},
                       danger::AnyPeerName{}, std::move(policies)...)
      .value();
}

/// `renew(ends, asks)` each time that so many octets have arrived from the other end, which asks for our keys every other time.
template <class Ends, class Renew>
void soak_in(std::string const& what, Ends ends, std::uint64_t often, Renew renew) {
  REQUIRE(ends.ours.channel);
  auto const octets = octets_each_way();
  std::uint64_t due = often;
  bool asks = true;
  {
    soak::Progress progress{what, octets};
    auto const act = [&](std::size_t, Arrived arrived) {
      progress.reach(arrived.back);
      if (arrived.back < due || !renew(ends, asks)) return;
      due += often;
      asks = !asks;
    };
    flow(ends, octets, act, 16'384);
    progress.reach(octets);
  }
  auto const status = ends.ours.channel->status();
  auto const least = octets / often;
  CHECK(status.sending.generation + 1 >= least);
  CHECK(status.receiving.generation + 1 >= least);
  std::fprintf(stderr, "  keys renewed: ours %llu times, theirs %llu times\n",
               static_cast<unsigned long long>(status.sending.generation),
               static_cast<unsigned long long>(status.receiving.generation));
  close_properly(ends, true);
}

}  // namespace

TEST_CASE("gigabytes with OpenSSL", "[soak]") {
  for (auto const end : both_ends) {
    auto const settings = openssl_of(acme(), end, ProtocolVersion::tls13, theirs());
    auto const with = "OpenSSL as " + std::string{name_of(end)};
    auto const renew = [](auto& ends, bool asks) {  // both at once
      return ends.theirs.update_keys(asks) && ends.ours.channel->update_keys();
    };
    soak_in(with + ", our records by libcrypto", meet_openssl(endpoint(RecordAead<aead::Libcrypto>{}), settings),
            1 << 20, renew);
    soak_in(with + ", our records by mbedTLS", meet_openssl(endpoint(RecordAead<aead::Mbedtls>{}), settings), 16 << 20,
            renew);
  }
}

TEST_CASE("gigabytes with OpenSSL, keys renewed by a policy", "[soak]") {
  for (auto const end : both_ends) {
    auto const settings = openssl_of(acme(), end, ProtocolVersion::tls13, theirs());
    soak_in("OpenSSL as " + std::string{name_of(end)} + ", SecretKeyReset<Bytes<32768>>",
            meet_openssl(endpoint(RecordAead<aead::Libcrypto>{}, SecretKeyReset<Bytes<32'768>>{}), settings), 1 << 20,
            [](auto&, bool) { return true; });
  }
}

TEST_CASE("gigabytes with GnuTLS", "[soak]") {
#if defined(VIDIMUS_WITH_GNUTLS)
  for (auto const end : both_ends) {
    GnutlsSettings const settings{.end = end,
                                  .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3",
                                  .certificates = theirs().pem() + acme().issuing.pem(),
                                  .key = theirs().key_pem(),
                                  .anchors = acme().root.pem()};
    // It refuses a peer that renews its keys more than eight times a second, and one that asks while it asks: where it asks,
    // ours are its answer.
    auto const renew = [](auto& ends, bool asks) {
      if (!ends.theirs.update_keys(asks)) return false;
      return asks || ends.ours.channel->update_keys().has_value();
    };
    soak_in("GnuTLS as " + std::string{name_of(end)} + ", our records by libcrypto",
            meet_peer<GnutlsPeer>(endpoint(RecordAead<aead::Libcrypto>{}), settings, {}), 256 << 20, renew);
  }
#else
  give_up("built without GnuTLS (libgnutls28-dev)");
#endif
}
