// SPDX-License-Identifier: Apache-2.0
// Reading and verifying OCSP responses, beside the signature checks that this needs and beside OpenSSL; the status by a
// remembered answer.
#pragma once

#include "report.hpp"

#include <string>

namespace bench {

void run_ocsp(Report& report);
/// One kind of response, in turns: its signature checks alone, then all of it. `inputs` is not used.
void run_ocsp_once(std::string const& which, std::string const& inputs);

}  // namespace bench
