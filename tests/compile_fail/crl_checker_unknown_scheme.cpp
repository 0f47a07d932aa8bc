// error: vidimus: CRLs are fetched by at least one of "http", "https", "ldap" and "ldaps", in small letters
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<vidimus::FromDistributionPointsBy<"http", "ftp">> const checker;
