// SPDX-License-Identifier: Apache-2.0
// HTTP responses in any pieces: the first octet says how long the pieces are. Whole and in pieces a response is the same,
// and it never keeps more than its limits.
#include <vidimus/transport/http_response.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

using namespace vidimus;

namespace {

constexpr HttpLimits limits{.body_octets = 64, .header_octets = 256, .header_fields = 8};

struct Outcome {
  bool is_complete = false;
  std::optional<Errc> fault{};
  unsigned status = 0;
  Buffer body{};

  auto operator==(Outcome const&) const -> bool = default;
};

void require(bool holds) {
  if (!holds) std::abort();
}

auto read(ByteView octets, std::size_t piece) -> Outcome {
  detail::HttpResponse response{limits};
  detail::HttpFault fault;
  for (; !octets.empty() && !fault; octets = octets.subspan(std::min(piece, octets.size())))
    fault = response.take(octets.first(std::min(piece, octets.size())));
  if (!fault) fault = response.end();
  Outcome outcome;
  if (fault) outcome.fault = fault->code;
  if (fault) return outcome;
  outcome.is_complete = response.is_complete();
  outcome.status = response.status();
  outcome.body = response.release_body();
  require(outcome.is_complete && outcome.status >= 200 && outcome.body.size() <= limits.body_octets);
  return outcome;
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  if (size == 0) return 0;
  auto const octets = std::as_bytes(std::span{data, size}).subspan(1);
  auto const whole = read(octets, octets.size() + 1), pieces = read(octets, std::size_t{data[0]} + 1);
  require(whole == pieces);
  return 0;
}
