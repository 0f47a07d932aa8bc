// error: vidimus: SSLCIPH names a CipherSpec that does not exist
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"TLS_AES_512_GCM_SHA512">{}.suites();
