// error: vidimus: CrlChecker takes one option of a kind: two of them would contradict each other
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<vidimus::GracePeriod<60>, vidimus::EndEntityOnly, vidimus::RefuseStale> const checker{
    vidimus::CrlStore{}};
