// error: vidimus: this RevocationChecker wants fetches, which connect and accept do not perform
#include "common.hpp"
struct Asks {
  using role = vidimus::role::revocation_checker;
  auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const -> vidimus::RevocationStatus;
  auto wants(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const -> std::vector<vidimus::FetchRequest>;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, Asks{}, vidimus::danger::AnyPeerName{});
auto const channel = vidimus::connect(NoTransport{}, endpoint.value());
