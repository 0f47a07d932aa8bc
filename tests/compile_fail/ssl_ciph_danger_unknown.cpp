// error: vidimus: SSLCIPH names a CipherSpec that does not exist
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::danger::WeakSslCiph<"NULL_SHA">{}.suites();
