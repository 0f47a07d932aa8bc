// SPDX-License-Identifier: Apache-2.0
// How it is known that a delegated responder's own certificate is not revoked (RFC 6960, 4.2.2.2.1): an option of
// `OcspChecker`. The issuer itself and a responder that the program names are not asked about here.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/crypto/digest.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/revocation/concept.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

struct DelegateOption {};

/// A variable, so that a compiler has nothing to add to the sentence about it.
template <class P>
inline constexpr bool is_checker = RevocationChecker<P>;

[[nodiscard]] inline auto has_no_check(Certificate const& delegate) -> bool {
  return delegate.find(oid::ocsp_no_check) != nullptr;
}

/// The delegate's own certification path: below the issuer whose delegate it is. That the issuer signed it was proved, and
/// the rest is a part of the path that the Validator proved.
[[nodiscard]] inline auto path_of_delegate(Certificate const& delegate, IssuedCertificate const& about)
    -> VerifiedPath {
  auto const above =
      about.path.certificates().subspan(std::min<std::size_t>(about.depth + 1, about.path.certificates().size()));
  return danger::assert_verified(delegate, {above.begin(), above.end()}, about.path.anchor(),
                                 sha256(delegate.spki().der));
}

}  // namespace detail

/// A delegate's certificate must say with ocsp-nocheck that it is not revoked in its lifetime. The default.
struct DelegateNoCheck {
  using option = detail::DelegateOption;
  static constexpr std::string_view words = "";

  [[nodiscard]] static auto refuse(Certificate const& delegate, IssuedCertificate const&, Evidence const&)
      -> std::optional<Finding> {
    if (detail::has_no_check(delegate)) return std::nullopt;
    return Finding{Errc::ocsp_responder_refused,
                   Mismatch{"ocsp-nocheck in the responder's certificate", {}},
                   {},
                   delegate.subject().to_text()};
  }
};

/// A delegate without ocsp-nocheck is asked about: `Checker` must say that it is good, by a CRL for example. When to use:
/// where responders' certificates live long.
template <class Checker>
struct DelegateChecked {
  static_assert(detail::is_checker<Checker>,
                "vidimus: DelegateChecked names a revocation checker, for example "
                "vidimus::DelegateChecked<vidimus::CrlChecker<>>");
  using option = detail::DelegateOption;
  static constexpr std::string_view words = ", delegates checked";
  Checker checker;

  [[nodiscard]] auto refuse(Certificate const& delegate, IssuedCertificate const& about, Evidence const& evidence) const
      -> std::optional<Finding> {
    if (detail::has_no_check(delegate)) return std::nullopt;
    auto const path = detail::path_of_delegate(delegate, about);
    auto const status = checker.status({delegate, about.issuer, 0, path, about.context}, evidence);
    auto const& first = status.answers().front();
    if (status.is_good() && first.outcome != Outcome::skipped) return std::nullopt;
    auto const why = status.is_good() ? "not checked by " + first.source : explain(status.finding());
    return Finding{Errc::ocsp_responder_refused, Note{why}, {}, delegate.subject().to_text()};
  }

  [[nodiscard]] auto wants(Certificate const& delegate, IssuedCertificate const& about, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires FetchingRevocationChecker<Checker>
  {
    if (detail::has_no_check(delegate)) return {};
    auto const path = detail::path_of_delegate(delegate, about);
    return checker.wants({delegate, about.issuer, 0, path, about.context}, evidence);
  }
};

namespace danger {

/// A delegate is believed although nothing says that its certificate is not revoked: whoever has stolen its key answers for
/// it until it expires.
struct DelegateUnchecked {
  using option = vidimus::detail::DelegateOption;
  static constexpr std::string_view words = ", delegates unchecked";

  [[nodiscard]] static auto refuse(Certificate const&, IssuedCertificate const&, Evidence const&)
      -> std::optional<Finding> {
    return std::nullopt;
  }
};

}  // namespace danger

}  // namespace vidimus
