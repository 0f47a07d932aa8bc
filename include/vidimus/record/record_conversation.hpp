// SPDX-License-Identifier: Apache-2.0
// A conversation in records of our own, with all its parts.
#pragma once

#include <vidimus/record/conversation.hpp>
#include <vidimus/record/record_opening.hpp>
#include <vidimus/record/record_sealing.hpp>
