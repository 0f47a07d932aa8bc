// SPDX-License-Identifier: Apache-2.0
// A validator whose kind is settled at run time, where a configuration file decides between profiles. When to use: then alone.
//
//   AnyValidator validator{Rfc5280{}};
#pragma once

#include <vidimus/core/budget.hpp>
#include <vidimus/core/description.hpp>
#include <vidimus/path/concept.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace vidimus {

/// Immutable and never empty; copies share the validator, whose Budget is the default one: the peer's chain is read before
/// anybody is asked.
class AnyValidator {
 public:
  using role = vidimus::role::validator;

  template <class Inner>
    requires(!std::same_as<std::remove_cvref_t<Inner>, AnyValidator> && Validator<std::remove_cvref_t<Inner>>)
  explicit AnyValidator(Inner&& validator)
      : validator_{std::make_shared<Held<std::remove_cvref_t<Inner>> const>(std::forward<Inner>(validator))} {
    static_assert(budget_of<std::remove_cvref_t<Inner>> == Budget{},
                  "vidimus: AnyValidator holds a Validator of the default Budget; one of another stands in the type");
  }

  /// As the validator's own. Callable from several threads.
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    return validator_->validate(chain, context);
  }
  [[nodiscard]] auto wants(PeerChain const& chain, ValidationContext const& context) const
      -> std::vector<FetchRequest> {
    return validator_->wants(chain, context);
  }
  [[nodiscard]] auto describe() const -> std::string { return validator_->describe(); }

 private:
  struct Interface {
    Interface() = default;
    Interface(Interface const&) = delete;
    auto operator=(Interface const&) -> Interface& = delete;
    virtual ~Interface() = default;
    [[nodiscard]] virtual auto validate(PeerChain const& chain, ValidationContext const& context) const
        -> Result<VerifiedPath> = 0;
    [[nodiscard]] virtual auto wants(PeerChain const& chain, ValidationContext const& context) const
        -> std::vector<FetchRequest> = 0;
    [[nodiscard]] virtual auto describe() const -> std::string = 0;
  };
  template <class Inner>
  struct Held final : Interface {
    explicit Held(Inner validator) : held{std::move(validator)} {}
    [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const
        -> Result<VerifiedPath> override {
      return held.validate(chain, context);
    }
    [[nodiscard]] auto wants(PeerChain const& chain, ValidationContext const& context) const
        -> std::vector<FetchRequest> override {
      if constexpr (FetchingValidator<Inner>) return held.wants(chain, context);
      return {};
    }
    [[nodiscard]] auto describe() const -> std::string override { return detail::description_of(held, "a validator"); }
    Inner held;
  };

  std::shared_ptr<Interface const> validator_;
};

}  // namespace vidimus
