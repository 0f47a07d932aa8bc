// error: vidimus: a secret key reset needs at least 32 KB between two (IBM MQ, SSLRKEYC)
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                           vidimus::danger::AnyPeerName{}, vidimus::SecretKeyReset<vidimus::Bytes<32767>>{});
