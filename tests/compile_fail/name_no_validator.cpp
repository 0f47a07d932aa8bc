// error: vidimus: name a Validator, for example vidimus::Rfc5280
#include "common.hpp"
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{});
