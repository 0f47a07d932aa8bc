// SPDX-License-Identifier: Apache-2.0
#include <vidimus/policies.hpp>

static_assert(vidimus::other(vidimus::End::client) == vidimus::End::server);
