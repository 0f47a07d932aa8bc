// SPDX-License-Identifier: Apache-2.0
// SpkiPins<"sha256/…", "sha256/…">: the peer has one of these public keys, whatever its certificate says. The compiler reads the
// pins; spki_pin.hpp says how one is made.
//
// When to use: few peers, whose keys you know and who tell you before they change them. Beside a filter of names, in AllOf, since
// a key alone says nothing of what its holder may do.
// Guaranteed: the key of the end entity's certificate counts, and of no other. A lone pin does not compile: with the key it
// is for, the peer would be lost.
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/peer_name/spki_pin.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

[[nodiscard]] constexpr auto has_duplicate(std::span<Sha256 const> digests) -> bool {
  for (std::size_t i = 0; i != digests.size(); ++i)
    if (std::ranges::find(digests.first(i), digests[i]) != digests.first(i).end()) return true;
  return false;
}

// Its arguments are what the compiler shows of a mistake.
template <FixedString Pin, class Position, SpkiPinMistake Mistake>
struct spki_pin_error {
  static constexpr bool is_a_pin = Mistake == SpkiPinMistake::none;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_spki_pin() {
  static_assert(
      Error::is_a_pin,
      "vidimus: SpkiPins takes pins of the form sha256/ and 44 characters of base64; At<> shows the offset and "
      "SpkiPinMistake the reason");
}

template <bool HasAny, bool HasReserve, bool HasDuplicate>
consteval auto explain_spki_pins() {
  static_assert(
      HasAny,
      "vidimus: SpkiPins without a pin would accept nobody; name the pin of the peer's key, and that of a key "
      "that it keeps in reserve");
  static_assert(
      HasReserve,
      "vidimus: a lone pin locks the peer out on the day its key is replaced; add the pin of a key that it keeps "
      "in reserve");
  static_assert(!HasDuplicate, "vidimus: SpkiPins has the same pin twice, so that none of them is a reserve");
}

template <FixedString Pin>
struct CheckedSpkiPin {
  static constexpr SpkiPin pin = read_spki_pin(Pin.view());
  static constexpr bool is_a_pin = pin.mistake == SpkiPinMistake::none;
  using Explained = decltype(explain_spki_pin<spki_pin_error<Pin, At<pin.offset>, pin.mistake>>());
};

template <FixedString... Pins>
struct CheckedSpkiPins {
  static constexpr std::array<Sha256, sizeof...(Pins)> digests{CheckedSpkiPin<Pins>::pin.digest...};
  static constexpr bool are_pins = (CheckedSpkiPin<Pins>::is_a_pin && ...);  // what is none has been explained
  using Explained = decltype(explain_spki_pins<sizeof...(Pins) != 0, !are_pins || sizeof...(Pins) != 1,
                                               are_pins && has_duplicate(digests)>());
};

template <class...>
struct AllExplained {};

[[nodiscard]] inline auto is_pinned(EndEntity const& peer, std::span<Sha256 const> pins) -> bool {
  return std::ranges::find(pins, peer.spki_sha256) != pins.end();
}

/// Errors: `spki_pin_mismatch` with the pins and the peer's key as one.
[[nodiscard]] inline auto judge_spki(EndEntity const& peer, std::span<Sha256 const> pins) -> Verdict {
  if (is_pinned(peer, pins)) return Verdict::accepted(spki_pin_text(peer.spki_sha256));
  std::string wanted;
  for (auto const& pin : pins) wanted += (wanted.empty() ? "" : " or ") + spki_pin_text(pin);
  Finding finding{Errc::spki_pin_mismatch, Mismatch{std::move(wanted), {spki_pin_text(peer.spki_sha256)}}};
  return Verdict::refused(std::move(finding).about(0, peer.certificate.subject().to_text()));
}

[[nodiscard]] inline auto describe_pins(std::span<Sha256 const> pins) -> std::string {
  std::string text = "public key";
  for (std::size_t i = 0; i != pins.size(); ++i) text += (i == 0 ? " " : " or ") + spki_pin_text(pins[i]);
  return text;
}

}  // namespace detail

/// A peer-name filter that accepts holders of one of these keys. Empty type.
template <FixedString... Pins>
class SpkiPins {
  using Checked = detail::CheckedSpkiPins<Pins...>;
  using Explained =
      detail::AllExplained<typename detail::CheckedSpkiPin<Pins>::Explained..., typename Checked::Explained>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `spki_pin_mismatch` with the pins and that of the peer's key. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_spki(peer, Checked::digests);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool { return detail::is_pinned(peer, Checked::digests); }
  /// `public key sha256/… or sha256/…`.
  [[nodiscard]] static auto describe() -> std::string { return detail::describe_pins(Checked::digests); }
};

/// The same, with pins that are known at run time.
template <>
class SpkiPins<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `spki_pin_malformed` with the reason, its offset and the pin; for a lone pin, and for one that is there twice.
  [[nodiscard]] static auto parse(std::span<std::string_view const> texts) -> Result<SpkiPins> {
    std::vector<Sha256> pins;
    for (auto const text : texts) {
      auto const pin = detail::read_spki_pin(text);
      if (pin.mistake != SpkiPinMistake::none) return malformed(text_of(pin.mistake), pin.offset, text);
      pins.push_back(pin.digest);
    }
    if (pins.size() < 2) return malformed("a lone pin, without one in reserve", 0, texts.empty() ? "" : texts[0]);
    if (detail::has_duplicate(pins)) return malformed("the same pin twice", 0, texts[0]);
    return SpkiPins{std::move(pins)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict { return detail::judge_spki(peer, pins_); }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool { return detail::is_pinned(peer, pins_); }
  [[nodiscard]] auto describe() const -> std::string { return detail::describe_pins(pins_); }

 private:
  explicit SpkiPins(std::vector<Sha256> pins) : pins_{std::move(pins)} {}

  static auto malformed(std::string_view what, std::size_t offset, std::string_view text) -> tl::unexpected<Failure> {
    Malformed why{std::string{what}, offset, Errc::spki_pin_malformed};
    return refuse(Finding{Errc::spki_pin_malformed, std::move(why), {}, detail::printable(text)});
  }

  std::vector<Sha256> pins_;
};

}  // namespace vidimus
