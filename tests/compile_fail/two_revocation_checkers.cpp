// error: vidimus: name exactly one RevocationChecker; join several with vidimus::AllOf
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{});
