// error: vidimus: OcspChecker takes one option of a kind
#include <vidimus/revocation/ocsp_checker.hpp>
vidimus::OcspChecker<vidimus::NonceRequired, vidimus::NoNonce> const checker;
