// SPDX-License-Identifier: Apache-2.0
// What we make of a case: accepted, refused or not decidable, and why.
#pragma once

#include "case_fields.hpp"

#include <string>
#include <utility>

namespace conformance {

struct Judgement {
  enum class Outcome { accepted, refused, undecided } outcome;
  std::string why{};

  static auto accepted() -> Judgement { return {Outcome::accepted}; }
  static auto refused(std::string why) -> Judgement { return {Outcome::refused, std::move(why)}; }
  static auto refused(Failure const& failure) -> Judgement { return refused(detail::describe(failure.decisive())); }
  static auto undecided(std::string why) -> Judgement { return {Outcome::undecided, std::move(why)}; }

  [[nodiscard]] auto is_accepted() const -> bool { return outcome == Outcome::accepted; }
};

}  // namespace conformance
