// SPDX-License-Identifier: Apache-2.0
// IpId<"192.0.2.1">: the peer's certificate names this IP address (RFC 9525, IP-ID). The compiler checks the address.
//
// When to use: the peer is addressed by an IP address of version 4 or 6 and its certificates are issued for that address.
// Guaranteed: only an iPAddress among the subject alternative names counts, and it is compared octet by octet: 192.0.2.1 is
// not ::ffff:192.0.2.1, and no text is compared with it, neither a common name nor a dNSName that looks like an address.
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_name_match.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/x509/end_entity.hpp>
#include <vidimus/x509/ip_address.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Address, class Position, IpAddressMistake Mistake>
struct ip_id_error {
  static constexpr bool is_an_address = Mistake == IpAddressMistake::none;
};

template <class Error>
consteval auto explain_ip_address() {
  static_assert(Error::is_an_address,
                "vidimus: IpId takes one IP address: 192.0.2.1 or 2001:db8::1, without brackets, port, prefix or zone; "
                "At<> shows the offset and IpAddressMistake the reason");
}

template <FixedString Address>
struct CheckedIpAddress {
  static constexpr ReadIpAddress read = read_ip_address(Address.view());
  using Error = ip_id_error<Address, At<read.offset>, read.mistake>;
  static constexpr IpAddress reference{ByteView{read.octets}.first(read.size)};
};

/// Compiled where it is called: there the reference mostly is a constant.
[[nodiscard, gnu::always_inline]] inline auto has_ip_address(Certificate const& certificate, IpAddress const& reference)
    -> bool {
  auto const names = certificate.subject_alt_names();
  if (!names) return false;
  for (auto const& name : *names)
    if (name.kind == GeneralNameKind::ip_address && same_bytes(name.value, reference.octets())) return true;
  return false;
}

/// Errors: those of `refuse_names`.
[[nodiscard]] inline auto judge_ip_addresses(Certificate const& certificate, IpAddress const& reference) -> Verdict {
  GeneralName const wanted{GeneralNameKind::ip_address, reference.octets()};
  return has_ip_address(certificate, reference) ? Verdict::accepted(wanted.to_text())
                                                : refuse_names(certificate, wanted);
}

}  // namespace detail

/// A peer-name filter that accepts certificates for one IP address. Empty type.
template <FixedString Address>
class IpId {
  using Checked = detail::CheckedIpAddress<Address>;
  using Explained = decltype(detail::explain_ip_address<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no iPAddress. Both list every subject
  /// alternative name that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_ip_addresses(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::has_ip_address(peer.certificate, Checked::reference);
  }
  /// `IP-ID 2001:db8::1`.
  [[nodiscard]] static auto describe() -> std::string { return "IP-ID " + Checked::reference.to_text(); }
};

/// The same, with an address that is known at run time.
template <>
class IpId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ip_address_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<IpId> {
    auto const read = detail::read_ip_address(text);
    if (read.mistake == IpAddressMistake::none) return IpId{IpAddress{ByteView{read.octets}.first(read.size)}};
    Malformed detail{std::string{text_of(read.mistake)}, read.offset, Errc::ip_address_malformed};
    return refuse(Finding{Errc::ip_address_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_ip_addresses(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::has_ip_address(peer.certificate, reference_);
  }
  [[nodiscard]] auto describe() const -> std::string { return "IP-ID " + reference_.to_text(); }

 private:
  explicit IpId(IpAddress reference) : reference_{reference} {}

  IpAddress reference_;
};

}  // namespace vidimus
