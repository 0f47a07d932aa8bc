// error: vidimus: a padding policy needs
#include "common.hpp"
struct Long {
  using role = vidimus::role::padding;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Long{});
