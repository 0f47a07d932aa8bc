// SPDX-License-Identifier: Apache-2.0
// PEM over anything: no block is empty, and none is longer than its text could make it.
#include <vidimus/x509/pem.hpp>

#include <cstdint>
#include <cstdlib>

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const text = vidimus::text_of(std::as_bytes(std::span{data, size}));
  auto const blocks = vidimus::parse_pem(text, "CERTIFICATE");
  if (!blocks) return 0;
  for (auto const& block : *blocks)
    if (block.empty() || block.size() > size) std::abort();
  return 0;
}
