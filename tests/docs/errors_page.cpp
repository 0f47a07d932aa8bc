// SPDX-License-Identifier: Apache-2.0
// Writes docs/errors.md from the one error table.
#include <vidimus/core/errc_table.hpp>

#include <cstdio>
#include <string>

namespace {
auto printable(std::string_view text) -> std::string {
  return std::string{text.empty() ? std::string_view{"–"} : text};
}
}  // namespace

int main() {
  using namespace vidimus;
  std::puts(
      "# Errors\n\nWritten from `vidimus/core/errc_table.hpp`; a test compares the two. *Transient* errors may not "
      "come "
      "again when the same is\ntried later; the others stay until somebody changes something.");
  auto stage = std::string_view{};
  for (auto const& row : errc_table) {
    if (name_of(row.stage) != stage) {
      stage = name_of(row.stage);
      std::printf("\n## %s\n\n| error | meaning | clause | alert in a handshake | |\n|---|---|---|---|---|\n",
                  printable(stage).c_str());
    }
    std::printf("| `%s` | %s | %s | %s | %s |\n", printable(row.name).c_str(), printable(row.sentence).c_str(),
                printable(row.clause).c_str(), to_text(row.alert).c_str(),
                row.permanence == Permanence::transient ? "transient" : "");
  }
}
