// error: vidimus: a maximum age of no time lets no answer through
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<vidimus::MaximumAge<0>> const checker{vidimus::CrlStore{}};
