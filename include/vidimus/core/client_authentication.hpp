// SPDX-License-Identifier: Apache-2.0
// Whether a server wants a certificate of its client. A policy of the accepting end; the default is Required (IBM MQ:
// SSLCAUTH(REQUIRED)).
#pragma once

#include <vidimus/core/role.hpp>

#include <concepts>

namespace vidimus {

enum class ClientAuthentication : unsigned char { required, optional, off };

/// Says in its type what a server asks of its client.
template <class P>
concept ClientAuthenticationPolicy = HasRole<P, role::client_authentication> && requires {
  { P::client_authentication } -> std::convertible_to<ClientAuthentication>;
};

/// A client without a certificate is refused.
struct RequireClientCertificate {
  using role = vidimus::role::client_authentication;
  static constexpr auto client_authentication = ClientAuthentication::required;
};

/// A client without a certificate is accepted nameless; one that shows a certificate is judged in full (IBM MQ:
/// SSLCAUTH(OPTIONAL)). A channel that filters names cannot accept nameless peers, so it does not compile with this.
struct OptionalClientCertificate {
  using role = vidimus::role::client_authentication;
  static constexpr auto client_authentication = ClientAuthentication::optional;
};

namespace danger {
/// No certificate is asked for: anybody may be the client.
struct NoClientCertificate {
  using role = vidimus::role::client_authentication;
  static constexpr auto client_authentication = ClientAuthentication::off;
};
}  // namespace danger

}  // namespace vidimus
