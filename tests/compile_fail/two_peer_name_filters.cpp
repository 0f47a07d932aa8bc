// error: vidimus: name exactly one PeerNameFilter; join several with vidimus::AllOf or vidimus::AnyOf
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::SslPeer<"CN=A">{}, vidimus::SslPeer<"CN=B">{});
