// SPDX-License-Identifier: Apache-2.0
// OpenSSL at the other end of records that are ours: key updates of either end, in the middle of large transfers, over
// transports of any width; and what both export.
#include "openssl_company.hpp"
#include "openssl_ends.hpp"

#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <catch2/catch_test_macros.hpp>

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

template <class... Policies>
auto met(End their_end, std::string const& suite, MemoryOptions options, Policies... policies) {
  auto const& acme = company(small_ca::KeyKind::ec_p256);
  static auto const ours = acme.issue("CN=QM1,O=Acme"), theirs = acme.issue("CN=QM2,O=Acme");
  auto const endpoint = make_endpoint(acme.credentials(ours), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                                      danger::AnyPeerName{}, std::move(policies)...)
                            .value();
  auto settings = openssl_of(acme, their_end, ProtocolVersion::tls13, theirs);
  if (!suite.empty()) settings.suites = {suite};
  auto ends = meet_openssl(endpoint, settings, options);
  REQUIRE(ends.ours.channel);
  return ends;
}

// Sends `sent` both ways at once; `now_and_then` is called between two steps.
template <class Ends, class Act>
void flow(Ends& ends, Buffer const& sent, Act now_and_then, std::size_t their_portion = 10'000) {
  auto& ours = *ends.ours.channel;
  Buffer there, back, part(30'000);
  std::size_t given = 0, taken = 0;
  for (std::size_t step = 0; there.size() != sent.size() || back.size() != sent.size(); ++step) {
    REQUIRE(step < 4'000'000);
    now_and_then(step);
    given += write_some(ours, ByteView{sent}.subspan(given, std::min<std::size_t>(sent.size() - given, 40'000)));
    while (auto const count = ends.theirs.read(part))  // a record at a time
      there.insert(there.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(count));
    taken += ends.theirs.write(ByteView{sent}.subspan(taken, std::min(sent.size() - taken, their_portion)));
    auto const mine = read_some(ours, part);
    back.insert(back.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(mine));
  }
  CHECK(there == sent);
  CHECK(back == sent);
  CHECK(ends.theirs.state() == OpensslPeer::State::established);
}

}  // namespace

TEST_CASE("OpenSSL renews its keys, and asks for ours, while data flows", "[interop]") {
  auto const sent = some_octets(4 << 20);
  for (auto const end : both_ends) {
    for (auto const* const suite :
         {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}) {
      auto ends = met(end, suite, {});
      flow(ends, sent, [&](std::size_t step) {
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

TEST_CASE("we renew our keys, and OpenSSL's, thousands of times while data flows", "[interop]") {
  auto const sent = some_octets(6 << 20);
  std::uint64_t updates = 0;
  for (auto const end : both_ends) {
    auto ends = met(end, {}, {}, Often<3000, 0>{});
    REQUIRE(ends.ours.channel->limit_records(1500));
    flow(ends, sent, [](std::size_t) {});
    auto const status = ends.ours.channel->status();
    CHECK(status.sending.generation >= 2000);
    CHECK(status.receiving.generation != 0);
    updates += status.sending.generation + status.receiving.generation;
    close_properly(ends, false);
  }
  CHECK(updates >= 5000);
}

TEST_CASE("both ends renew their keys at once, octet by octet", "[interop]") {
  auto const sent = some_octets(20'000);
  for (auto const end : both_ends) {
    auto ends = met(end, {}, {.capacity = 1}, Often<0, 2>{});
    auto const update = [&](std::size_t step) {
      if (step % 7 == 0) ends.theirs.update_keys(true);
      if (step % 1000 == 0) REQUIRE(ends.ours.channel->update_keys());
    };
    flow(ends, sent, update, 300);
    CHECK(ends.ours.channel->status().receiving.generation >= 2);
  }
}

TEST_CASE("records by libcrypto and by PSA converse with OpenSSL too", "[interop]") {
  for (auto const end : both_ends) {
    auto by_libcrypto = met(end, {}, {}, RecordAead<aead::Libcrypto>{}, PadToMultipleOf<512>{});
    flow(by_libcrypto, some_octets(300'000), [&](std::size_t step) {
      if (step == 3) by_libcrypto.theirs.update_keys(true);
    });
    auto by_psa = met(end, {}, {}, RecordAead<aead::Psa>{}, PadToFull{});
    flow(by_psa, some_octets(300'000), [](std::size_t) {});
  }
}

TEST_CASE("both ends export the same", "[interop]") {
  for (auto const end : both_ends) {
    auto ends = met(end, {}, {}, Exporters<"EXPORTER-one", "EXPERIMENTAL-two">{});
    auto const& ours = *ends.ours.channel;
    CHECK(same_bytes(ours.tls_exporter().value(), ends.theirs.exported("EXPORTER-Channel-Binding")));
    CHECK(same_bytes(ours.exported("EXPORTER-one").value(), ends.theirs.exported("EXPORTER-one")));
    CHECK(same_bytes(ours.exported("EXPERIMENTAL-two").value(), ends.theirs.exported("EXPERIMENTAL-two")));
    CHECK(ours.exported("EXPORTER-three").error().code() == Errc::bad_argument);
  }
}
