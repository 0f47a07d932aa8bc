// error: vidimus: SSLCIPH lacks the name of a CipherSpec
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"">{}.suites();
