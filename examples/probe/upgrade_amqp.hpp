// SPDX-License-Identifier: Apache-2.0
// AMQP 1.0's TLS layer (part 5, 5.2): the same protocol header both ways.
#pragma once

#include "wire.hpp"

#include <string_view>

namespace probe {

template <class T>
auto upgrade_amqp(Wire<T>& wire) -> Upgrade<void> {
  using namespace std::string_view_literals;
  constexpr auto header = "AMQP\x02\x01\x00\x00"sv;  // protocol id 2: TLS; version 1.0.0
  if (auto sent = wire.send(header); !sent) return sent;
  auto const answer = wire.octets(header.size());
  if (!answer) return tl::unexpected<NotUpgraded>{answer.error()};
  if (*answer == header) return {};
  if (answer->starts_with("AMQP"))
    return not_upgraded("the AMQP server wants another protocol instead of TLS: " + in_quotes(*answer));
  return not_upgraded("this is no AMQP: it answered " + in_quotes(*answer));
}

}  // namespace probe
