// SPDX-License-Identifier: Apache-2.0
// Reading an HTTP/1.1 response from pieces (RFC 9112), strictly: what two readers could take for two things is refused. It
// performs no I/O and keeps no more than its limits.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/finding.hpp>
#include <vidimus/transport/http_body.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/url.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::detail {

/// tchar (RFC 9110, 5.6.2).
[[nodiscard]] constexpr auto is_token_character(char c) -> bool {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return ascii::is_letter(c) || ascii::is_digit(c) || others.find(c) != others.npos;
}
/// What a field's value or a reason phrase may hold (5.5): no control characters.
[[nodiscard]] constexpr auto is_field_character(char c) -> bool {
  return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}
[[nodiscard]] constexpr auto without_white_space(std::string_view text) -> std::string_view {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// The fields of a response that matter here, each at most once.
struct HttpFields {
  std::optional<std::string> content_length{}, transfer_encoding{}, content_encoding{}, location{};

  [[nodiscard]] auto find(std::string_view name) -> std::optional<std::string>* {
    if (name == "content-length") return &content_length;
    if (name == "transfer-encoding") return &transfer_encoding;
    if (name == "content-encoding") return &content_encoding;
    return name == "location" ? &location : nullptr;
  }
};

class HttpResponse {
 public:
  explicit HttpResponse(HttpLimits const& limits)
      : header_{"octets of header", limits.header_octets, limits.header_fields},
        body_{limits, header_},
        most_octets_{limits.body_octets} {}
  HttpResponse(HttpResponse const&) = delete;
  auto operator=(HttpResponse const&) -> HttpResponse& = delete;
  ~HttpResponse() = default;

  /// Takes octets as they come; after a fault it takes no more.
  [[nodiscard]] auto take(ByteView bytes) -> HttpFault {
    while (!bytes.empty() && !is_complete())
      if (auto fault = part_ == Part::body ? body_.take(bytes) : take_line(bytes)) return fault;
    if (!bytes.empty() && status_ == 200) return malformed_response("octets follow the body");
    return std::nullopt;
  }
  /// The connection has ended.
  [[nodiscard]] auto end() -> HttpFault {
    if (part_ == Part::body) return body_.end();
    return is_complete() ? std::nullopt : HttpFault{{Errc::http_response_incomplete, Note{"no whole header came"}}};
  }

  /// Whether all is here that is read: of a status other than 200, the header.
  [[nodiscard]] auto is_complete() const -> bool { return part_ == Part::done || body_.is_complete(); }
  [[nodiscard]] auto status() const -> unsigned { return status_; }
  [[nodiscard]] auto location() const -> std::optional<std::string> const& { return fields_.location; }
  [[nodiscard]] auto release_body() -> Buffer { return body_.release(); }

 private:
  enum class Part : unsigned char { status, fields, body, done };

  auto take_line(ByteView& bytes) -> HttpFault {
    if (auto fault = line_.take(bytes, header_)) return fault;
    if (!line_.is_whole()) return std::nullopt;
    auto const line = line_.next();
    if (!std::ranges::all_of(line, is_field_character)) return malformed_response("a control character in the header");
    if (part_ == Part::status) return read_status(line);
    return line.empty() ? end_of_fields() : read_field(line);
  }

  //   status-line = "HTTP/1." DIGIT SP 3DIGIT SP [ reason-phrase ]     (RFC 9112, 4)
  auto read_status(std::string_view line) -> HttpFault {
    bool const is_one = line.starts_with("HTTP/1.0 ") || line.starts_with("HTTP/1.1 ");
    auto const code = line.substr(std::min<std::size_t>(9, line.size()), 3);
    bool const ends = line.size() == 12 || (line.size() > 12 && line[12] == ' ');
    if (!is_one || !ends || !std::ranges::all_of(code, ascii::is_digit))
      return malformed_response("no status line of HTTP/1");
    is_old_ = line[7] == '0';
    status_ = 0;
    for (char const digit : code) status_ = status_ * 10 + static_cast<unsigned>(digit - '0');
    if (status_ < 100 || status_ > 599) return malformed_response("a status of no class");
    part_ = Part::fields;
    return std::nullopt;
  }

  //   field-line = field-name ":" OWS field-value OWS     (5); no line is folded (5.2)
  auto read_field(std::string_view line) -> HttpFault {
    if (auto fault = header_.add_field()) return fault;
    auto const colon = line.find(':');
    auto const name = line.substr(0, colon);
    if (colon == line.npos || name.empty() || !std::ranges::all_of(name, is_token_character))
      return malformed_response("a line of the header is no field");
    auto* const field = fields_.find(in_small_letters(name));
    if (!field) return std::nullopt;
    if (*field) return malformed_response(in_small_letters(name) + " comes twice");
    field->emplace(without_white_space(line.substr(colon + 1)));
    return std::nullopt;
  }

  // An interim response is passed over (RFC 9110, 15.2); nothing was asked that 101 could answer.
  auto end_of_fields() -> HttpFault {
    if (status_ == 101) return malformed_response("a change of protocol that nobody asked for");
    if (status_ < 200) {
      fields_ = {};
      part_ = Part::status;
      return std::nullopt;
    }
    part_ = status_ == 200 ? Part::body : Part::done;
    return part_ == Part::body ? begin_body() : std::nullopt;
  }

  // RFC 9112, 6.3; a length beside chunks is how a response is smuggled.
  auto begin_body() -> HttpFault {
    auto const& [length, transfer, content, location] = fields_;
    if (content && in_small_letters(*content) != "identity") return malformed_response("a body that is compressed");
    if (!length && !transfer) return body_.begin(HttpBody::Framing::connection), std::nullopt;
    if (length) return transfer ? malformed_response("both a length and chunks") : begin_length(*length);
    if (is_old_ || in_small_letters(*transfer) != "chunked")
      return malformed_response("a transfer-encoding not asked for");
    return body_.begin(HttpBody::Framing::chunks), std::nullopt;
  }

  auto begin_length(std::string_view text) -> HttpFault {
    if (text.empty() || text.size() > 19 || !std::ranges::all_of(text, ascii::is_digit))
      return malformed_response("content-length is not one number");
    std::uint64_t length = 0;
    for (char const digit : text) length = length * 10 + static_cast<std::uint64_t>(digit - '0');
    if (length > most_octets_) return too_large("octets of body", most_octets_, length);
    body_.begin(HttpBody::Framing::length, length);
    return std::nullopt;
  }

  HttpOverhead header_;
  HttpBody body_;
  std::size_t most_octets_;
  HttpLine line_;
  HttpFields fields_;
  Part part_ = Part::status;
  unsigned status_ = 0;
  bool is_old_ = false;  ///< HTTP/1.0, which has no chunks
};

}  // namespace vidimus::detail
