// error: vidimus: CrlChecker takes one option at most: vidimus::WholeChain, the default, or vidimus::EndEntityOnly
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<int> const checker{vidimus::CrlStore{}};
