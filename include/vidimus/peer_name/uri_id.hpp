// SPDX-License-Identifier: Apache-2.0
// UriId<"https://mq.acme.example/qm1">: the peer's certificate names this URI; UriId<"https://mq.acme.example/payments/*">:
// one below that path. The compiler checks the URI.
//
// When to use: the company's certificates name services by URI. For SPIFFE IDs use SpiffeId, which knows their rules.
// Guaranteed: only a uniformResourceIdentifier among the subject alternative names counts; scheme and host are compared in
// either case of their letters, the rest to the letter (RFC 5280, 7.4).
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_name_match.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/peer_name/uri_pattern.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Uri, class Position, UriMistake Mistake>
struct uri_id_error {
  static constexpr bool is_a_uri = Mistake == UriMistake::none;
};

template <class Error>
consteval auto explain_uri() {
  static_assert(
      Error::is_a_uri,
      "vidimus: UriId takes one URI, such as https://mq.acme.example/qm1, or a path's with a final /*; At<> shows "
      "the offset and UriMistake the reason");
}

template <FixedString Uri>
struct CheckedUri {
  static constexpr std::string_view reference = Uri.view();
  static constexpr UriError checked = check_uri(reference);
  using Error = uri_id_error<Uri, At<checked.offset>, checked.mistake>;
};

/// The presented URI that is wanted.
[[nodiscard]] inline auto matching_uri(Certificate const& certificate, std::string_view reference)
    -> std::optional<GeneralName> {
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names)
      if (name.kind == GeneralNameKind::uri && uri_matches(name.text(), reference)) return name;
  return std::nullopt;
}

/// Whether a URI may be wanted and may be another one, which `Not` must not accept.
[[nodiscard]] inline auto has_unclear_uri(Certificate const& certificate, std::string_view reference) -> bool {
  auto const names = certificate.subject_alt_names();
  if (!names || !is_uri_pattern(reference)) return false;
  auto const prefix = reference.substr(0, reference.size() - 1);
  return std::any_of(names->begin(), names->end(), [prefix](GeneralName const& name) {
    return name.kind == GeneralNameKind::uri && may_be_below_uri(name.text(), prefix);
  });
}

/// Errors: those of `refuse_names`; `peer_name_ambiguous` for a URI that is below a path to some readers.
[[nodiscard]] inline auto judge_uris(Certificate const& certificate, std::string_view reference) -> Verdict {
  if (auto const name = matching_uri(certificate, reference)) return Verdict::accepted(name->to_text());
  GeneralName const wanted{GeneralNameKind::uri, bytes_of(reference)};
  if (!has_unclear_uri(certificate, reference)) return refuse_names(certificate, wanted);
  Finding finding{Errc::peer_name_ambiguous, Mismatch{wanted.to_text(), presented_names(certificate)}};
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

}  // namespace detail

/// A peer-name filter that accepts certificates for one URI, or for any below one path. Below a path (`/*`): one or more
/// whole segments, none of them empty, `.` or `..`; no escaped dot, slash, backslash, semicolon, percent sign or control
/// character; neither user, query nor fragment. Empty type.
template <FixedString Uri>
class UriId {
  using Checked = detail::CheckedUri<Uri>;
  using Explained = decltype(detail::explain_uri<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no URI; `peer_name_ambiguous` where one may be
  /// below the path, to readers that normalise it otherwise. All list every subject alternative name that is presented.
  /// Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_uris(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matching_uri(peer.certificate, Checked::reference).has_value();
  }
  /// `URI https://mq.acme.example/qm1`.
  [[nodiscard]] static auto describe() -> std::string { return "URI " + std::string{Checked::reference}; }
};

/// The same, with a URI or pattern that is known at run time.
template <>
class UriId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `uri_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<UriId> {
    auto const [mistake, offset] = detail::check_uri(text);
    if (mistake == UriMistake::none) return UriId{text};
    Malformed detail{std::string{text_of(mistake)}, offset, Errc::uri_malformed};
    return refuse(Finding{Errc::uri_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_uris(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matching_uri(peer.certificate, reference_).has_value();
  }
  [[nodiscard]] auto describe() const -> std::string { return "URI " + reference_; }

 private:
  explicit UriId(std::string_view uri) : reference_{uri} {}

  std::string reference_;
};

}  // namespace vidimus
