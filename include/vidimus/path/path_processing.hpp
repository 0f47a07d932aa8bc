// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1 for one prospective path: from the trust anchor to the end entity, each lettered step in the RFC's order,
// then what section 4 demands of issuers, TLS of keys, and the rules beyond. Every finding says at which certificate.
#pragma once

#include <vidimus/path/basic_processing.hpp>
#include <vidimus/path/issuer_profile.hpp>
#include <vidimus/path/preparation.hpp>
#include <vidimus/path/trust_anchor_rules.hpp>
#include <vidimus/path/wrap_up.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace vidimus::detail {

using PathStep = Result<void> (*)(PathState&, CurrentCertificate const&, Task const&);

/// RFC 5280, 4, where the rules ask for it.
inline auto step_profile(PathState&, CurrentCertificate const& current, Task const& task) -> Result<void> {
  if (task.rules.issuer_profile == IssuerProfile::ignored) return {};
  if (auto kept = check_issuer_profile(current.certificate); !kept) return kept;
  return check_name_constraints_criticality(current.certificate, task.rules.name_constraints);
}

/// RFC 5280, 4.2.1.12, on every certificate.
inline auto step_purpose(PathState&, CurrentCertificate const& current, Task const& task) -> Result<void> {
  return check_purpose(current.certificate, task);
}

/// RFC 5280, 4.2.1.3, of the end entity.
inline auto step_key_usage(PathState&, CurrentCertificate const& current, Task const& task) -> Result<void> {
  return check_key_usage(current.certificate, task.rules.end_entity_key_usage);
}

// clang-format off
inline constexpr std::array basic_steps{  // RFC 5280, 6.1.3
    &step_3a1, &step_3a2, &step_3a4, &step_3b, &step_3c, &step_3d, &step_3f};
inline constexpr std::array preparation_steps{  // RFC 5280, 6.1.4
    &step_4a, &step_4b, &step_4c, &step_4d, &step_4g, &step_4h, &step_4i, &step_4j, &step_4k, &step_4l, &step_4m, &step_4n,
    &step_profile, &step_4o, &step_purpose};
inline constexpr std::array wrap_up_steps{  // RFC 5280, 6.1.5
    &step_5a, &step_5b, &step_5c, &step_profile, &step_5f, &step_5g, &step_purpose, &step_key_usage};
/// Of an end entity that is itself a trust anchor: nobody above it has a say.
inline constexpr std::array trusted_end_entity_steps{&step_3a2, &step_5c, &step_5f, &step_purpose, &step_key_usage};
// clang-format on

/// The same, said of the certificate at hand.
inline auto told_of(CurrentCertificate const& current, Result<void> done) -> Result<void> {
  if (done) return done;
  return refuse(std::move(done.error().at_depth(current.depth).about(current.certificate.subject().to_text())));
}

inline auto run_steps(std::span<PathStep const> steps, PathState& state, CurrentCertificate const& current,
                      Task const& task) -> Result<void> {
  for (auto const step : steps)
    if (auto done = step(state, current, task); !done) return told_of(current, std::move(done));
  return {};
}

/// Whoever issued certificate i; null where the anchor is a name and a key.
inline auto issuer_of(ProspectivePath const& path, std::size_t i, Task const& task) -> Certificate const* {
  if (i != 1) return &path.material[path.positions[path.n() - i + 1]];
  return task.rules.anchor_rules == AnchorRules::certificate ? &path.anchor.certificate() : nullptr;
}

/// What the rules ask beyond RFC 5280.
inline auto check_by_rules(CurrentCertificate const& current, Certificate const* issuer, Task const& task)
    -> Result<void> {
  auto const place = current.is_final() ? PathPlace::end_entity : PathPlace::intermediate;
  return told_of(current, task.rules.check({current.certificate, place, task.context.peer_end, issuer}));
}

inline auto start_at_anchor(PathState& state, ProspectivePath const& path, Task const& task) -> Result<void> {
  auto checked = check_anchor(path.anchor, task);
  if (checked) checked = apply_anchor_constraints(state, path.anchor, task);
  if (!checked)
    return refuse(
        std::move(checked.error().at_depth(static_cast<unsigned>(path.n())).about(path.anchor.name().to_text())));
  return checked;
}

/// RFC 5280, 6.1. Errors: those of the steps, with the certificate's depth and subject.
inline auto process_path(ProspectivePath const& path, Task const& task) -> Result<void> {
  PathState state{path, task.inputs};  // 6.1.2
  if (auto started = start_at_anchor(state, path, task); !started) return started;
  for (std::size_t i = 1; i <= path.n(); ++i) {
    CurrentCertificate const current{path, i};
    if (auto done = run_steps(basic_steps, state, current, task); !done) return done;
    auto const next = current.is_final() ? std::span<PathStep const>{wrap_up_steps} : preparation_steps;
    if (auto done = run_steps(next, state, current, task); !done) return done;
    if (auto kept = check_by_rules(current, issuer_of(path, i, task), task); !kept) return kept;
  }
  return {};
}

/// The end entity is `path.anchor` itself.
inline auto process_trusted_end_entity(ProspectivePath const& path, Task const& task) -> Result<void> {
  PathState state{path, task.inputs};
  CurrentCertificate const current{path, 1};
  if (auto done = run_steps(trusted_end_entity_steps, state, current, task); !done) return done;
  return check_by_rules(current, nullptr, task);
}

}  // namespace vidimus::detail
