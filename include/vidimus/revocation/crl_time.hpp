// SPDX-License-Identifier: Apache-2.0
// Whether a CRL is current (RFC 5280, 5.1.2.4 and 5.1.2.5), and how much longer than it says it may be believed.
#pragma once

#include <vidimus/revocation/certificate_list.hpp>
#include <vidimus/revocation/stale.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace vidimus::detail {

/// The options of a checker as values.
struct CrlTiming {
  std::chrono::seconds grace{0};
  std::optional<std::chrono::seconds> maximum_age{};
};

/// Why a CRL says nothing now. One that never says when it ends is not known to be current, unless a maximum age ends it.
[[nodiscard]] inline auto out_of_time(CertificateList const& crl, Time now, CrlTiming timing = {})
    -> std::optional<Finding> {
  auto const refused = [&](Errc code, Detail detail) { return Finding{code, std::move(detail), {}, crl.to_text()}; };
  auto const this_update = crl.this_update();
  auto const next_update = crl.next_update();
  if (now < this_update) return refused(Errc::crl_not_yet_valid, OutOfTime{"thisUpdate", now, this_update});
  if (!next_update && !timing.maximum_age) return refused(Errc::crl_stale, Mismatch{"nextUpdate", {}});
  if (next_update && now > *next_update + timing.grace)
    return refused(Errc::crl_stale, OutOfTime{"nextUpdate", now, *next_update});
  if (timing.maximum_age && now > this_update + *timing.maximum_age)
    return refused(Errc::crl_stale,
                   OutOfTime{"thisUpdate and the maximum age", now, this_update + *timing.maximum_age});
  return std::nullopt;
}

}  // namespace vidimus::detail
