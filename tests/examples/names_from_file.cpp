// SPDX-License-Identifier: Apache-2.0
// The program lets in whom its file names, and does not start with a file that has a mistake.
#include "command_peer.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using vidimus_test::CommandPeer;
using vidimus_test::TemporaryFolder;

namespace {

struct Met {
  int status;
  std::string text;
  [[nodiscard]] auto has(std::string const& part) const -> bool { return text.find(part) != std::string::npos; }
};

auto run_with(std::string const& file) -> Met {
  CommandPeer program{{VIDIMUS_NAMES_FROM_FILE, file}};
  program.close_input();
  auto const status = program.exit_status();
  REQUIRE(status);
  return {*status, program.output()};
}

}  // namespace

TEST_CASE("names_from_file lets in whom its file names", "[examples]") {
  auto const met = run_with(VIDIMUS_NAMES);
  INFO(met.text);
  CHECK(met.status == 0);
  CHECK(met.has("CN=QM2,O=Acme: accepted\n"));
  CHECK(met.has("CN=web: accepted\n"));
  CHECK(met.has("CN=QM2,OU=Contractors,O=Acme: handshake refused: peer_name_mismatch"));
  CHECK(met.has("CN=QM4,O=Acme: handshake refused: peer_name_absent"));

  TemporaryFolder const folder;
  auto const others = run_with(folder.file("names.json", R"({"peer_name": {"ssl_peer": "CN=QM4"}})"));
  INFO(others.text);
  CHECK(others.has("CN=QM4,O=Acme: accepted\n"));
  CHECK(others.has("CN=QM2,O=Acme: handshake refused: peer_name_mismatch"));
}

TEST_CASE("names_from_file says where its file has a mistake", "[examples]") {
  std::ifstream shipped{VIDIMUS_NAMES};
  std::string text{std::istreambuf_iterator<char>{shipped}, {}};
  text.replace(text.find("\"not\""), 5, "\"but\"");
  TemporaryFolder const folder;
  auto const path = folder.file("names.json", text);
  auto const met = run_with(path);
  INFO(met.text);
  CHECK(met.status == 2);
  CHECK(met.has(path + ":6:8 /peer_name/all_of/1/but"));
  CHECK(met.has("the unknown key but"));
  CHECK(run_with(folder.path() + "/none.json").has("file_unreadable"));
}
