// error: vidimus: SSLCIPH names a weak CipherSpec (CBC, static RSA or CCM_8)
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"TLS_AES_128_CCM_8_SHA256">{}.suites();
