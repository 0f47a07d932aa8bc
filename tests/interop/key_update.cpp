// SPDX-License-Identifier: Apache-2.0
// OpenSSL at the other end of records that are ours: key updates of either end and of both at once, in the middle of large
// transfers, over transports of any width; and what both export.
#include "openssl_company.hpp"
#include "openssl_ends.hpp"

#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

using namespace vidimus;
using namespace vidimus_test;

namespace {

/// Far below what a policy can name, so that a test sees many.
template <std::uint64_t Octets, std::uint64_t Count>
struct Often {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = false;
  static constexpr auto limits() -> KeyLimits { return {.octets = Octets, .records = Count}; }
};

auto own_certificate() -> small_ca::Issued const& {
  static auto const ours = company(small_ca::KeyKind::ec_p256).issue("CN=QM1,O=Acme");
  return ours;
}

template <class... Policies>
auto met(End their_end, std::string const& suite, MemoryOptions options, std::uint32_t splits, Policies... policies) {
  auto const& acme = company(small_ca::KeyKind::ec_p256);
  static auto const theirs = acme.issue("CN=QM2,O=Acme");
  auto const endpoint = make_endpoint(acme.credentials(own_certificate()), acme.anchors(), Rfc5280{},
                                      danger::NoRevocation{}, danger::AnyPeerName{}, std::move(policies)...)
                            .value();
  auto settings = openssl_of(acme, their_end, ProtocolVersion::tls13, theirs);
  if (!suite.empty()) settings.suites = {suite};
  settings.splits = splits;
  auto ends = meet_openssl(endpoint, settings, options);
  REQUIRE(ends.ours.channel);
  return ends;
}

}  // namespace

TEST_CASE("OpenSSL renews its keys, and asks for ours, while data flows", "[interop]") {
  for (auto const end : both_ends) {
    for (auto const* const suite :
         {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}) {
      auto ends = met(end, suite, {}, 0);
      flow(ends, 2 << 20, [&](std::size_t step, auto) {
        if (step % 20 == 7) ends.theirs.update_keys(step % 40 == 7);
      });
      auto const status = ends.ours.channel->status();
      CHECK(status.receiving.generation >= 5);
      CHECK(status.sending.generation >= 3);
      CHECK(status.sending.generation <= status.receiving.generation);
      close_properly(ends, true);
    }
  }
}

