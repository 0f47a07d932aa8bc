// SPDX-License-Identifier: Apache-2.0
// Where and why reading an OCSP message stopped: the field by its name in RFC 6960, and what the DER reader says. The form
// is that of a CRL's faults.
#pragma once

#include <vidimus/revocation/crl_fault.hpp>

#include <string>

namespace vidimus::detail {

using OcspFault = CrlFault;
template <class T>
using OcspResult = CrlResult<T>;

[[nodiscard]] inline auto refuse_ocsp(OcspFault const& fault) -> tl::unexpected<Failure> {
  return refuse(Errc::ocsp_response_malformed,
                Malformed{std::string{fault.field}, fault.error.offset, fault.error.rule});
}

}  // namespace vidimus::detail
