// error: vidimus::danger::WeakSslCiph<> and mean it
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"TLS_RSA_WITH_AES_256_GCM_SHA384">{}.suites();
