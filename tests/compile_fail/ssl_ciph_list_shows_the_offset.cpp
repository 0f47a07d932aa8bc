// error: At<11>
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"ANY_TLS13, ECDHE_RSA_AES_256_GCM_SHA256">{}.suites();
