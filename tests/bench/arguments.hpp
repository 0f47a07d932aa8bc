// SPDX-License-Identifier: Apache-2.0
// What the command line says.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

/// The caller's mistake.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Arguments {
  std::vector<std::string> names;
  std::string json, once, inputs;

  static auto read(std::vector<std::string> const& words) -> Arguments {
    Arguments arguments;
    for (std::size_t i = 0; i != words.size(); ++i) {
      auto* const option = arguments.option(words[i]);
      if (option == nullptr && words[i].starts_with('-')) throw Wrong{words[i] + " is not an option"};
      if (option == nullptr)
        arguments.names.push_back(words[i]);
      else if (++i != words.size())
        *option = words[i];
      else
        throw Wrong{words[i - 1] + " needs a value"};
    }
    if (!arguments.once.empty() && arguments.names.size() != 1) throw Wrong{"--once needs the name of one benchmark"};
    return arguments;
  }

 private:
  auto option(std::string const& word) -> std::string* {
    if (word == "--json") return &json;
    if (word == "--once") return &once;
    return word == "--inputs" ? &inputs : nullptr;
  }
};

}  // namespace bench
