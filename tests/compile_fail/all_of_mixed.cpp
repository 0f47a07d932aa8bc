// error: vidimus: AllOf and AnyOf join policies of one role that can be joined
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(
    own(), trusted(), MyValidator{}, vidimus::AllOf{vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{}});
