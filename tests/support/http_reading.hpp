// SPDX-License-Identifier: Apache-2.0
// A response read from a text, whole and in pieces: both must end alike.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/transport/http_response.hpp>

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace vidimus_test {

struct HttpReading {
  std::optional<vidimus::Errc> fault{};
  std::string words{};  ///< the fault's
  bool is_complete = false;
  unsigned status = 0;
  std::optional<std::string> location{};
  std::string body{};

  friend auto operator==(HttpReading const& a, HttpReading const& b) -> bool {
    return a.fault == b.fault && a.is_complete == b.is_complete && a.status == b.status && a.location == b.location &&
           a.body == b.body;
  }
};

enum class Ends : bool { no, yes };

inline auto read_in_pieces(std::string_view text, Ends ends, vidimus::HttpLimits const& limits, std::size_t piece)
    -> HttpReading {
  vidimus::detail::HttpResponse response{limits};
  vidimus::detail::HttpFault fault;
  for (std::size_t at = 0; at < text.size() && !fault; at += piece)
    fault = response.take(vidimus::bytes_of(text.substr(at, piece)));
  if (!fault && ends == Ends::yes) fault = response.end();
  HttpReading reading{.is_complete = response.is_complete(), .status = response.status()};
  reading.location = response.location();
  if (fault) {
    reading.fault = fault->code;
    reading.words = explain(*fault);
  }
  auto const body = response.release_body();
  if (!fault) reading.body = vidimus::text_of(body);
  return reading;
}

/// Read at once; REQUIREs that pieces of every small size make no difference.
inline auto read_response(std::string_view text, Ends ends = Ends::yes, vidimus::HttpLimits const& limits = {})
    -> HttpReading {
  auto const whole = read_in_pieces(text, ends, limits, text.size() + 1);
  for (std::size_t piece = 1; piece != 8; ++piece) {
    INFO(text << " in pieces of " << piece);
    auto const again = read_in_pieces(text, ends, limits, piece);
    REQUIRE(again.fault == whole.fault);
    if (!whole.fault) REQUIRE(again == whole);
  }
  return whole;
}

}  // namespace vidimus_test
