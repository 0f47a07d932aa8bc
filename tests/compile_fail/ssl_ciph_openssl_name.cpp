// error: vidimus: SSLCIPH names a CipherSpec that does not exist
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"ECDHE-RSA-AES256-GCM-SHA384">{}.suites();
