// SPDX-License-Identifier: Apache-2.0
// Loading CRLs of a thousand, a hundred thousand and a million entries, and looking serial numbers up in them, beside
// mbedTLS and OpenSSL.
#pragma once

#include "report.hpp"

#include <string>

namespace bench {

void run_revocation(Report& report);
/// `load`, `hit` or `miss`, with a CRL of a hundred thousand entries. `inputs` is not used.
void run_revocation_once(std::string const& which, std::string const& inputs);

}  // namespace bench
