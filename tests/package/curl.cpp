// SPDX-License-Identifier: Apache-2.0
// A program of somebody else, who asked for vidimus::curl.
#include <vidimus/adapters/curl.hpp>
#include <vidimus/vidimus.hpp>

#include <cstdio>

using namespace vidimus;

int main() {
  auto const answer = CurlFetcher<>{}.fetch({"key", "https://127.0.0.1/"});
  if (answer.failure) std::puts(explain(*answer.failure).c_str());
  return answer.failure && answer.failure->code == Errc::address_refused ? 0 : 1;
}
