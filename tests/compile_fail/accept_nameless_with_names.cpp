// error: vidimus: this server accepts clients without a certificate and filters names
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::SslPeer<"CN=A">{}, vidimus::OptionalClientCertificate{});
auto const channel = vidimus::accept(NoTransport{}, endpoint.value());
