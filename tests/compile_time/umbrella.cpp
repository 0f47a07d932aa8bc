// SPDX-License-Identifier: Apache-2.0
#include <vidimus/vidimus.hpp>
