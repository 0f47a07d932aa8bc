// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/digest.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/spki_pins.hpp>

#include "named_peers.hpp"

#include <array>
#include <type_traits>

using namespace vidimus;
using detail::read_spki_pin;

namespace {

// openssl x509 -in certificates.pem -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64
constexpr std::string_view of_qmgr_1 = "sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/Pc=";
constexpr std::string_view in_reserve = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
using Pins = SpkiPins<"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                      "sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/Pc=">;

static_assert(PeerNameFilter<Pins> && PeerNameFilter<SpkiPins<dynamic>>);
static_assert(std::is_empty_v<Pins> && !std::is_default_constructible_v<SpkiPins<dynamic>>);

auto with_key(std::string_view label) -> EndEntity {
  auto end_entity = peer(label);
  end_entity.spki_sha256 = sha256(end_entity.certificate.spki().der);
  return end_entity;
}

void is_malformed(std::vector<std::string_view> const& pins, std::string_view what, std::size_t offset) {
  auto const read = SpkiPins<dynamic>::parse(pins);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code() == Errc::spki_pin_malformed);
  auto const& malformed = std::get<Malformed>(read.error().decisive().detail);
  CHECK(malformed.what == what);
  CHECK(malformed.offset == offset);
}

}  // namespace

TEST_CASE("a peer with a pinned key is accepted, by the compiler's pins and those of run time", "[peer_name]") {
  std::array const texts{of_qmgr_1, in_reserve};
  auto const at_run_time = SpkiPins<dynamic>::parse(texts);
  REQUIRE(at_run_time);
  auto const qmgr_1 = with_key("qmgr-1");
  CHECK(Pins::accepts(qmgr_1).is_accepted());
  CHECK(Pins::accepts(qmgr_1).because() == of_qmgr_1);
  CHECK(at_run_time->accepts(qmgr_1).is_accepted());
  CHECK((Pins::matches(qmgr_1) && at_run_time->matches(qmgr_1)));
  CHECK(at_run_time->describe() == "public key " + std::string{of_qmgr_1} + " or " + std::string{in_reserve});
}

TEST_CASE("a peer with another key is refused, with its key as a pin", "[peer_name]") {
  auto other = with_key("qmgr-1");
  other.spki_sha256[31] ^= std::byte{1};
  CHECK_FALSE((Pins::matches(other) || SpkiPins<dynamic>::parse(std::array{of_qmgr_1, in_reserve})->matches(other)));
  auto const verdict = Pins::accepts(other);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::spki_pin_mismatch);
  CHECK(wanted(verdict) == std::string{in_reserve} + " or " + std::string{of_qmgr_1});
  CHECK(presented(verdict) == Texts{"sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/PY="});
  CHECK(verdict.finding().depth == 0U);
}

TEST_CASE("what is no pin is told with its place", "[peer_name]") {
  auto const ok = in_reserve;
  is_malformed({ok, "dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/Pc="}, text_of(SpkiPinMistake::prefix_missing), 0);
  is_malformed({ok, "sha1/dvjHCaDy1srkyatccsA="}, text_of(SpkiPinMistake::prefix_missing), 0);
  is_malformed({ok, "sha256/"}, text_of(SpkiPinMistake::length_wrong), 7);
  is_malformed({ok, "sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/Pc"}, text_of(SpkiPinMistake::length_wrong), 7);
  is_malformed({ok, "sha256/dvjHCaDy1srkyatccsA-n9T3LPQ+v3JV797G55Pj/Pc="},
               text_of(SpkiPinMistake::character_not_base64), 26);
  is_malformed({ok, "sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/P=="},
               text_of(SpkiPinMistake::character_not_base64), 49);
  is_malformed({ok, "sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/Pcc"},
               text_of(SpkiPinMistake::character_not_base64), 50);
  is_malformed({ok, "sha256/dvjHCaDy1srkyatccsA+n9T3LPQ+v3JV797G55Pj/Pd="}, text_of(SpkiPinMistake::bits_left_over),
               49);
}

TEST_CASE("a lone pin, none, and the same pin twice are refused", "[peer_name]") {
  is_malformed({}, "a lone pin, without one in reserve", 0);
  is_malformed({of_qmgr_1}, "a lone pin, without one in reserve", 0);
  is_malformed({of_qmgr_1, in_reserve, of_qmgr_1}, "the same pin twice", 0);
}

TEST_CASE("every digest is written as the pin that it is read from", "[peer_name]") {
  Sha256 digest{};
  for (unsigned i = 0; i != 256; ++i) {
    digest[i % 32] = static_cast<std::byte>(i * 167U);
    auto const pin = read_spki_pin(detail::spki_pin_text(digest));
    CHECK(pin.mistake == SpkiPinMistake::none);
    CHECK(pin.digest == digest);
  }
}
