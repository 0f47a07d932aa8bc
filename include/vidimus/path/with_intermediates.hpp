// SPDX-License-Identifier: Apache-2.0
// A Validator that knows issuers beside those that the peer presents.
//
//   auto const pool = Intermediates::from_directory("/etc/acme/intermediates").value();
//   auto endpoint = make_endpoint(credentials, anchors, WithIntermediates{pool}, …);
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/path/concept.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/x509/intermediates.hpp>

#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// Gives `Inner` the set beside the peer's certificates. The peer's are tried first. Thread-safe as `Inner` is.
template <Validator Inner = Rfc5280>
class WithIntermediates {
 public:
  using role = vidimus::role::validator;
  static constexpr Budget budget = budget_of<Inner>;

  explicit WithIntermediates(Intermediates intermediates, Inner inner = {})
      : intermediates_{std::move(intermediates)}, inner_{std::move(inner)} {}

  /// Errors: as `Inner`.
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    return extended(context, [&](ValidationContext const& all) { return inner_.validate(chain, all); });
  }
  [[nodiscard]] auto wants(PeerChain const& chain, ValidationContext const& context) const -> std::vector<FetchRequest>
    requires FetchingValidator<Inner>
  {
    return extended(context, [&](ValidationContext const& all) { return inner_.wants(chain, all); });
  }

  [[nodiscard]] auto describe() const -> std::string {
    return detail::description_of(inner_, "certification path") + "; " + std::to_string(intermediates_.all().size()) +
           " intermediates known";
  }

 private:
  template <class Use>
  auto extended(ValidationContext context, Use use) const {
    auto const others = context.intermediates;
    std::vector<Certificate> both;
    if (!others.empty()) {
      both.assign(others.begin(), others.end());
      both.insert(both.end(), intermediates_.all().begin(), intermediates_.all().end());
    }
    context.intermediates = others.empty() ? intermediates_.all() : both;
    return use(context);
  }

  Intermediates intermediates_;
  [[no_unique_address]] Inner inner_;
};

}  // namespace vidimus
