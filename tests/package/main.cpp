// SPDX-License-Identifier: Apache-2.0
// A program of somebody else, who got vidimus by find_package, add_subdirectory or pkg-config.
#include <vidimus/vidimus.hpp>

#include <cstdio>

int main() {
  std::printf("vidimus %s\n", vidimus::name_of(vidimus::End::client));
  return vidimus::other(vidimus::End::client) == vidimus::End::server ? 0 : 1;
}
