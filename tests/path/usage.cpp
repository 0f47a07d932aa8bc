// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;

TEST_CASE("a purpose that is not the peer's is refused with the purposes there are", "[path]") {
  auto const server = vectors::refusal("client-only-server"), client = vectors::refusal("server-only-client");
  CHECK(std::get<Mismatch>(server.detail).wanted == "serverAuth");
  CHECK(std::get<Mismatch>(server.detail).presented == std::vector<std::string>{"clientAuth"});
  CHECK(std::get<Mismatch>(client.detail).wanted == "clientAuth");
  CHECK(std::get<Mismatch>(client.detail).presented == std::vector<std::string>{"serverAuth"});
  CHECK(std::get<Mismatch>(vectors::refusal("code-signing").detail).presented.front() == "codeSigning");
}

TEST_CASE("a purpose without a name is shown by its number", "[path]") {
  CHECK(detail::name_of_purpose(der::make_oid<"1.3.6.1.5.5.7.3.17">()) == "1.3.6.1.5.5.7.3.17");
}

TEST_CASE("a key that may not sign is refused with what it may do", "[path]") {
  auto const finding = vectors::refusal("only-key-encipherment");
  CHECK(finding.code == Errc::key_usage_refused);
  CHECK(std::get<Mismatch>(finding.detail).wanted == "digitalSignature");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "keyEncipherment");
}

TEST_CASE("a weak key is refused with its size and what is permitted", "[path]") {
  auto const finding = vectors::refusal("rsa-1024");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "RSA 1024");
  CHECK(std::get<Mismatch>(finding.detail).wanted == StandardRules::describe());
}
