// error: vidimus: a grace period of no time is vidimus::RefuseStale
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<vidimus::GracePeriod<0>> const checker{vidimus::CrlStore{}};
