// SPDX-License-Identifier: Apache-2.0
// Step 7 of the job: a peer that every policy accepted. Only the judge can make one, and only one lets a handshake go on.
#pragma once

#include <vidimus/core/check.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/pipeline/kept_checks.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {
struct JudgesSeal;  // defined in pipeline/judge.hpp
}

class AcceptedPeer {
 public:
  /// The peer's certification path; nothing for a client that was not asked for a certificate or had none to show.
  [[nodiscard]] auto path() const -> std::optional<VerifiedPath> const& { return path_; }
  [[nodiscard]] auto negotiated() const -> Negotiated const& { return negotiated_; }
  /// What was checked, in order; put together anew each time.
  [[nodiscard]] auto checks() const -> std::vector<Check> { return checks_.all(); }

 private:
  friend struct detail::JudgesSeal;
  AcceptedPeer(std::optional<VerifiedPath> path, Negotiated negotiated, std::vector<Check> checks)
      : path_{std::move(path)}, negotiated_{std::move(negotiated)}, checks_{std::move(checks)} {}

  std::optional<VerifiedPath> path_;
  Negotiated negotiated_;
  detail::KeptChecks checks_;
};

}  // namespace vidimus
