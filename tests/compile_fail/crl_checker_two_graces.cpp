// error: vidimus: CrlChecker takes one option of a kind: two of them would contradict each other
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<vidimus::GracePeriod<60>, vidimus::EndEntityOnly, vidimus::RefuseStale> const checker{
    vidimus::CrlStore{}};
