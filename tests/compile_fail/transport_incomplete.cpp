// error: vidimus: a Transport is movable and needs two member functions
#include "common.hpp"
struct Pigeon {};
auto const channel = vidimus::connect(Pigeon{}, good_endpoint().value());
