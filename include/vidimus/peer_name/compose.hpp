// SPDX-License-Identifier: Apache-2.0
// AllOf, AnyOf and Not of peer-name filters.
//
//   AllOf  every part must accept; the first that refuses decides, and its finding is the finding.
//   AnyOf  one part must accept; else the finding holds what each part found. Its code is peer_name_mismatch only if every
//          part found a mismatch; else it is the first other code.
//   Not    accepts exactly where its part found `peer_name_mismatch`: the name is there, it could be compared, and it is
//          another one. A name that is absent or ambiguous, a refusal of any other kind and an acceptance are all refused,
//          so Not never turns "could not tell" into "accepted", through AllOf and AnyOf neither.
//          A subject that lacks the attribute is another name: Not<SslPeer<"OU=Contractors">> accepts it.
//
// Parts that are empty take no bytes.
#pragma once

#include <vidimus/core/compose.hpp>
#include <vidimus/core/description.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/core/slots.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/expected_name.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

inline constexpr std::string_view nameless_filter = "a filter of the program";

/// Whether it decides without words too.
template <class P>
concept DecidesSilently = requires(P const& filter, EndEntity const& peer) {
  { filter.matches(peer) } -> std::same_as<bool>;
};

/// Filters side by side, and their descriptions with a word between.
template <class... Ps>
class NameFilters {
 public:
  static constexpr bool expects_name = (detail::expects_name<Ps> || ...);

  constexpr NameFilters()
    requires(std::default_initializable<Ps> && ...)
  = default;
  explicit constexpr NameFilters(Ps... filters) : slots_{std::in_place, std::move(filters)...} {}

 protected:
  /// Calls `visit` with each filter in order until it says that it has seen enough.
  template <class Visit>
  void visit_until(Visit visit) const {
    [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
      (void)(visit(slot<Indices>(slots_)) || ...);
    }(std::index_sequence_for<Ps...>{});
  }

  [[nodiscard]] auto joined(std::string const& word) const -> std::string {
    std::string text;
    visit_until([&](auto const& filter) {
      text += (text.empty() ? "" : word) + description_of(filter, nameless_filter);
      return false;
    });
    return '(' + text + ')';
  }

 private:
  [[no_unique_address]] Slots<Ps...> slots_;
};

}  // namespace detail

/// Accepted by every part.
template <PeerNameFilter First, PeerNameFilter... Rest>
class AllOf<First, Rest...> : detail::NameFilters<First, Rest...> {
 public:
  using role = vidimus::role::peer_name_filter;
  using detail::NameFilters<First, Rest...>::NameFilters;
  using detail::NameFilters<First, Rest...>::expects_name;

  /// Errors: those of the first part that refuses.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    std::optional<Verdict> refusal;
    auto parts = Verdict::accepted();
    std::string because;
    this->visit_until([&](auto const& filter) {
      auto verdict = filter.accepts(peer);
      parts = std::move(parts).warned_as(verdict);
      if (!verdict.is_accepted()) return refusal.emplace(Verdict::refused(verdict.finding())), true;
      because += (because.empty() ? "" : ", ") + verdict.because();
      return false;
    });
    return (refusal ? *std::move(refusal) : Verdict::accepted(std::move(because))).warned_as(parts);
  }
  /// Whether `accepts` would accept, where each part can say so.
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool
    requires(detail::DecidesSilently<First> && ... && detail::DecidesSilently<Rest>)
  {
    bool is_match = true;
    this->visit_until([&](auto const& filter) { return !(is_match = filter.matches(peer)); });
    return is_match;
  }
  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    auto failure = detail::check_expected<First>(name);
    (void)(failure || ... || (failure = detail::check_expected<Rest>(name)));
    return failure;
  }
  /// `(SSLPEER O=Acme and DNS-ID qm1.acme.example)`.
  [[nodiscard]] auto describe() const -> std::string { return this->joined(" and "); }
};

/// Accepted by one part or more.
template <PeerNameFilter First, PeerNameFilter... Rest>
class AnyOf<First, Rest...> : detail::NameFilters<First, Rest...> {
 public:
  using role = vidimus::role::peer_name_filter;
  using detail::NameFilters<First, Rest...>::NameFilters;
  using detail::NameFilters<First, Rest...>::expects_name;

  /// Errors: `peer_name_mismatch` or the first other code, with the explanation of each part's refusal.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    std::optional<Verdict> acceptance;
    std::optional<Finding> refusal;
    std::vector<std::string> explanations;
    this->visit_until([&](auto const& filter) {
      auto verdict = filter.accepts(peer);
      if (verdict.is_accepted()) return acceptance.emplace(std::move(verdict)), true;
      explanations.push_back(explain(verdict.finding()));
      if (!refusal || refusal->code == Errc::peer_name_mismatch) refusal = verdict.finding();
      return false;
    });
    if (acceptance) return *std::move(acceptance);
    refusal->detail = Mismatch{describe(), std::move(explanations)};
    return Verdict::refused(*std::move(refusal));
  }
  /// Whether `accepts` would accept, where each part can say so.
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool
    requires(detail::DecidesSilently<First> && ... && detail::DecidesSilently<Rest>)
  {
    bool is_match = false;
    this->visit_until([&](auto const& filter) { return is_match = filter.matches(peer); });
    return is_match;
  }
  /// One part that can use the name is enough.
  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    std::optional<Failure> failure;
    (void)((detail::expects_name<First> && !(failure = detail::check_expected<First>(name))) || ... ||
           (detail::expects_name<Rest> && !(failure = detail::check_expected<Rest>(name))));
    return failure;
  }
  [[nodiscard]] auto describe() const -> std::string { return this->joined(" or "); }
};

/// Accepted where the part finds that the name is another one. See the semantics above.
template <class Part>
class Not {
 public:
  using role = vidimus::role::peer_name_filter;
  constexpr Not() = default;
  explicit constexpr Not(Part part) : part_{std::move(part)} {}

  /// Errors: `peer_name_mismatch` where the part accepts; else those of the part.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    auto const verdict = part_.accepts(peer);
    if (verdict.is_accepted()) {
      auto because =
          verdict.because().empty() ? detail::description_of(part_, detail::nameless_filter) : verdict.because();
      Finding finding{Errc::peer_name_mismatch, Mismatch{describe(), {std::move(because)}}};
      return Verdict::refused(std::move(finding).about(0, peer.certificate.subject().to_text()));
    }
    return verdict.finding().code == Errc::peer_name_mismatch ? Verdict::accepted(describe()) : verdict;
  }
  static constexpr bool expects_name = detail::expects_name<Part>;
  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    return detail::check_expected<Part>(name);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return "not " + detail::description_of(part_, detail::nameless_filter);
  }

 private:
  [[no_unique_address]] Part part_;
  static constexpr bool is_of_a_filter = PeerNameFilter<Part>;
  static_assert(is_of_a_filter,
                "vidimus: Not turns round a PeerNameFilter and nothing else; for example vidimus::Not<vidimus::SslPeer<"
                "\"OU=Contractors\">>");
};
// without it, Not{Not{filter}} would be a copy of the inner one
template <class Part>
Not(Not<Part>) -> Not<Not<Part>>;

}  // namespace vidimus
