// error: vidimus: an HttpFetcher whose time, octets or addresses are limited to 0 can fetch nothing
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
vidimus::HttpFetcher<vidimus::HttpLimits{.total_milliseconds = 0}> const fetcher;
