// error: vidimus: name exactly one Validator; to ask more than one question, wrap one in another
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, MyValidator{},
                                             vidimus::danger::NoRevocation{}, vidimus::danger::AnyPeerName{});
