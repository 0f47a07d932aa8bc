// error: vidimus: a Transport is movable and needs two member functions
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Pigeon {};
auto const channel = vidimus::connect(Pigeon{}, good_endpoint().value());
