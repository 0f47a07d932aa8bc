// SPDX-License-Identifier: Apache-2.0
// The CipherSpecs of the other files, without their mistakes.
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"ANY_TLS13, ECDHE_RSA_AES_256_GCM_SHA384">{}.suites();
auto const weak_suites = vidimus::danger::WeakSslCiph<"ECDHE_RSA_AES_256_CBC_SHA384">{}.suites();
