// SPDX-License-Identifier: Apache-2.0
// What `SslCiph` and `danger::WeakSslCiph` have in common: read by the compiler, or at run time.
#pragma once

#include <vidimus/cipher_spec/judge_negotiated.hpp>
#include <vidimus/cipher_spec/spec_reader.hpp>
#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

/// The name that was meant, in the compiler's message.
template <FixedString Name>
struct DidYouMean {};

template <std::size_t Length>
consteval auto fixed(std::string_view text) -> FixedString<Length + 1> {
  char characters[Length + 1]{};
  std::copy_n(text.data(), Length, characters);
  return FixedString<Length + 1>{characters};
}

// Its arguments are what the compiler shows of a mistake.
template <FixedString Names, class Position, SslCiphMistake Mistake, class Nearest>
struct ssl_ciph_error {
  static constexpr bool is_known = Mistake != SslCiphMistake::name_unknown;
  static constexpr bool is_named = Mistake != SslCiphMistake::name_missing;
  static constexpr bool is_strong = Mistake != SslCiphMistake::suite_is_weak;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_specs() {
  static_assert(
      Error::is_known,
      "vidimus: SSLCIPH names a CipherSpec that does not exist, at the offset shown in At<>; there are ANY_TLS13, "
      "ANY_TLS12_OR_HIGHER, ANY_TLS12, ANY_TLS13_OR_HIGHER, ANY, and the names of IBM MQ and IANA in "
      "vidimus/cipher_spec/table.hpp, such as TLS_AES_256_GCM_SHA384 and ECDHE_RSA_AES_256_GCM_SHA384");
  static_assert(Error::is_named,
                "vidimus: SSLCIPH lacks the name of a CipherSpec at the offset shown in At<>; write for example "
                "vidimus::SslCiph<\"ANY_TLS12_OR_HIGHER\">");
  static_assert(
      Error::is_strong,
      "vidimus: SSLCIPH names a weak CipherSpec (CBC, static RSA or CCM_8) at the offset shown in At<>; name it in "
      "vidimus::danger::WeakSslCiph<> and mean it");
}

template <FixedString Names, Admission Admitted>
struct CheckedSpecs {
  static constexpr SpecReading reading = read_specs(Names.view(), Admitted);
  static constexpr std::string_view nearest =
      reading.mistake == SslCiphMistake::name_unknown ? nearest_spec_name(reading.name) : reading.name;
  using Error = ssl_ciph_error<Names, At<reading.offset>, reading.mistake, DidYouMean<fixed<nearest.size()>(nearest)>>;
};

template <FixedString Names, Admission Admitted>
class StaticSslCiph {
  using Checked = CheckedSpecs<Names, Admitted>;
  using Explained = decltype(explain_specs<typename Checked::Error>());

 public:
  using role = vidimus::role::cipher_spec;

  /// Code points, best first.
  [[nodiscard]] static constexpr auto suites() -> std::span<std::uint16_t const> {
    return Checked::reading.list.suites();
  }
  /// P-256, X25519, P-384.
  [[nodiscard]] static constexpr auto groups() -> std::span<std::uint16_t const> { return ecdhe_groups; }
  [[nodiscard]] static constexpr auto minimum() -> ProtocolVersion { return Checked::reading.list.minimum(); }
  [[nodiscard]] static constexpr auto maximum() -> ProtocolVersion { return Checked::reading.list.maximum(); }
  /// `SSLCIPH ANY_TLS13`.
  [[nodiscard]] static auto describe() -> std::string { return "SSLCIPH " + std::string{Names.view()}; }

  /// Whether what was negotiated is admitted. Errors: as `judge_negotiated`.
  [[nodiscard]] static auto accepts(Negotiated const& negotiated) -> Verdict {
    return judge_negotiated(StaticSslCiph{}, negotiated);
  }
};

template <class Self, Admission Admitted>
class DynamicSslCiph {
 public:
  using role = vidimus::role::cipher_spec;

  /// Reads a list of names. Errors, with the offset of the name: `cipher_spec_unknown` with the nearest name there is;
  /// `cipher_spec_weak`.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<Self> {
    auto const reading = read_specs(text, Admitted);
    if (reading.mistake == SslCiphMistake::none) return Self{std::string{text}, reading.list};
    bool const is_weak = reading.mistake == SslCiphMistake::suite_is_weak;
    Finding finding{is_weak ? Errc::cipher_spec_weak : Errc::cipher_spec_unknown,
                    Mismatch{wanted(reading), {std::string{reading.name}}}};
    finding.subject = "SSLCIPH, offset " + std::to_string(reading.offset);
    return refuse(std::move(finding));
  }

  [[nodiscard]] auto suites() const -> std::span<std::uint16_t const> { return list_.suites(); }
  [[nodiscard]] auto groups() const -> std::span<std::uint16_t const> { return ecdhe_groups; }
  [[nodiscard]] auto minimum() const -> ProtocolVersion { return list_.minimum(); }
  [[nodiscard]] auto maximum() const -> ProtocolVersion { return list_.maximum(); }
  [[nodiscard]] auto describe() const -> std::string { return "SSLCIPH " + text_; }
  [[nodiscard]] auto accepts(Negotiated const& negotiated) const -> Verdict {
    return judge_negotiated(*this, negotiated);
  }

 private:
  friend Self;
  DynamicSslCiph(std::string text, SuiteList list) : text_{std::move(text)}, list_{list} {}

  static auto wanted(SpecReading const& reading) -> std::string {
    if (reading.mistake == SslCiphMistake::suite_is_weak) return "forward secrecy, an AEAD and a tag of 16 octets";
    if (reading.mistake == SslCiphMistake::name_missing) return "the name of a CipherSpec";
    return "a CipherSpec such as " + std::string{nearest_spec_name(reading.name)};
  }

  std::string text_;
  SuiteList list_;
};

}  // namespace detail

}  // namespace vidimus
