// error: vidimus: SSLCIPH lacks the name of a CipherSpec
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"">{}.suites();
