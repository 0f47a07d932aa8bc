// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_cache.hpp>

#include "ocsp_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::always;
using test::Bytes;
using test::never;
using test::OcspScene;
using test::OcspStatus;
using test::reason;
using vidimus::Errc;
using vidimus::OcspCache;
using vidimus::OcspChecker;
using vidimus::Outcome;

/// Handshakes with one checker, at moments counted from the first.
struct Channel {
  OcspScene scene{};
  OcspChecker<> checker{};
  std::size_t requests = 0;

  template <class Checker>
  auto ask_by(Checker const& other, std::chrono::seconds later, test::Responder responder)
      -> vidimus::RevocationStatus {
    test::Issuance const issuance{{test::read(scene.qm2.der), test::read(scene.root.der())}, scene.now + later};
    test::Inquiry inquiry{std::move(responder)};
    auto status = inquiry(other, issuance.at(0));
    requests = inquiry.asked().size();
    return status;
  }
  auto ask(std::chrono::seconds later, test::Responder responder) -> vidimus::RevocationStatus {
    return ask_by(checker, later, std::move(responder));
  }
  /// Good or not from `from` to `until`.
  [[nodiscard]] auto response(std::chrono::seconds from, std::chrono::seconds until,
                              OcspStatus what = OcspStatus::good) const -> Bytes {
    auto entry = scene.entry(what);
    entry.this_update = scene.now + from, entry.next_update = scene.now + until;
    return scene.response({.entries = {entry}, .produced_at = scene.now + from});
  }
};

}  // namespace

TEST_CASE("An answer counts for later handshakes too, without asking again", "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  CHECK(channel.requests == 1);
  for (auto const later : {1s, 3599s}) {
    auto const again = channel.ask(later, never());
    CHECK(again.is_good());
    CHECK(again.answers().size() == 1);
    CHECK(again.answers()[0].outcome == Outcome::accepted);
    CHECK(channel.requests == 0);
  }
  auto const copy = channel.checker;
  CHECK(channel.ask_by(copy, 1s, never()).is_good());
  CHECK(channel.ask_by(OcspChecker<>{}, 1s, never()).is_unknown());
  CHECK(channel.ask_by(OcspChecker{channel.checker.cache()}, 1s, never()).is_good());
}

TEST_CASE("Of what is not remembered everybody is to ask", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const peer = test::read(scene.qm2.der), root = test::read(scene.root.der());
  for (std::size_t const entries : {0U, 8U}) {
    OcspCache const cache{entries};
    for (int i = 0; i != 2; ++i) CHECK(cache.claims_refresh({peer, root, "http://ocsp.acme.example"}, scene.now));
  }
}

TEST_CASE("A revocation is remembered too, and beyond its time", "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h, OcspStatus::revoked))).is_revoked());
  CHECK(channel.ask(1s, never()).is_revoked());
  CHECK(channel.requests == 0);
  CHECK(channel.ask(3h, never()).is_revoked());
  CHECK(channel.requests == 1);
}

TEST_CASE("When half of its time has passed an answer is asked for again, and counts meanwhile", "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  CHECK(channel.ask(3600s, always(channel.response(3600s, 4h))).is_good());
  CHECK(channel.requests == 1);
  CHECK(channel.ask(3700s, never()).is_good());
  CHECK(channel.requests == 0);
  CHECK(channel.ask(3h, never()).is_good());  // of the second one
}

TEST_CASE("One handshake a minute asks again; the others go on", "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  auto const wants = [&](std::chrono::seconds later) {
    test::Issuance const issuance{{test::read(channel.scene.qm2.der), test::read(channel.scene.root.der())},
                                  channel.scene.now + later};
    CHECK(channel.checker.status(issuance.at(0), {}).is_good());
    return channel.checker.wants(issuance.at(0), {}).size();
  };
  CHECK(wants(3600s) == 1);
  CHECK(wants(3600s) == 0);
  CHECK(wants(3659s) == 0);
  CHECK(wants(3660s) == 1);
}

TEST_CASE("Where asking again fails, the old answer counts on until its end, and the report says so",
          "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  for (auto const& failing : {never(), always(small_ca::ocsp_unsuccessful(3)), always(Bytes{}),
                              always(channel.scene.response({.wrong_signature = true}))}) {
    static auto later = 3600s;
    auto const status = channel.ask(later += 61s, failing);
    CHECK(channel.requests == 1);
    REQUIRE(status.is_good());
    REQUIRE(status.answers().size() == 2);
    CHECK(status.answers()[0].outcome == Outcome::noted);
    CHECK(status.answers()[0].finding.value().severity == vidimus::Severity::warning);
    CHECK(status.answers()[1].outcome == Outcome::accepted);
  }
  auto const over = channel.ask(2h + 301s, never());
  CHECK(channel.requests == 1);
  CHECK(reason(over) == Errc::ocsp_unreachable);
}

TEST_CASE("A certificate that was revoked meanwhile is refused once the answer is asked for again",
          "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  CHECK(channel.ask(3600s, always(channel.response(3600s, 4h, OcspStatus::revoked))).is_revoked());
  CHECK(channel.ask(3601s, never()).is_revoked());
}

