// SPDX-License-Identifier: Apache-2.0
// A program of somebody else, who asked for vidimus::json.
#include <vidimus/adapters/json.hpp>
#include <vidimus/vidimus.hpp>

#include <cstdio>

using namespace vidimus;

int main() {
  auto const names = load_names(R"({"peer_name": {"dns": "qm1.acme.example"}})", "names.json");
  if (!names) std::puts(explain(names.error()).c_str());
  return !names && names.error().code() == Errc::policy_file_refused ? 0 : 1;
}
