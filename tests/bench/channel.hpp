// SPDX-License-Identifier: Apache-2.0
// Records and handshakes of whole channels, both ends in one thread over memory, beside raw mbedTLS, OpenSSL and GnuTLS.
#pragma once

#include "report.hpp"

#include <string>

namespace bench {

void run_channel(Report& report);
/// One case, a number of times.
void run_channel_once(std::string const& which, std::string const& inputs);

}  // namespace bench
