// error: vidimus: a record-AEAD policy names a type with make, seal and open
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Nothing {};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, vidimus::RecordAead<Nothing>{});
