// error: vidimus: a label begins with EXPORTER, or with EXPERIMENTAL where it is not registered (RFC 5705, 4)
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, vidimus::Exporters<"my-label">{});
