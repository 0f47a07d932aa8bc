// error: vidimus: name at most one CipherSpec
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, vidimus::SslCiph<"ANY_TLS13">{},
                                             vidimus::SslCiph<"ANY_TLS12">{});
