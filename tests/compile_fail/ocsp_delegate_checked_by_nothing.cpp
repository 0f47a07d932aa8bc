// error: vidimus: DelegateChecked names a revocation checker, for example vidimus::DelegateChecked<vidimus::CrlChecker<>>
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_delegate.hpp>
struct NoChecker {};
vidimus::DelegateChecked<NoChecker> const option{};
