// SPDX-License-Identifier: Apache-2.0
// The one source of vidimus::engine_wrap: has mbedTLS read a peer's certificates through vidimus, which admits critical
// extensions that its Validator processes. To be linked with -Wl,--wrap=mbedtls_x509_crt_parse_der into the program, or
// the shared library, that holds vidimus.
//
// A static mbedTLS calls the first function, since the linker gives it the wrapped name. A shared one calls the second,
// which stands before its own in the order of look-up. Weak: a static mbedTLS's own definition wins over the second, and
// a program may hold this object more than once.
#include <vidimus/engine/admitted_extensions.hpp>

extern "C" {

[[gnu::weak, gnu::visibility("default")]] int __wrap_mbedtls_x509_crt_parse_der(mbedtls_x509_crt*, unsigned char const*,
                                                                                std::size_t);

int __wrap_mbedtls_x509_crt_parse_der(mbedtls_x509_crt* chain, unsigned char const* der, std::size_t size) {
  return vidimus::engine::detail::read_peer_certificate(chain, der, size);
}

[[gnu::weak, gnu::visibility("default")]] int mbedtls_x509_crt_parse_der(mbedtls_x509_crt* chain,
                                                                         unsigned char const* der, std::size_t size) {
  return vidimus::engine::detail::read_peer_certificate(chain, der, size);
}

}  // extern "C"
