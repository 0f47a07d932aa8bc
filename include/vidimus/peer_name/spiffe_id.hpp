// SPDX-License-Identifier: Apache-2.0
// SpiffeId<"acme.example", "/payments/*">: the peer's certificate is an X.509-SVID of this trust domain and path. The
// compiler checks both.
//
// When to use: peers are workloads whose certificates come from a SPIFFE issuer. Trust the trust domain's own CAs only: a
// certificate of another CA may name the domain too.
// Guaranteed: the certificate has exactly one URI, as X509-SVID, section 2 wants, and it is a SPIFFE ID with a path. It is no
// CA's, and its key signs neither certificates nor CRLs (5.2), which path validation leaves open.
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_name_match.hpp>
#include <vidimus/peer_name/printable.hpp>
#include <vidimus/peer_name/spiffe_pattern.hpp>
#include <vidimus/x509/basic_constraints.hpp>
#include <vidimus/x509/end_entity.hpp>
#include <vidimus/x509/key_usage.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString TrustDomain, FixedString Path, class Position, SpiffeMistake Mistake>
struct spiffe_id_error {
  static constexpr bool is_a_spiffe_id = Mistake == SpiffeMistake::none;
};

template <class Error>
consteval auto explain_spiffe_id() {
  static_assert(
      Error::is_a_spiffe_id,
      "vidimus: SpiffeId takes a trust domain and a path, such as acme.example and /payments/*; At<> shows the "
      "offset in the one that SpiffeMistake names, with the reason");
}

template <FixedString TrustDomain, FixedString Path>
struct CheckedSpiffeId {
  static constexpr std::string_view trust_domain = TrustDomain.view(), path = Path.view();
  static constexpr SpiffeError checked = check_spiffe(trust_domain, path);
  using Error = spiffe_id_error<TrustDomain, Path, At<checked.offset>, checked.mistake>;
};

[[nodiscard]] inline auto spiffe_text(std::string_view trust_domain, std::string_view path) -> std::string {
  return std::string{spiffe_scheme}.append(trust_domain).append(path);
}

struct PresentedUris {
  GeneralName last;
  std::size_t count = 0;
};
[[nodiscard]] inline auto presented_uris(Certificate const& certificate) -> PresentedUris {
  PresentedUris uris;
  auto const names = certificate.subject_alt_names();
  if (!names) return uris;
  for (auto const& name : *names)
    if (name.kind == GeneralNameKind::uri) uris = {name, uris.count + 1};
  return uris;
}

/// X509-SVID, 5.2: "the validator MUST ensure that the CA field in the basic constraints extension is set to false, and that
/// keyCertSign and cRLSign are not set in the key usage extension".
[[nodiscard]] inline auto is_of_a_ca(Certificate const& certificate) -> bool {
  auto const constraints = certificate.basic_constraints();
  return constraints && constraints->is_ca;
}
[[nodiscard]] inline auto may_sign_others(Certificate const& certificate) -> bool {
  auto const usage = certificate.key_usage();
  return usage && (usage->contains(KeyUsageBit::key_cert_sign) || usage->contains(KeyUsageBit::crl_sign));
}

/// Whether the certificate is an SVID of such a workload. X509-SVID, 2: "An X.509 SVID MUST contain exactly one URI SAN".
[[nodiscard]] inline auto is_svid_of(Certificate const& certificate, PresentedUris const& uris,
                                     std::string_view trust_domain, std::string_view path) -> bool {
  return uris.count == 1 && spiffe_matches(uris.last.text(), trust_domain, path) && !is_of_a_ca(certificate) &&
         !may_sign_others(certificate);
}

/// Why it is none. What could be nobody's SVID is no mismatch, which `Not` would turn round.
[[nodiscard]] inline auto svid_finding(Certificate const& certificate, PresentedUris const& uris, std::string wanted)
    -> Finding {
  auto const of_names = [&](Errc code) -> Finding {
    return {code, Mismatch{std::move(wanted), presented_names(certificate)}};
  };
  if (uris.count > 1) return of_names(Errc::peer_name_ambiguous);
  bool const has_id = uris.count == 1 && !SpiffeParts{uris.last.text()}.path.empty();
  if (!has_id) return of_names(Errc::peer_name_absent);
  if (is_of_a_ca(certificate)) return {Errc::end_entity_is_a_ca, Mismatch{"cA FALSE (X509-SVID, 5.2)", {"cA TRUE"}}};
  if (may_sign_others(certificate))
    return {Errc::key_usage_forbidden,
            Mismatch{"neither keyCertSign nor cRLSign (X509-SVID, 5.2)", {certificate.key_usage()->to_text()}}};
  return of_names(Errc::peer_name_mismatch);
}

/// Errors: see `SpiffeId::accepts`.
[[nodiscard]] inline auto judge_spiffe_ids(Certificate const& certificate, std::string_view trust_domain,
                                           std::string_view path) -> Verdict {
  auto const uris = presented_uris(certificate);
  if (is_svid_of(certificate, uris, trust_domain, path)) return Verdict::accepted(uris.last.to_text());
  auto finding = svid_finding(certificate, uris, "URI:" + spiffe_text(trust_domain, path));
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

}  // namespace detail

/// A peer-name filter that accepts X.509-SVIDs of one trust domain with one path, or with any of one or more whole segments
/// below a path that ends in `/*`; `"/*"` is any workload of the domain. Empty type.
template <FixedString TrustDomain, FixedString Path = dynamic>
class SpiffeId {
  using Checked = detail::CheckedSpiffeId<TrustDomain, Path>;
  using Explained = decltype(detail::explain_spiffe_id<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_absent` where the certificate has no SPIFFE ID with a path; `peer_name_ambiguous` for several URIs;
  /// `end_entity_is_a_ca`, or `key_usage_forbidden` where it may sign certificates or CRLs, whatever its SPIFFE ID;
  /// `peer_name_mismatch` where it is another workload's. Those of names list every subject alternative name that is
  /// presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_spiffe_ids(peer.certificate, Checked::trust_domain, Checked::path);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::is_svid_of(peer.certificate, detail::presented_uris(peer.certificate), Checked::trust_domain,
                              Checked::path);
  }
  /// `SPIFFE ID spiffe://acme.example/payments/*`.
  [[nodiscard]] static auto describe() -> std::string {
    return "SPIFFE ID " + detail::spiffe_text(Checked::trust_domain, Checked::path);
  }
};

/// The same, with a trust domain and a path that are known at run time: `SpiffeId<dynamic>`.
template <>
class SpiffeId<dynamic, dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `uri_malformed` with the reason and its offset in the trust domain or the path; its subject is
  /// `spiffe://` and both.
  [[nodiscard]] static auto parse(std::string_view trust_domain, std::string_view path) -> Result<SpiffeId> {
    auto const [mistake, offset] = detail::check_spiffe(trust_domain, path);
    if (mistake == SpiffeMistake::none) return SpiffeId{trust_domain, path};
    auto const subject = detail::printable(detail::spiffe_text(trust_domain, path));
    return refuse(Finding{
        Errc::uri_malformed, Malformed{std::string{text_of(mistake)}, offset, Errc::uri_malformed}, {}, subject});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_spiffe_ids(peer.certificate, trust_domain_, path_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::is_svid_of(peer.certificate, detail::presented_uris(peer.certificate), trust_domain_, path_);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return "SPIFFE ID " + detail::spiffe_text(trust_domain_, path_);
  }

 private:
  SpiffeId(std::string_view trust_domain, std::string_view path) : trust_domain_{trust_domain}, path_{path} {}

  std::string trust_domain_, path_;
};

}  // namespace vidimus
