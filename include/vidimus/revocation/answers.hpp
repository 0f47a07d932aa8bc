// SPDX-License-Identifier: Apache-2.0
// What becomes of the answers of checkers that did not know, where another policy goes on without them: they stay in the
// report, as warnings instead of refusals.
#pragma once

#include <vidimus/core/revocation_status.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace vidimus::detail {

[[nodiscard]] inline auto as_warning(SourceAnswer answer) -> SourceAnswer {
  if (answer.outcome == Outcome::refused) answer.outcome = Outcome::noted;
  if (answer.finding) answer.finding->severity = Severity::warning;
  return answer;
}

/// Good, with these answers; there is at least one.
[[nodiscard]] inline auto good_in_spite_of(std::vector<SourceAnswer> const& answers) -> RevocationStatus {
  auto all = RevocationStatus::good(as_warning(answers.front()));
  for (std::size_t i = 1; i != answers.size(); ++i)
    all = RevocationStatus::worst_of(std::move(all), RevocationStatus::good(as_warning(answers[i])));
  return all;
}

}  // namespace vidimus::detail
