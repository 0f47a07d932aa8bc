// SPDX-License-Identifier: Apache-2.0
// What expected_name_*.cpp get wrong, and a filter that is audited.
#include "common.hpp"
using Filter = vidimus::AnyOf<vidimus::SslPeer<"O=Acme">, vidimus::danger::Audited<vidimus::ExpectedDnsId>>;
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{}, Filter{});
auto const channel = vidimus::connect(NoTransport{}, endpoint.value(), vidimus::expect("qm1.acme.example"));
auto const server = vidimus::accept(NoTransport{}, endpoint.value(), vidimus::expect("qm2.acme.example"));
