// SPDX-License-Identifier: Apache-2.0
// A Validator that goes and gets issuers which the peer did not present, from where its certificates say they are:
// authorityInfoAccess, caIssuers (RFC 5280, 4.2.2.1). Whoever names it lets a peer that nobody knows yet choose, within
// bounds, what this program fetches: that is why no other Validator does.
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/path/concept.hpp>
#include <vidimus/path/issuer_search.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/x509/certs_only.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// Fetches only where `Inner` finds no path for want of issuers, at most `Most` locations a handshake, by http alone (a
/// certificate needs no protection of its own, and a fetch by TLS would need a path in turn). What is fetched is no more
/// trusted than what the peer presents. Thread-safe as `Inner` is.
template <Validator Inner = Rfc5280, std::size_t Most = 4>
class FetchIssuers {
 public:
  using role = vidimus::role::validator;
  static constexpr Budget budget = budget_of<Inner>;

  constexpr FetchIssuers() = default;
  explicit FetchIssuers(Inner inner) : inner_{std::move(inner)} {}

  /// Errors: as `Inner`; after them, what could not be fetched or read, as warnings about its location.
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    detail::IssuerSearch const search{chain, context};
    auto path = inner_.validate(chain, search.context());
    if (!path)
      for (auto const& finding : search.findings()) path.error().add(finding);
    return path;
  }

  /// The locations of issuers that are missing; empty once `Inner` has a path, or a reason that no issuer mends.
  [[nodiscard]] auto wants(PeerChain const& chain, ValidationContext const& context) const
      -> std::vector<FetchRequest> {
    detail::IssuerSearch const search{chain, context};
    auto const path = inner_.validate(chain, search.context());
    if (path || !detail::may_lack_issuers(path.error())) return {};
    return search.wanted(Most);
  }

  [[nodiscard]] auto describe() const -> std::string {
    return detail::description_of(inner_, "certification path") + "; issuers fetched from caIssuers";
  }

 private:
  [[no_unique_address]] Inner inner_;
};

}  // namespace vidimus
