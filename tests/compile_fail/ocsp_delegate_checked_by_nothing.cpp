// error: vidimus: DelegateChecked names a revocation checker, for example vidimus::DelegateChecked<vidimus::CrlChecker<>>
#include <vidimus/revocation/ocsp_delegate.hpp>
struct NoChecker {};
vidimus::DelegateChecked<NoChecker> const option{};