TEST_CASE("An older answer does not count against a newer one", "[revocation][ocsp]") {
  Channel channel;
  auto const old_good = channel.response(-30min, 4h);
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h, OcspStatus::revoked))).is_revoked());
  CHECK(channel.ask(3600s, always(old_good)).is_revoked());
  CHECK(channel.ask(3661s, never()).is_revoked());
  Channel other;
  auto const old_revoked = other.response(-30min, 4h, OcspStatus::unknown);
  CHECK(other.ask(0s, always(other.response(-10min, 2h))).is_good());
  CHECK(other.ask(3600s, always(old_revoked)).is_good());
  CHECK(other.requests == 1);
}

TEST_CASE("An answer that the responder takes back by not knowing the certificate counts no more",
          "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  CHECK(reason(channel.ask(3600s, always(channel.response(3600s, 4h, OcspStatus::unknown)))) ==
        Errc::ocsp_certificate_unknown);
  CHECK(channel.ask(3601s, never()).is_unknown());
  CHECK(channel.requests == 1);
}

TEST_CASE("What does not say when it ends is not used a second time", "[revocation][ocsp]") {
  Channel channel;
  auto entry = channel.scene.entry();
  entry.next_update = std::nullopt;
  OcspChecker<vidimus::MaximumAge<7200>> const daily;
  CHECK(channel.ask_by(daily, 0s, always(channel.scene.response_about(entry))).is_good());
  CHECK(channel.ask_by(daily, 1s, always(channel.scene.response_about(entry))).is_good());
  CHECK(channel.requests == 1);
  CHECK(channel.ask_by(daily, 2s, never()).is_unknown());
}

TEST_CASE("A maximum age ends what is remembered", "[revocation][ocsp]") {
  Channel channel;
  OcspChecker<vidimus::MaximumAge<3600>> const hourly;
  CHECK(channel.ask_by(hourly, 0s, always(channel.response(0s, 24h))).is_good());
  CHECK(channel.ask_by(hourly, 1799s, never()).is_good());
  CHECK(channel.requests == 0);
  CHECK(channel.ask_by(hourly, 1800s, never()).is_good());
  CHECK(channel.requests == 1);
  CHECK(channel.ask_by(hourly, 3601s, never()).is_unknown());
}

TEST_CASE("Within a time of grace what is remembered counts, with a warning", "[revocation][ocsp]") {
  Channel channel;
  OcspChecker<vidimus::GracePeriod<3600>> const graceful;
  CHECK(channel.ask_by(graceful, 0s, always(channel.response(-10min, 1h))).is_good());
  auto const late = channel.ask_by(graceful, 90min, never());
  REQUIRE(late.is_good());
  CHECK(channel.requests == 1);
  CHECK(late.answers()[1].outcome == Outcome::noted);
  CHECK(late.answers()[1].finding.value().code == Errc::ocsp_stale);
  CHECK(channel.ask_by(graceful, 3h, never()).is_unknown());
}

TEST_CASE("Where a nonce is required nothing is remembered", "[revocation][ocsp]") {
  Channel channel;
  OcspChecker<vidimus::NonceRequired> const checker{channel.checker.cache()};
  auto const echo = [&](vidimus::FetchRequest const& request) {
    return channel.scene.response({.nonce_extension = test::nonce_of(request)});
  };
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  CHECK(reason(channel.ask_by(checker, 0s, never())) == Errc::ocsp_unreachable);
  CHECK(channel.ask_by(checker, 0s, echo).is_good());
  CHECK(channel.requests == 1);
  CHECK(channel.ask_by(checker, 1s, echo).is_good());
  CHECK(channel.requests == 1);
  // an answer to another handshake's nonce
  auto const first = channel.scene.response({.nonce_extension = small_ca::der::octet_string(Bytes(32))});
  CHECK(reason(channel.ask_by(checker, 2s, always(first))) == Errc::ocsp_nonce_mismatch);
}

TEST_CASE("What another checker believed is believed by the rules of this one", "[revocation][ocsp]") {
  Channel channel;
  auto const cache = channel.checker.cache();
  auto const url = "http://ocsp.acme.example";
  OcspChecker<vidimus::danger::DelegateUnchecked> const careless{cache};
  auto const delegate = channel.scene.root.issue(small_ca::ocsp_delegate("CN=Acme OCSP", false));
  CHECK(channel.ask_by(careless, 0s, always(channel.scene.response({.signer = delegate}))).is_good());
  CHECK(channel.ask_by(careless, 0s, never()).is_good());
  CHECK(channel.ask(0s, never()).is_unknown());

  OcspChecker const named{vidimus::OcspResponder{url, test::read(delegate.der)}, cache};
  CHECK(channel.ask_by(named, 0s, never()).is_unknown());
  CHECK(channel.ask_by(named, 0s, always(channel.scene.response({.signer = delegate}))).is_good());
  CHECK(channel.ask_by(named, 1s, never()).is_good());
  OcspChecker const other{vidimus::OcspResponder{url, test::read(channel.scene.qm2.der)}, cache};
  CHECK(channel.ask_by(other, 1s, never()).is_unknown());
}

