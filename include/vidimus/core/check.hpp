// SPDX-License-Identifier: Apache-2.0
// One line of a channel's trace: what was checked, on what, with which outcome and in what time.
#pragma once

#include <vidimus/core/finding.hpp>
#include <vidimus/core/stage.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace vidimus {

/// The eight steps of the job, as IBM MQ tells them of two queue managers.
enum class Step : unsigned char {
  connect = 1,
  receive_certificate = 2,
  authenticate_chain = 3,
  check_ocsp = 4,
  check_crl = 5,
  filter_peer_name = 6,
  accept_certificate = 7,
  secure_connection = 8,
};

/// What a check came to: `skipped` was not needed, `noted` is a warning.
enum class Outcome : unsigned char { accepted, refused, skipped, noted };

/// One check.
struct Check {
  Step step;
  Stage stage;
  Outcome outcome;
  std::string what;   ///< the check or its policy: "certification path (RFC 5280)"
  std::string input;  ///< what it looked at: names, serial numbers, negotiated values
  std::chrono::nanoseconds took{0};
  std::optional<Finding> finding{};  ///< of a refusal or a warning
  std::string because{};             ///< of an acceptance: what matched, where `what` does not say it
};

}  // namespace vidimus
