// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.4 (o) and 6.1.5 (f): every critical extension must be one that is processed here.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/processed_extensions.hpp>

namespace vidimus::detail {

inline auto check_critical_extensions(Certificate const& certificate) -> Result<void> {
  for (auto const& extension : certificate.extensions())
    if (extension.critical && !is_processed(extension.id))
      return refuse(Errc::critical_extension_unknown,
                    Mismatch{"critical extensions that are processed", {name_of_extension(extension.id)}});
  return {};
}

}  // namespace vidimus::detail