TEST_CASE("A remembered answer ends with the certificate of the delegate that signed it", "[revocation][ocsp]") {
  Channel channel;
  auto profile = small_ca::ocsp_delegate("CN=Acme OCSP");
  profile.not_after = channel.scene.now + 10min;
  auto const delegate = channel.scene.root.issue(profile);
  CHECK(channel.ask(0s, always(channel.scene.response({.signer = delegate}))).is_good());
  CHECK(channel.ask(10min, never()).is_good());
  CHECK(channel.ask(10min + 1s, never()).is_unknown());
}

TEST_CASE("Nobody's answer counts for another certificate, issuer or responder", "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  auto const ask = [&](small_ca::SmallCa const& root, small_ca::CertificateProfile const& profile) {
    test::Issuance const issuance{{test::read(root.issue(profile).der), test::read(root.der())}, channel.scene.now};
    return test::Inquiry{never()}(channel.checker, issuance.at(0));
  };
  small_ca::CertificateProfile const same{
      .subject = "CN=QM2", .ocsp_urls = {"http://ocsp.acme.example"}, .serial_number = 0x51a3};
  CHECK(ask(channel.scene.root, same).is_good());
  auto other_serial = same, other_url = same;
  other_serial.serial_number = 0x51a4;
  other_url.ocsp_urls = {"http://ocsp.other.example"};
  CHECK(ask(channel.scene.root, other_serial).is_unknown());
  CHECK(ask(channel.scene.root, other_url).is_unknown());
  CHECK(ask(small_ca::SmallCa{"CN=Acme Root,O=Acme"}, same).is_unknown());
  CHECK(ask(small_ca::SmallCa{"CN=Other Root", small_ca::CertificateProfile{.key = channel.scene.root.key()}}, same)
            .is_unknown());
}

TEST_CASE("A question is its answer's by all that its CertID is made of, and by whom it asks", "[revocation][ocsp]") {
  Channel channel;
  CHECK(channel.ask(0s, always(channel.response(-10min, 2h))).is_good());
  auto const peer = test::read(channel.scene.qm2.der), root = test::read(channel.scene.root.der());
  auto const url = "http://ocsp.acme.example";
  auto const answer = channel.checker.cache().find({peer, root, url});
  REQUIRE(answer != nullptr);
  using vidimus::detail::OcspQuestion;
  CHECK(OcspQuestion{peer, root, url}.is_answered_by(*answer));
  CHECK(!OcspQuestion{root, root, url}.is_answered_by(*answer));
  CHECK(!OcspQuestion{peer, peer, url}.is_answered_by(*answer));
  CHECK(!OcspQuestion{peer, root, "http://ocsp.other.example"}.is_answered_by(*answer));
}

TEST_CASE("The memory is bounded, in answers and in octets", "[revocation][ocsp]") {
  OcspScene const scene;
  OcspCache const cache{4};
  CHECK(cache.capacity() == 4);
  CHECK(OcspCache{}.capacity() == 1024);
  OcspChecker const checker{cache};
  auto const ask = [&](std::uint64_t serial, bool answers, std::size_t octets = 0) {
    auto const peer = scene.root.issue({.ocsp_urls = {"http://ocsp.acme.example"}, .serial_number = serial});
    test::Issuance const issuance{{test::read(peer.der), test::read(scene.root.der())}, scene.now};
    small_ca::Extension const filling{"1.3.6.1.4.1.99999.7", false, Bytes(octets)};
    auto const response = scene.response({.entries = {{.serial_number = serial}}, .extra = {filling}});
    return test::Inquiry{answers ? always(response) : never()}(checker, issuance.at(0)).is_good();
  };
  for (std::uint64_t serial = 1; serial != 9; ++serial) CHECK(ask(serial, true));
  int remembered = 0;
  for (std::uint64_t serial = 1; serial != 9; ++serial) remembered += ask(serial, false);
  CHECK(remembered == 4);
  CHECK(ask(8, false));  // the last ones
  CHECK(ask(20, true, OcspCache::octets_limit));
  CHECK(!ask(20, false));
}

TEST_CASE("Without a memory each handshake asks", "[revocation][ocsp]") {
  Channel channel;
  OcspChecker const checker{OcspCache{0}};
  CHECK(checker.cache().capacity() == 0);
  for (auto const later : {0s, 1s}) {
    CHECK(channel.ask_by(checker, later, always(channel.response(-10min, 2h))).is_good());
    CHECK(channel.requests == 1);
  }
  CHECK(channel.ask_by(checker, 2s, never()).is_unknown());
}

TEST_CASE("Threads share what is remembered", "[revocation][ocsp]") {
  Channel channel;
  OcspScene const& scene = channel.scene;
  auto const response = channel.response(-10min, 2h);
  std::vector<int> good(4);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread != good.size(); ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i != 100; ++i) {
        test::Issuance const issuance{{test::read(scene.qm2.der), test::read(scene.root.der())},
                                      scene.now + 59min + std::chrono::seconds{i}};
        good[thread] += test::Inquiry{always(response)}(channel.checker, issuance.at(0)).is_good();
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == std::vector<int>(4, 100));
}
