// SPDX-License-Identifier: Apache-2.0
// DnsId<"qm1.acme.example">: the peer's certificate names this host (RFC 9525, DNS-ID). The compiler checks the name.
//
// When to use: the peer is addressed by a DNS name and its certificates are issued for that name, as on the web.
// Guaranteed: only a dNSName among the subject alternative names counts, never the common name; letter case is ignored
// (RFC 4343); a presented wildcard is the whole left-most label and stands for exactly one label (RFC 9525, 6.3). No list of
// public suffixes is consulted: a CA that issues *.example for everybody is trusted to do so.
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/peer_name/dns_name_match.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Name, class Position, DnsNameMistake Mistake>
struct dns_id_error {
  static constexpr bool is_free_of_wildcards = Mistake != DnsNameMistake::wildcard;
  static constexpr bool is_no_address = Mistake != DnsNameMistake::ip_address;
  static constexpr bool is_ascii = Mistake != DnsNameMistake::not_ascii;
  static constexpr bool is_a_name =
      Mistake == DnsNameMistake::none || !is_free_of_wildcards || !is_no_address || !is_ascii;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_dns_name() {
  static_assert(
      Error::is_free_of_wildcards,
      "vidimus: DnsId takes the name of one host, without a wildcard: only certificates have wildcards (RFC 9525, "
      "6.3); At<> shows the offset");
  static_assert(Error::is_no_address,
                "vidimus: DnsId takes a DNS name, not an IP address and no port; At<> shows the offset");
  static_assert(
      Error::is_ascii,
      "vidimus: DnsId takes A-labels: write xn-- and what follows for a name that is not ASCII; At<> shows the offset");
  static_assert(
      Error::is_a_name,
      "vidimus: DnsId takes a DNS name: labels of letters, digits and inner hyphens, 1 to 63 octets each, 253 "
      "together; At<> shows the offset and DnsNameMistake the reason");
}

template <FixedString Name>
struct CheckedDnsName {
  static constexpr std::string_view name = without_final_dot(Name.view());
  static constexpr DnsNameError checked = check_dns_name(name);
  using Error = dns_id_error<Name, At<checked.offset>, checked.mistake>;
  static constexpr auto small_letters = [] {
    std::array<char, name.size() + 1> letters{};
    for (std::size_t i = 0; i != name.size(); ++i) letters[i] = lower(name[i]);
    return letters;
  }();
  static constexpr std::string_view reference{small_letters.data(), name.size()};
};

}  // namespace detail

/// A peer-name filter that accepts certificates for one DNS name. Empty type.
template <FixedString Name>
class DnsId {
  using Checked = detail::CheckedDnsName<Name>;
  using Explained = decltype(detail::explain_dns_name<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no dNSName. Both list every subject
  /// alternative name that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_dns_names(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return !detail::matching_dns_name(peer.certificate, Checked::reference).empty();
  }
  /// `DNS-ID qm1.acme.example`.
  [[nodiscard]] static auto describe() -> std::string { return "DNS-ID " + std::string{Checked::reference}; }
};

/// The same, with a name that is known at run time.
template <>
class DnsId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `dns_name_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<DnsId> {
    auto const name = detail::without_final_dot(text);
    auto const [mistake, offset] = detail::check_dns_name(name);
    if (mistake == DnsNameMistake::none) return DnsId{name};
    Malformed detail{std::string{text_of(mistake)}, offset, Errc::dns_name_malformed};
    return refuse(Finding{Errc::dns_name_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dns_names(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return !detail::matching_dns_name(peer.certificate, reference_).empty();
  }
  [[nodiscard]] auto describe() const -> std::string { return "DNS-ID " + reference_; }

 private:
  explicit DnsId(std::string_view name) : reference_{name} {
    for (auto& letter : reference_) letter = detail::lower(letter);
  }

  std::string reference_;  // in small letters
};

}  // namespace vidimus