TEST_CASE("32 MB flow both ways while OpenSSL and we renew our keys at once", "[interop]") {
  auto const check = [](auto ends) {
    auto const both_update = [&](std::size_t step, auto) {
      if (step % 200 != 100) return;
      ends.theirs.update_keys(step % 400 == 100);
      REQUIRE(ends.ours.channel->update_keys());
    };
    flow(ends, 32 << 20, both_update, 40'000);
    auto const status = ends.ours.channel->status();
    CHECK(status.sending.generation >= 4);
    CHECK(status.receiving.generation >= 4);
    close_properly(ends, true);
  };
  check(met(End::client, {}, {}, 0, RecordAead<aead::Libcrypto>{}));
  check(met(End::server, {}, {}, 0, RecordAead<aead::Libcrypto>{}));
}

TEST_CASE("we renew our keys, and OpenSSL's, thousands of times while data flows", "[interop]") {
  std::uint64_t updates = 0;
  for (auto const end : both_ends) {
    auto ends = met(end, {}, {}, 0, Often<3000, 0>{});
    REQUIRE(ends.ours.channel->limit_records(1500));
    flow(ends, 6 << 20, [](std::size_t, auto) {});
    auto const status = ends.ours.channel->status();
    CHECK(status.sending.generation >= 2000);
    CHECK(status.receiving.generation != 0);
    updates += status.sending.generation + status.receiving.generation;
    close_properly(ends, false);
  }
  CHECK(updates >= 5000);
}

TEST_CASE("both ends renew their keys at once, octet by octet", "[interop]") {
  for (auto const end : both_ends) {
    auto ends = met(end, {}, {.capacity = 1}, 0, Often<0, 2>{});
    auto const update = [&](std::size_t step, auto) {
      if (step % 7 == 0) ends.theirs.update_keys(true);
      if (step % 1000 == 0) REQUIRE(ends.ours.channel->update_keys());
    };
    flow(ends, 20'000, update, 300);
    CHECK(ends.ours.channel->status().receiving.generation >= 2);
  }
}

TEST_CASE("both ends renew their keys at once, in pieces of any lengths", "[interop]") {
  for (auto const end : both_ends)
    for (std::uint32_t const seed : {1U, 2U, 3U}) {
      CAPTURE(name_of(end), seed);
      auto ends = met(end, {}, {.capacity = 5'003}, seed, Often<0, 2>{});
      auto const update = [&](std::size_t step, auto) {
        if (step % 50 == 0) ends.theirs.update_keys(step % 100 == 0);
        if (step % 70 == 0) REQUIRE(ends.ours.channel->update_keys());
      };
      flow(ends, 200'000, update, 3'000);
      CHECK(ends.ours.channel->status().receiving.generation >= 2);
      CHECK(ends.ours.channel->status().sending.generation >= 5);
    }
}

TEST_CASE("records by libcrypto and by PSA converse with OpenSSL too", "[interop]") {
  for (auto const end : both_ends) {
    auto by_libcrypto = met(end, {}, {}, 0, RecordAead<aead::Libcrypto>{}, PadToMultipleOf<512>{});
    flow(by_libcrypto, 300'000, [&](std::size_t step, auto) {
      if (step == 3) by_libcrypto.theirs.update_keys(true);
    });
    auto by_psa = met(end, {}, {}, 0, RecordAead<aead::Psa>{}, PadToFull{});
    flow(by_psa, 300'000, [](std::size_t, auto) {});
  }
}

TEST_CASE("both ends export the same", "[interop]") {
  for (auto const end : both_ends) {
    auto ends = met(end, {}, {}, 0, Exporters<"EXPORTER-one", "EXPERIMENTAL-two">{});
    auto const& ours = *ends.ours.channel;
    CHECK(same_bytes(ours.tls_exporter().value(), ends.theirs.exported("EXPORTER-Channel-Binding")));
    CHECK(same_bytes(ours.exported("EXPORTER-one").value(), ends.theirs.exported("EXPORTER-one")));
    CHECK(same_bytes(ours.exported("EXPERIMENTAL-two").value(), ends.theirs.exported("EXPERIMENTAL-two")));
    CHECK(ours.exported("EXPORTER-three").error().code() == Errc::bad_argument);
    auto const own = Certificate::from_pem(own_certificate().pem()).value();
    CHECK(ours.tls_server_end_point(&own).value() == ends.theirs.end_point_digest(end == End::client));
  }
}

TEST_CASE("tls-server-end-point is by the hash of the certificate's signature, as OpenSSL has both", "[interop]") {
  auto const ends = met(End::client, {}, {}, 0);
  auto const first_of = [](std::string const& name) {  // of a chain
    std::ifstream file{VIDIMUS_TEST_DATA_DIR "/path/" + name + ".pem"};
    std::string const chain{std::istreambuf_iterator<char>{file}, {}}, end = "-----END CERTIFICATE-----\n";
    return Certificate::from_pem(chain.substr(0, chain.find(end) + end.size())).value();
  };
  for (auto const& [name, size] : {std::pair{"rsa-1024-anchor", 32U}, std::pair{"pss-sha256", 32U},
                                   std::pair{"rsa3072-sha384", 48U}, std::pair{"p521-sha512", 64U}}) {
    CAPTURE(name);
    auto const own = first_of(name);
    auto const* octets = reinterpret_cast<unsigned char const*>(own.der().data());
    vidimus_test::detail::OwnedX509 const theirs{d2i_X509(nullptr, &octets, static_cast<long>(own.der().size()))};
    auto const digest = ends.ours.channel->tls_server_end_point(&own).value();
    CHECK(digest.size() == size);
    CHECK(digest == vidimus_test::detail::end_point_digest(theirs.get()));
  }
  auto const hashless = first_of("ed25519-signature");
  CHECK(ends.ours.channel->tls_server_end_point(&hashless).error().code() == Errc::unsupported_algorithm);
}
