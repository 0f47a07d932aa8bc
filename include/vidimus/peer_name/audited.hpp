// SPDX-License-Identifier: Apache-2.0
// danger::Audited<Filter>: asks a filter and does not obey it. Whom it would refuse is let in, and the report warns.
//
//   AllOf<DnsId<"qm1.acme.example">, danger::Audited<SpkiPins<"sha256/…", "sha256/…">>>
//
// When to use: before a new filter is enforced, to see in the reports whom it would turn away.
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/expected_name.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::danger {

/// A peer-name filter that accepts everybody. Alone it is as good as `danger::AnyPeerName`.
template <PeerNameFilter Filter>
class Audited {
 public:
  using role = vidimus::role::peer_name_filter;
  static constexpr bool expects_name = vidimus::detail::expects_name<Filter>;

  constexpr Audited()
    requires std::default_initializable<Filter>
  = default;
  explicit constexpr Audited(Filter filter) : filter_{std::move(filter)} {}

  /// Accepted always; the finding of a refusal becomes a warning. Callable from several threads.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    auto verdict = filter_.accepts(peer);
    if (verdict.is_accepted()) return verdict;
    return Verdict::accepted("nobody is refused").warned(verdict.finding()).warned_as(verdict);
  }
  /// `audit of public key sha256/…`.
  [[nodiscard]] auto describe() const -> std::string {
    return "audit of " + vidimus::detail::description_of(filter_, "a filter of the program");
  }

  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    return vidimus::detail::check_expected<Filter>(name);
  }

 private:
  [[no_unique_address]] Filter filter_;
};
// without it, Audited{Audited{filter}} would be a copy of the inner one
template <class Filter>
Audited(Audited<Filter>) -> Audited<Audited<Filter>>;

}  // namespace vidimus::danger
