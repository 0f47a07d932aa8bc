// SPDX-License-Identifier: Apache-2.0
// Several revocation checkers as one: `AllOf`, where the worst status counts, and `FirstConclusive`, IBM MQ's walk, where
// the first answer that is not `unknown` counts. Both keep every answer for the report, and both want what their parts want.
#pragma once

#include <vidimus/core/compose.hpp>
#include <vidimus/core/description.hpp>
#include <vidimus/core/slots.hpp>
#include <vidimus/revocation/answers.hpp>
#include <vidimus/revocation/concept.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

template <class... Ps>
concept RevocationCheckers = sizeof...(Ps) != 0 && (RevocationChecker<Ps> && ...);

// What a part still wants; nothing where it never fetches.
template <class P>
[[nodiscard]] auto still_wanted(P const& policy, IssuedCertificate const& certificate, Evidence const& evidence)
    -> std::vector<FetchRequest> {
  std::vector<FetchRequest> wanted;
  if constexpr (FetchingRevocationChecker<P>) {
    wanted = policy.wants(certificate, evidence);
    std::erase_if(wanted, [&](FetchRequest const& request) { return evidence.find(request.key) != nullptr; });
  }
  return wanted;
}

/// The parts of a composition, in order; empty parts take no bytes.
template <class... Ps>
class CheckerList : Slots<Ps...> {
 public:
  using role = vidimus::role::revocation_checker;

  constexpr CheckerList()
    requires(std::default_initializable<Ps> && ...)
  = default;
  explicit constexpr CheckerList(Ps... policies) : Slots<Ps...>{std::in_place, std::move(policies)...} {}

 protected:
  /// Calls `visit(part)` until it says false.
  template <class Visit>
  void each_until(Visit visit) const {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
      (visit(slot<Index, Ps>(static_cast<Slots<Ps...> const&>(*this))) && ...);
    }(std::index_sequence_for<Ps...>{});
  }

  /// "all of (…, …)", from what the parts say of themselves.
  [[nodiscard]] auto described_as(std::string text) const -> std::string {
    std::string separator = " (";
    each_until([&](auto const& part) {
      text += separator + description_of(part, "a checker of the program");
      separator = ", ";
      return true;
    });
    return text + ")";
  }
};

}  // namespace detail

/// Every checker is asked: revoked before unknown before good.
template <class... Ps>
  requires detail::RevocationCheckers<Ps...>
struct AllOf<Ps...> : detail::CheckerList<Ps...> {
  using detail::CheckerList<Ps...>::CheckerList;

  [[nodiscard]] auto describe() const -> std::string { return this->described_as("all of"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    std::optional<RevocationStatus> worst;
    this->each_until([&](auto const& part) {
      auto next = part.status(certificate, evidence);
      worst = worst ? RevocationStatus::worst_of(*std::move(worst), std::move(next)) : std::move(next);
      return true;
    });
    return *std::move(worst);
  }

  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires(FetchingRevocationChecker<Ps> || ...)
  {
    std::vector<FetchRequest> all;
    this->each_until([&](auto const& part) {
      for (auto& request : detail::still_wanted(part, certificate, evidence)) all.push_back(std::move(request));
      return true;
    });
    return all;
  }
};

/// The checkers are asked in order until one knows; unknown only if none does, and then for the first one's reason.
template <class... Ps>
class FirstConclusive : public detail::CheckerList<Ps...> {
  static_assert(detail::RevocationCheckers<Ps...>,
                "vidimus: FirstConclusive joins revocation checkers, for example "
                "vidimus::FirstConclusive<vidimus::CrlChecker<>, MyChecker>");

 public:
  using detail::CheckerList<Ps...>::CheckerList;

  [[nodiscard]] auto describe() const -> std::string { return this->described_as("the first that knows of"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    std::optional<RevocationStatus> so_far;
    this->each_until([&](auto const& part) {
      auto next = part.status(certificate, evidence);
      bool const goes_on = next.is_unknown();
      so_far = so_far ? after(*std::move(so_far), std::move(next)) : std::move(next);
      return goes_on;
    });
    return *std::move(so_far);
  }

  /// A checker is fetched for only when those before it have all they want and do not know.
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires(FetchingRevocationChecker<Ps> || ...)
  {
    std::vector<FetchRequest> wanted;
    this->each_until([&](auto const& part) {
      wanted = detail::still_wanted(part, certificate, evidence);
      return wanted.empty() && part.status(certificate, evidence).is_unknown();
    });
    return wanted;
  }

 private:
  // `first` is unknown; it stays what counts if `second` is unknown too.
  static auto after(RevocationStatus first, RevocationStatus second) -> RevocationStatus {
    if (!second.is_unknown()) first = detail::good_in_spite_of(first.answers());
    return RevocationStatus::worst_of(std::move(first), std::move(second));
  }
};
template <class... Ps>
FirstConclusive(Ps...) -> FirstConclusive<Ps...>;

}  // namespace vidimus
