// SPDX-License-Identifier: Apache-2.0
// A fetch as an HTTP/1.1 request (RFC 9112, 3): one request a connection, nothing compressed, nobody remembered.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/fetch.hpp>
#include <vidimus/transport/url.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace vidimus::detail {

/// Whether a body's type can stand in a header: visible characters, and spaces between them.
[[nodiscard]] constexpr auto is_content_type(std::string_view text) -> bool {
  auto const is_visible = [](char c) { return c > ' ' && c < '\x7f'; };
  return !text.empty() && is_visible(text.front()) && is_visible(text.back()) &&
         std::ranges::all_of(text, [&](char c) { return c == ' ' || is_visible(c); });
}

/// GET, or POST where there is a body. The URL is the request's or where a redirect led.
[[nodiscard]] inline auto http_request(FetchRequest const& request, Url const& url) -> Buffer {
  bool const is_post = !request.body.empty();
  std::string text = (is_post ? "POST " : "GET ") + url.path + url.query + " HTTP/1.1\r\n";
  text += "Host: " + url.authority() + "\r\nUser-Agent: vidimus\r\nAccept: */*\r\n";
  text += "Accept-Encoding: identity\r\nConnection: close\r\n";
  if (is_post) text += "Content-Type: " + request.content_type + "\r\n";
  if (is_post) text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  text += "\r\n";
  auto const head = bytes_of(text);
  Buffer octets{head.begin(), head.end()};
  octets.insert(octets.end(), request.body.begin(), request.body.end());
  return octets;
}

}  // namespace vidimus::detail
