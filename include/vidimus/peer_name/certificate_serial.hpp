// SPDX-License-Identifier: Apache-2.0
// CertificateSerial<"53:B1:37:A1">: the peer's certificate has this serial number. The compiler checks the digits.
//
// When to use: one certificate and no successor of it is meant. Together with SslCertIssuer (`AllOf`), since a serial number
// is unique for its issuer only; alone it accepts the same number from every CA that is trusted.
// Guaranteed: all octets are compared; leading zeros make no difference, and a negative number is never accepted.
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/peer_name/serial_text.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Serial, class Position, SerialMistake Mistake>
struct certificate_serial_error {
  static constexpr bool is_a_serial_number = Mistake == SerialMistake::none;
};

template <class Error>
consteval auto explain_certificate_serial() {
  static_assert(
      Error::is_a_serial_number,
      "vidimus: CertificateSerial takes one serial number of at most 20 hexadecimal octets, such as 53:B1:37:A1; "
      "At<> shows the offset and SerialMistake the reason");
}

template <FixedString Serial>
struct CheckedSerial {
  static constexpr SerialText read = read_serial(Serial.view());
  using Error = certificate_serial_error<Serial, At<read.offset>, read.mistake>;
};

/// RFC 5280, 4.1.2.2. `magnitude` has no leading zeros and is not empty.
[[nodiscard]] constexpr auto is_serial(SerialNumber presented, ByteView magnitude) -> bool {
  auto const contents = presented.contents();
  bool const has_sign_octet = contents.size() > 1 && contents[0] == std::byte{0};
  return !presented.is_negative() && same_bytes(contents.subspan(has_sign_octet ? 1 : 0), magnitude);
}

[[nodiscard]] inline auto serial_text(ByteView magnitude) -> std::string {
  return "serial number " + vidimus::to_hex(magnitude, ":");
}

/// Errors: `peer_name_mismatch` with both numbers.
[[nodiscard]] inline auto judge_serial(Certificate const& certificate, ByteView magnitude) -> Verdict {
  auto presented = "serial number " + certificate.serial_number().to_hex(":");
  if (is_serial(certificate.serial_number(), magnitude)) return Verdict::accepted(std::move(presented));
  Finding finding{Errc::peer_name_mismatch, Mismatch{serial_text(magnitude), {std::move(presented)}}};
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

}  // namespace detail

/// A peer-name filter that accepts certificates with one serial number. Use it together with `SslCertIssuer`: serial numbers
/// are unique for one issuer only. Empty type.
template <FixedString Serial>
class CertificateSerial {
  using Checked = detail::CheckedSerial<Serial>;
  using Explained = decltype(detail::explain_certificate_serial<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch` with the number that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_serial(peer.certificate, Checked::read.view());
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::is_serial(peer.certificate.serial_number(), Checked::read.view());
  }
  /// `serial number 53:B1:37:A1`.
  [[nodiscard]] static auto describe() -> std::string { return detail::serial_text(Checked::read.view()); }
};

/// The same, with a serial number that is known at run time.
template <>
class CertificateSerial<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Hexadecimal octets, all of them apart by colons or none, in either case. Errors: `certificate_serial_malformed` with the
  /// reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<CertificateSerial> {
    auto const read = detail::read_serial(text);
    if (read.mistake == SerialMistake::none) return CertificateSerial{read};
    Malformed detail{std::string{text_of(read.mistake)}, read.offset, Errc::certificate_serial_malformed};
    return refuse(Finding{Errc::certificate_serial_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_serial(peer.certificate, reference_.view());
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::is_serial(peer.certificate.serial_number(), reference_.view());
  }
  [[nodiscard]] auto describe() const -> std::string { return detail::serial_text(reference_.view()); }

 private:
  explicit CertificateSerial(detail::SerialText const& serial) : reference_{serial} {}

  detail::SerialText reference_;
};

}  // namespace vidimus
