// SPDX-License-Identifier: Apache-2.0
// A program of somebody else, who asked for vidimus::ldap.
#include <vidimus/adapters/ldap.hpp>
#include <vidimus/vidimus.hpp>

#include <cstdio>

using namespace vidimus;

int main() {
  FirstFetcher<HttpFetcher<>, LdapFetcher<>> const fetcher;
  auto const answer = fetcher.fetch({"key", LdapUrl::of("127.0.0.1", "CN=Acme Root", "certificateRevocationList")});
  if (answer.failure) std::puts(explain(*answer.failure).c_str());
  return answer.failure && answer.failure->code == Errc::address_refused ? 0 : 1;
}
