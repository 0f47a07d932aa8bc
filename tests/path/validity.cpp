// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;

TEST_CASE("an expired certificate is refused with the time and its notAfter", "[path]") {
  for (auto const* const title : {"expired", "expired-intermediate", "expired-anchor"}) {
    auto const finding = vectors::refusal(title);
    CHECK(finding.code == Errc::certificate_expired);
    auto const& times = std::get<OutOfTime>(finding.detail);
    CHECK(times.what == "notAfter");
    CHECK(times.now == vectors::Vector{title}.time());
    CHECK(times.now - times.bound == std::chrono::days{1});
  }
}

TEST_CASE("a certificate of tomorrow is refused with the time and its notBefore, and may be good later", "[path]") {
  for (auto const* const title : {"not-yet-valid", "not-yet-valid-intermediate"}) {
    auto const finding = vectors::refusal(title);
    CHECK(finding.code == Errc::certificate_not_yet_valid);
    auto const& times = std::get<OutOfTime>(finding.detail);
    CHECK(times.what == "notBefore");
    CHECK(times.bound - times.now == std::chrono::days{1});
    CHECK(is_transient(finding.code));
  }
}

TEST_CASE("both ends of the validity count", "[path]") {
  auto const certificate = vectors::Vector{"direct"}.chain().end_entity();
  CHECK(detail::check_validity(certificate, certificate.not_before()));
  CHECK(detail::check_validity(certificate, certificate.not_after()));
  CHECK_FALSE(detail::check_validity(certificate, certificate.not_before() - std::chrono::seconds{1}));
  CHECK_FALSE(detail::check_validity(certificate, certificate.not_after() + std::chrono::seconds{1}));
}
