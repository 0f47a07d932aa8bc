// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/url_scheme.hpp>

using vidimus::detail::has_scheme_and_host;
using vidimus::detail::is_http;

static_assert(is_http("http://crl.example/1.crl") && is_http("HTTP://x"));
static_assert(!is_http("http://") && !is_http("http:/x") && !is_http("https://crl.example/") && !is_http("xhttp://a"));
static_assert(!is_http("") && !is_http("h"));
static_assert(has_scheme_and_host("LDAP://directory/cn=a", "ldap") && !has_scheme_and_host("ldaps://d/cn=a", "ldap"));
