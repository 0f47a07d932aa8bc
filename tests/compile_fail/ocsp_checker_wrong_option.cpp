// error: vidimus: OcspChecker takes options about depth, stale answers, maximum age, nonces, skew, CertIDs and delegates
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_checker.hpp>
vidimus::OcspChecker<int> const checker;
