// SPDX-License-Identifier: Apache-2.0
// Judging a certificate by its dNSNames (RFC 9525, 6). The common name is never looked at (RFC 9525, 2), nor is any other
// form of name compared with a DNS name.
#pragma once

#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_name.hpp>
#include <vidimus/peer_name/presented.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// The presented dNSName that names the reference, which is accepted by `check_dns_name` and in small letters; empty if none
/// does. Compiled where it is called: there the reference mostly is a constant.
[[nodiscard, gnu::always_inline]] inline auto matching_dns_name(Certificate const& certificate,
                                                                std::string_view reference) -> std::string_view {
  auto const names = certificate.subject_alt_names();
  if (!names) return {};
  for (auto const& name : *names) {
    if (name.kind != GeneralNameKind::dns_name) continue;
    auto const presented = text_of(name.value);
    if (dns_name_matches(presented, reference)) return presented;
  }
  return {};
}

/// Whether there is a subject alternative name of this form.
[[nodiscard]] inline auto presents_any(Certificate const& certificate, GeneralNameKind kind) -> bool {
  auto const names = certificate.subject_alt_names();
  return names && std::any_of(names->begin(), names->end(), [kind](GeneralName name) { return name.kind == kind; });
}

/// Every subject alternative name, of whatever form, as a report shows it.
[[nodiscard]] inline auto presented_names(Certificate const& certificate) -> std::vector<std::string> {
  PresentedNames presented;
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names) presented.add([&name] { return name.to_text(); });
  return std::move(presented).texts();
}

/// That no name of the wanted form is `wanted`. Errors: `peer_name_mismatch`; `peer_name_absent` where there is none of that
/// form. Both list what is presented.
[[nodiscard]] inline auto refuse_names(Certificate const& certificate, GeneralName const& wanted) -> Verdict {
  auto const code = presents_any(certificate, wanted.kind) ? Errc::peer_name_mismatch : Errc::peer_name_absent;
  Finding finding{code, Mismatch{wanted.to_text(), presented_names(certificate)}};
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

/// Errors: those of `refuse_names`.
[[nodiscard]] inline auto judge_dns_names(Certificate const& certificate, std::string_view reference) -> Verdict {
  auto const presented = matching_dns_name(certificate, reference);
  if (!presented.empty()) return Verdict::accepted("DNS:" + std::string{presented});
  return refuse_names(certificate, {GeneralNameKind::dns_name, bytes_of(reference)});
}

}  // namespace vidimus::detail
