// SPDX-License-Identifier: Apache-2.0
// Deciding on the names of a certificate that is parsed, beside OpenSSL, GnuTLS, a regular expression and code by hand.
// mbedTLS is left out: it compares names within mbedtls_x509_crt_verify only, together with the rest of the path.
#pragma once

#include "report.hpp"

#include <string>

namespace bench {

void run_names(Report& report);
/// One case. `inputs` must be empty: the certificate is the same but for its key.
void run_names_once(std::string const& which, std::string const& inputs);

}  // namespace bench
