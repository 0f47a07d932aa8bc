// error: vidimus: OcspChecker takes one option of a kind
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_checker.hpp>
vidimus::OcspChecker<vidimus::NonceRequired, vidimus::NoNonce> const checker;
