// error: vidimus: the options of CrlChecker are vidimus::WholeChain or vidimus::EndEntityOnly, vidimus::RefuseStale or
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<int> const checker{vidimus::CrlStore{}};
