// error: vidimus: name at most one secret-key-reset policy
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, vidimus::NoSecretKeyReset{},
                                             vidimus::SecretKeyReset<vidimus::Every<60>>{});
