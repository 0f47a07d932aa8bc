// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>
vidimus::CrlChecker<> const by_default{vidimus::CrlStore{}};
vidimus::CrlChecker<vidimus::EndEntityOnly, vidimus::GracePeriod<60>, vidimus::MaximumAge<3600>,
                    vidimus::FromStore> const all_of_them{vidimus::CrlStore{}};
vidimus::CrlChecker<vidimus::FromDistributionPoints> const fetching;
vidimus::CrlChecker<vidimus::FromDistributionPointsBy<"http", "https", "ldap", "ldaps">> const by_any;
vidimus::CrlChecker<vidimus::FromDirectory> const from_directory{vidimus::CrlDirectory{"ldap.acme.example"}};
