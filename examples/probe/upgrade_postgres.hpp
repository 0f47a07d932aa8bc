// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's SSLRequest (its manual, 55.2.10): eight octets, and one as the answer.
#pragma once

#include "wire.hpp"

#include <string>
#include <string_view>

namespace probe {

template <class T>
auto upgrade_postgres(Wire<T>& wire) -> Upgrade<void> {
  using namespace std::string_view_literals;
  if (auto sent = wire.send("\x00\x00\x00\x08\x04\xd2\x16\x2f"sv); !sent) return sent;  // the length, 80877103
  auto const answer = wire.octet();
  if (!answer) return tl::unexpected<NotUpgraded>{answer.error()};
  if (*answer == 'S') return {};
  if (*answer == 'N') return not_upgraded("PostgreSQL says N: it has no TLS here (ssl = off)");
  if (*answer == 'E') return not_upgraded("PostgreSQL answered with an error: it knows no SSLRequest");
  return not_upgraded("this is no PostgreSQL: it answered " + in_quotes({&*answer, 1}) + " where S or N is wanted");
}

}  // namespace probe
