// error: vidimus: a CipherSpec needs const member functions
#include "common.hpp"
struct Suites {
  using role = vidimus::role::cipher_spec;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Suites{});
