// error: vidimus: name exactly one Validator; to ask more than one question, wrap one in another
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, MyValidator{},
                                             vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{});
