// SPDX-License-Identifier: Apache-2.0
// EmailId<"qm1@acme.example">: the peer's certificate names this mailbox. The compiler checks the address.
//
// When to use: peers are people or services that are known by an e-mail address, as client certificates often are.
// Guaranteed: only an rfc822Name among the subject alternative names counts, never an emailAddress in the subject; the local
// part is the same to the letter, the host in either case of its letters (RFC 5280, 7.5).
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_name_match.hpp>
#include <vidimus/peer_name/email_address.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Address, class Position, EmailAddressMistake Mistake>
struct email_id_error {
  static constexpr bool is_an_address = Mistake == EmailAddressMistake::none;
};

template <class Error>
consteval auto explain_email_address() {
  static_assert(
      Error::is_an_address,
      "vidimus: EmailId takes one e-mail address, such as qm1@acme.example, without quotes or a display name; "
      "At<> shows the offset and EmailAddressMistake the reason");
}

template <FixedString Address>
struct CheckedEmailAddress {
  static constexpr std::string_view reference = Address.view();
  static constexpr EmailAddressError checked = check_email_address(reference);
  using Error = email_id_error<Address, At<checked.offset>, checked.mistake>;
};

/// The presented rfc822Name that is wanted.
[[nodiscard]] inline auto matching_email_address(Certificate const& certificate, std::string_view reference)
    -> std::optional<GeneralName> {
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names)
      if (name.kind == GeneralNameKind::rfc822_name && is_same_email_address(name.text(), reference)) return name;
  return std::nullopt;
}

/// Errors: those of `refuse_names`.
[[nodiscard]] inline auto judge_email_addresses(Certificate const& certificate, std::string_view reference) -> Verdict {
  if (auto const name = matching_email_address(certificate, reference)) return Verdict::accepted(name->to_text());
  return refuse_names(certificate, {GeneralNameKind::rfc822_name, bytes_of(reference)});
}

}  // namespace detail

/// A peer-name filter that accepts certificates for one mailbox. Empty type.
template <FixedString Address>
class EmailId {
  using Checked = detail::CheckedEmailAddress<Address>;
  using Explained = decltype(detail::explain_email_address<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no rfc822Name. Both list every subject
  /// alternative name that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_email_addresses(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matching_email_address(peer.certificate, Checked::reference).has_value();
  }
  /// `e-mail address qm1@acme.example`.
  [[nodiscard]] static auto describe() -> std::string { return "e-mail address " + std::string{Checked::reference}; }
};

/// The same, with an address that is known at run time.
template <>
class EmailId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `email_address_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<EmailId> {
    auto const [mistake, offset] = detail::check_email_address(text);
    if (mistake == EmailAddressMistake::none) return EmailId{text};
    Malformed detail{std::string{text_of(mistake)}, offset, Errc::email_address_malformed};
    return refuse(Finding{Errc::email_address_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_email_addresses(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matching_email_address(peer.certificate, reference_).has_value();
  }
  [[nodiscard]] auto describe() const -> std::string { return "e-mail address " + reference_; }

 private:
  explicit EmailId(std::string_view address) : reference_{address} {}

  std::string reference_;
};

}  // namespace vidimus
