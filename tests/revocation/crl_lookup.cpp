// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_lookup.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::SmallCa;
using vidimus::detail::BelievedCrl;

/// QM2 below Acme Root, and what a complete CRL and a delta CRL say of it.
struct Scene {
  SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::Issued issued = root.issue({.subject = "CN=QM2,O=Acme", .serial_number = 0x51a3});
  vidimus::Certificate qm2 = test::read_certificate(issued);
  vidimus::Time now = small_ca::now();

  struct Word {
    std::optional<unsigned> reason{};  // nothing: not listed
    std::chrono::seconds ends_in = 24h;
  };
  [[nodiscard]] auto crl(Word const& word, std::uint64_t number, std::optional<std::uint64_t> base) const
      -> vidimus::CertificateList {
    small_ca::CrlProfile profile{
        .this_update = now - 48h, .next_update = now + word.ends_in, .number = number, .delta_base = base};
    if (word.reason) profile.revoked = {{.serial_number = issued.serial_number, .reason = word.reason}};
    return test::read_crl(root.crl(profile));
  }
  /// The reason for which it is revoked, or else "not revoked"; and " stale" where the word of the CRLs has run out.
  [[nodiscard]] auto ask(Word const& complete, std::optional<Word> delta = {}) const -> std::string {
    auto const complete_crl = crl(complete, 1, {});
    auto const delta_crl = delta ? std::optional{crl(*delta, 2, 1)} : std::nullopt;
    BelievedCrl const believed{complete_crl, delta_crl ? &*delta_crl : nullptr, now, {}};
    auto const finding = believed.revoked(qm2);
    auto const text = finding ? std::get<vidimus::Revoked>(finding->detail).reason : std::string{"not revoked"};
    return text + (believed.out_of_time_finding() ? " stale" : "");
  }
};
constexpr std::optional<unsigned> not_listed{}, for_key{1U}, held{6U}, removed{8U};

}  // namespace

TEST_CASE("A complete CRL's word", "[revocation]") {
  Scene const scene;
  CHECK(scene.ask({not_listed}) == "not revoked");
  CHECK(scene.ask({for_key}) == "keyCompromise");
  CHECK(scene.ask({held}) == "certificateHold");
  CHECK(scene.ask({not_listed, -1h}) == "not revoked stale");
  CHECK(scene.ask({for_key, -1h}) == "keyCompromise stale");
  CHECK(scene.ask({held, -1h}) == "not revoked stale");
}

TEST_CASE("A delta CRL's word comes before the complete one's", "[revocation]") {
  Scene const scene;
  CHECK(scene.ask({not_listed}, {{for_key}}) == "keyCompromise");
  CHECK(scene.ask({held}, {{for_key}}) == "keyCompromise");
  CHECK(scene.ask({held}, {{removed}}) == "not revoked");
  CHECK(scene.ask({held}, {{not_listed}}) == "certificateHold");
  CHECK(scene.ask({not_listed}, {{not_listed}}) == "not revoked");
  CHECK(scene.ask({not_listed}, {{removed}}) == "not revoked");
}

TEST_CASE("A current delta CRL makes an old complete one current", "[revocation]") {
  Scene const scene;
  CHECK(scene.ask({not_listed, -1h}, {{not_listed}}) == "not revoked");
  CHECK(scene.ask({held, -1h}, {{not_listed}}) == "certificateHold");
  CHECK(scene.ask({held, -1h}, {{removed}}) == "not revoked");
}

TEST_CASE("A stale delta CRL releases nobody, and what it revokes is revoked", "[revocation]") {
  Scene const scene;
  CHECK(scene.ask({held}, {{removed, -1h}}) == "certificateHold");
  CHECK(scene.ask({not_listed}, {{held, -1h}}) == "certificateHold");
  CHECK(scene.ask({not_listed, -1h}, {{held, -1h}}) == "not revoked stale");
  CHECK(scene.ask({not_listed, -1h}, {{for_key, -1h}}) == "keyCompromise stale");
}

TEST_CASE("An entry is a certificate's if number and issuer are its own", "[revocation]") {
  Scene const scene;
  auto const found = [&](std::vector<small_ca::RevokedEntry> const& entries, SmallCa const& issuer) {
    auto const crl = test::read_crl(issuer.crl({.revoked = entries, .extra = {test::scope(test::indirect())}}));
    return vidimus::detail::find_entry(crl, scene.qm2).has_value();
  };
  auto const entry = [](std::uint64_t number, std::string const& issuer = {}) {
    small_ca::RevokedEntry one{.serial_number = number};
    if (!issuer.empty()) one.extra = {test::entry_of(issuer)};
    return one;
  };
  SmallCa const other{"CN=CRL Issuer,O=Acme"};
  CHECK(found({entry(0x51a3)}, scene.root));
  CHECK(!found({entry(0x51a4)}, scene.root));
  CHECK(!found({entry(0x51a3, "CN=Other Root")}, scene.root));
  CHECK(!found({entry(0x51a3)}, other));
  CHECK(found({entry(0x51a3, "CN=Acme Root,O=Acme")}, other));
  CHECK(found({entry(0x51a3, "CN=ACME root,O=acme")}, other));
  CHECK(found({entry(1, "CN=Acme Root,O=Acme"), entry(0x51a3)}, other));  // 5.3.3: the one before it names the issuer
  CHECK(!found({entry(1, "CN=Other Root"), entry(0x51a3)}, scene.root));
}

TEST_CASE("Of several entries for one certificate a hold counts least", "[revocation]") {
  Scene const scene;
  auto const reason_of = [&](unsigned first, unsigned second) {
    auto const crl = test::read_crl(scene.root.crl(
        {.revoked = {{.serial_number = 0x51a3, .reason = first}, {.serial_number = 0x51a3, .reason = second}}}));
    return vidimus::detail::find_entry(crl, scene.qm2).value().reason;
  };
  CHECK(reason_of(6, 1) == vidimus::ReasonCode::key_compromise);
  CHECK(reason_of(1, 6) == vidimus::ReasonCode::key_compromise);
}

TEST_CASE("Of several entries for one certificate a removal counts for nothing", "[revocation]") {
  Scene const scene;
  auto const complete = scene.crl({held}, 1, {});
  auto const word_of_delta = [&](std::vector<small_ca::RevokedEntry> const& entries) {
    auto const delta = test::read_crl(scene.root.crl({.revoked = entries,
                                                      .this_update = scene.now - 48h,
                                                      .next_update = scene.now + 24h,
                                                      .number = 2,
                                                      .delta_base = 1}));
    auto const finding = BelievedCrl{complete, &delta, scene.now, {}}.revoked(scene.qm2);
    return finding ? std::get<vidimus::Revoked>(finding->detail).reason : std::string{"not revoked"};
  };
  auto const entry = [](std::optional<unsigned> reason) {
    return small_ca::RevokedEntry{.serial_number = 0x51a3, .reason = reason};
  };
  CHECK(word_of_delta({entry(8), entry(1)}) == "keyCompromise");
  CHECK(word_of_delta({entry(1), entry(8)}) == "keyCompromise");
  CHECK(word_of_delta({entry(8), entry(6)}) == "certificateHold");
  CHECK(word_of_delta({entry(6), entry(8)}) == "certificateHold");
  CHECK(word_of_delta({entry(8), entry({})}).empty());  // for a reason that is not told
  CHECK(word_of_delta({entry(8), entry(8)}) == "not revoked");
}
