// SPDX-License-Identifier: Apache-2.0
// What to do where a checker does not know. Unknown is refused unless one of these says otherwise in the channel's type.
#pragma once

#include <vidimus/revocation/answers.hpp>
#include <vidimus/revocation/concept.hpp>

#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

/// A checker that is asked for another one's sake.
template <class Checker>
class AroundChecker {
  static_assert(RevocationChecker<Checker>,
                "vidimus: this joins a policy to a revocation checker, for example "
                "vidimus::WarnUnknown<vidimus::CrlChecker<>>");

 public:
  using role = vidimus::role::revocation_checker;

  constexpr AroundChecker()
    requires std::default_initializable<Checker>
  = default;
  explicit constexpr AroundChecker(Checker checker) : checker_{std::move(checker)} {}

  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires FetchingRevocationChecker<Checker>
  {
    return checker_.wants(certificate, evidence);
  }

 protected:
  [[nodiscard]] auto described_with(std::string words) const -> std::string {
    if constexpr (requires {
                    { checker_.describe() } -> std::convertible_to<std::string>;
                  }) {
      return checker_.describe() + ", " + words;
    } else {
      return words;
    }
  }
  [[no_unique_address]] Checker checker_;
};

}  // namespace detail

/// Unknown is accepted, and the report carries a warning that says why it was unknown. When to use: while revocation is
/// being introduced, or where a peer that cannot be checked is better than none. Whoever can keep the answer away gets in.
template <class Checker>
struct WarnUnknown : detail::AroundChecker<Checker> {
  using detail::AroundChecker<Checker>::AroundChecker;

  [[nodiscard]] auto describe() const -> std::string { return this->described_with("unknown is a warning"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    auto answer = this->checker_.status(certificate, evidence);
    return answer.is_unknown() ? detail::good_in_spite_of(answer.answers()) : answer;
  }
};
template <class Checker>
WarnUnknown(Checker) -> WarnUnknown<Checker>;

namespace danger {

/// Unknown is accepted without a warning: the trace says only that the check was skipped.
template <class Checker>
struct AllowUnknown : vidimus::detail::AroundChecker<Checker> {
  using vidimus::detail::AroundChecker<Checker>::AroundChecker;

  [[nodiscard]] auto describe() const -> std::string { return this->described_with("unknown is accepted"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    auto answer = this->checker_.status(certificate, evidence);
    if (!answer.is_unknown()) return answer;
    auto const& first = answer.answers().front();
    return RevocationStatus::good({first.step, first.source, Outcome::skipped});
  }
};
template <class Checker>
AllowUnknown(Checker) -> AllowUnknown<Checker>;

}  // namespace danger

}  // namespace vidimus
