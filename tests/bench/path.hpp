// SPDX-License-Identifier: Apache-2.0
// Reading a certificate and validating a path, beside raw mbedTLS and OpenSSL.
#pragma once

#include "report.hpp"

#include <string>

namespace bench {

void run_path(Report& report);
/// One case, once for each of its chains. `inputs`: a file of `Inputs::write`; new ones if empty.
void run_path_once(std::string const& which, std::string const& inputs);

}  // namespace bench
