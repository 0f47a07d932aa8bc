// error: "TLS_AES_256_GCM_SHA384"
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"TLS_AES_265_GCM_SHA384">{}.suites();
