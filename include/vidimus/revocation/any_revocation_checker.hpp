// SPDX-License-Identifier: Apache-2.0
// A revocation checker whose kind is settled at run time, where a configuration file decides. When to use: then alone; a
// channel whose type has it links what fetches, whether or not it is ever asked.
//
//   AnyRevocationChecker checker{FirstConclusive{OcspChecker<>{}, CrlChecker{crls}}};
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/revocation/concept.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace vidimus {

/// Immutable and never empty; copies share the checker. It wants what its checker wants.
class AnyRevocationChecker {
 public:
  using role = vidimus::role::revocation_checker;

  template <class Checker>
    requires(!std::same_as<std::remove_cvref_t<Checker>, AnyRevocationChecker> &&
             RevocationChecker<std::remove_cvref_t<Checker>>)
  explicit AnyRevocationChecker(Checker&& checker)
      : checker_{std::make_shared<Held<std::remove_cvref_t<Checker>> const>(std::forward<Checker>(checker))} {}

  /// As the checker's own. Callable from several threads.
  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    return checker_->status(certificate, evidence);
  }
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest> {
    return checker_->wants(certificate, evidence);
  }
  [[nodiscard]] auto describe() const -> std::string { return checker_->describe(); }

 private:
  struct Interface {
    Interface() = default;
    Interface(Interface const&) = delete;
    auto operator=(Interface const&) -> Interface& = delete;
    virtual ~Interface() = default;
    [[nodiscard]] virtual auto status(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> RevocationStatus = 0;
    [[nodiscard]] virtual auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> std::vector<FetchRequest> = 0;
    [[nodiscard]] virtual auto describe() const -> std::string = 0;
  };
  template <class Checker>
  struct Held final : Interface {
    explicit Held(Checker checker) : held{std::move(checker)} {}
    [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> RevocationStatus override {
      return held.status(certificate, evidence);
    }
    [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> std::vector<FetchRequest> override {
      if constexpr (FetchingRevocationChecker<Checker>) return held.wants(certificate, evidence);
      return {};
    }
    [[nodiscard]] auto describe() const -> std::string override {
      return detail::description_of(held, "a revocation checker");
    }
    Checker held;
  };

  std::shared_ptr<Interface const> checker_;
};

}  // namespace vidimus
