// error: vidimus: name exactly one RevocationChecker; join several with vidimus::AllOf
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{});
