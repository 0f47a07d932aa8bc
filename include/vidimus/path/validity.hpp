// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.3 (a)(2): the certificate is valid now. Both ends of its validity count (4.1.2.5).
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/x509/certificate.hpp>

namespace vidimus::detail {

inline auto check_validity(Certificate const& certificate, Time now) -> Result<void> {
  if (now < certificate.not_before())
    return refuse(Errc::certificate_not_yet_valid, OutOfTime{"notBefore", now, certificate.not_before()});
  if (now > certificate.not_after())
    return refuse(Errc::certificate_expired, OutOfTime{"notAfter", now, certificate.not_after()});
  return {};
}

}  // namespace vidimus::detail
