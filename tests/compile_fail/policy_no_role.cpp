// error: vidimus: this type is not a policy: it names no role. Add one line
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct DayShift {
  auto accepts(vidimus::EndEntity const&) const -> vidimus::Verdict { return vidimus::Verdict::accepted(); }
};
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{}, DayShift{});
