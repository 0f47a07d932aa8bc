// error: "TLS_AES_256_GCM_SHA384"
#include <vidimus/cipher_spec/ssl_ciph.hpp>
auto const suites = vidimus::SslCiph<"TLS_AES_265_GCM_SHA384">{}.suites();
