// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/ocsp_checker.hpp>
vidimus::OcspChecker<vidimus::EndEntityOnly, vidimus::NonceRequired, vidimus::Skew<60>, vidimus::MaximumAge<3600>,
                     vidimus::CertIdSha256, vidimus::RefuseStale> const checker;
vidimus::OcspChecker<vidimus::DelegateChecked<vidimus::CrlChecker<>>> const with_crls{
    vidimus::DelegateChecked<vidimus::CrlChecker<>>{vidimus::CrlChecker<>{vidimus::CrlStore{}}}};
