// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/profile.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/pipeline/posture.hpp>
#include <vidimus/revocation/crl_checker.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;

namespace {

struct Transport {};
template <class TransportType, class... Ps>
struct Channel {};
using Strict = Channel<Transport, Rfc5280, CrlChecker<>, SslPeer<"CN=QM2, O=Acme">, profile::suite_b_192>;
using Open = Channel<Transport, Rfc5280, danger::NoRevocation, danger::AnyPeerName>;
using AtRunTime = Channel<Transport, Rfc5280, CrlChecker<>, SslPeer<dynamic>, SslCiph<dynamic>>;

static_assert(checks_revocation<Strict> && !checks_revocation<Open>);
static_assert(!checks_revocation<AnyRevocationChecker>, "what a file says is not in the type");
static_assert(is_suite_b_192<Strict> && is_suite_b_128<Strict> && is_fips_profile<Strict>);
static_assert(is_suite_b_128<profile::suite_b_128> && !is_suite_b_192<profile::suite_b_128>);
static_assert(is_fips_profile<profile::fips_140_3> && !is_suite_b_128<profile::fips_140_3>);
// the default: ChaCha20-Poly1305 is among its suites, X25519 among its groups
static_assert(!is_fips_profile<Open> && !is_suite_b_128<Open> && has_forward_secrecy<Open>);
static_assert(!is_fips_profile<profile::modern_2026> && has_forward_secrecy<profile::modern_2026>);
static_assert(!has_forward_secrecy<danger::WeakSslCiph<"TLS_RSA_WITH_AES_128_GCM_SHA256">>);
// its suites are approved and its group X25519 is not
static_assert(!is_fips_profile<SslCiph<"TLS_AES_256_GCM_SHA384">>);
// what is read at run time promises nothing
static_assert(!is_fips_profile<AtRunTime> && !has_forward_secrecy<AtRunTime>);

TEST_CASE("A channel type says what it demands", "[pipeline]") {
  CHECK(describe<Strict>() ==
        "Validator: certification path (RFC 5280)\n"
        "RevocationChecker: CRLs (RFC 5280, 6.3) for every certificate of the path\n"
        "PeerNameFilter: SSLPEER CN=QM2, O=Acme\n"
        "CipherSpec: profile suite_b_192\n");
  CHECK(describe<Channel<Transport, Rfc5280, danger::NoRevocation, AnyOf<SslPeer<"CN=A">, SslPeer<"CN=B">>>>().find(
            "SSLPEER CN=A or SSLPEER CN=B") != std::string::npos);
}

TEST_CASE("What is settled at run time is said to be", "[pipeline]") {
  auto const all = demands<AtRunTime>();
  CHECK(all[0].is_known);
  CHECK(all[2].role == "PeerNameFilter");
  CHECK_FALSE(all[2].is_known);
  CHECK(all[2].text == "settled at run time");
  CHECK_FALSE(all[3].is_known);
}

}  // namespace
