// error: vidimus: name a Validator, for example vidimus::Rfc5280
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{});
