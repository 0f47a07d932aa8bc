// SPDX-License-Identifier: Apache-2.0
// Revocation checkers with a fixed answer, for testing what joins checkers.
#pragma once

#include <vidimus/revocation/concept.hpp>

#include <string>
#include <vector>

namespace test {

using State = vidimus::RevocationStatus::State;

inline auto answer_of(State state, std::string source) -> vidimus::RevocationStatus {
  vidimus::SourceAnswer answer{vidimus::Step::check_crl, std::move(source), vidimus::Outcome::accepted};
  if (state == State::good) return vidimus::RevocationStatus::good(std::move(answer));
  auto const code = state == State::revoked ? vidimus::Errc::certificate_revoked : vidimus::Errc::crl_not_found;
  vidimus::Finding const finding{code, vidimus::Note{answer.source}};
  answer.outcome = vidimus::Outcome::refused;
  answer.finding = finding;
  return state == State::revoked ? vidimus::RevocationStatus::revoked(finding, std::move(answer))
                                 : vidimus::RevocationStatus::unknown(finding, std::move(answer));
}

/// Always the same answer; the number tells one from another.
template <State Answer, int Number = 0>
struct Says {
  using role = vidimus::role::revocation_checker;
  [[nodiscard]] static auto describe() -> std::string { return "checker " + std::to_string(Number); }
  [[nodiscard]] auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const
      -> vidimus::RevocationStatus {
    return answer_of(Answer, describe());
  }
};

/// Unknown until its fetch is answered.
struct Fetches {
  using role = vidimus::role::revocation_checker;
  std::string key;
  State afterwards = State::good;

  [[nodiscard]] auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const& evidence) const
      -> vidimus::RevocationStatus {
    return answer_of(evidence.find(key) != nullptr ? afterwards : State::unknown, key);
  }
  [[nodiscard]] auto wants(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const
      -> std::vector<vidimus::FetchRequest> {
    return {{key, "http://" + key + ".example/"}};
  }
};

}  // namespace test
