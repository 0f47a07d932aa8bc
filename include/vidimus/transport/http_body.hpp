// SPDX-License-Identifier: Apache-2.0
// The body of an HTTP response as it arrives: by its length, in chunks, or up to the end of the connection (RFC 9112, 6.3).
// What is kept grows with what came, never with what was promised.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/finding.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/url_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::detail {

/// What ended a response; nothing: so far it is as it should be.
using HttpFault = std::optional<Finding>;

[[nodiscard]] inline auto malformed_response(std::string text) -> Finding {
  return {Errc::http_response_malformed, Note{std::move(text)}};
}
[[nodiscard]] inline auto too_large(char const* what, std::uint64_t limit, std::uint64_t presented) -> Finding {
  return {Errc::response_too_large, OverLimit{what, limit, presented}};
}

/// Octets and fields beside a body: of the header, interim headers and trailers; of the lines between chunks.
class HttpOverhead {
 public:
  HttpOverhead(char const* what, std::size_t most_octets, std::size_t most_fields)
      : what_{what}, most_octets_{most_octets}, most_fields_{most_fields} {}

  [[nodiscard]] auto add_octets(std::size_t count) -> HttpFault {
    octets_ += count;
    return octets_ <= most_octets_ ? std::nullopt : HttpFault{too_large(what_, most_octets_, octets_)};
  }
  [[nodiscard]] auto add_field() -> HttpFault {
    return ++fields_ <= most_fields_ ? std::nullopt : HttpFault{too_large("header fields", most_fields_, fields_)};
  }

 private:
  char const* what_;
  std::size_t most_octets_, most_fields_;
  std::size_t octets_ = 0, fields_ = 0;
};

/// Lines that end with CR LF, from pieces. A line feed alone is refused: readers differ about it (RFC 9112, 2.2).
class HttpLine {
 public:
  /// Takes octets up to the end of the line; `is_whole` says whether it came.
  [[nodiscard]] auto take(ByteView& bytes, HttpOverhead& overhead) -> HttpFault {
    auto const text = text_of(bytes);
    auto const end = (std::min)(text.find('\n'), text.size());
    auto const count = end == text.size() ? end : end + 1;
    if (auto fault = overhead.add_octets(count)) return fault;
    text_ += text.substr(0, count);
    bytes = bytes.subspan(count);
    if (!text_.ends_with('\n')) return std::nullopt;
    if (!text_.ends_with("\r\n")) return malformed_response("a line does not end with CR LF");
    text_.resize(text_.size() - 2);
    is_whole_ = true;
    return std::nullopt;
  }
  [[nodiscard]] auto is_whole() const -> bool { return is_whole_; }
  [[nodiscard]] auto is_empty() const -> bool { return text_.empty(); }
  /// The line, once whole; the next one begins.
  [[nodiscard]] auto next() -> std::string {
    is_whole_ = false;
    return std::exchange(text_, {});
  }

 private:
  std::string text_;
  bool is_whole_ = false;
};

class HttpBody {
 public:
  enum class Framing : unsigned char { length, chunks, connection };

  /// `header` goes on counting with the trailers.
  HttpBody(HttpLimits const& limits, HttpOverhead& header)
      : most_{limits.body_octets}, header_{header}, between_{"octets between chunks", between(limits), 0} {}

  void begin(Framing framing, std::uint64_t length = 0) {
    framing_ = framing;
    promised_ = length;
    is_complete_ = framing == Framing::length && length == 0;
  }

  /// Takes what belongs to the body.
  [[nodiscard]] auto take(ByteView& bytes) -> HttpFault {
    switch (framing_) {
      case Framing::length: return take_length(bytes);
      case Framing::chunks: return take_chunks(bytes);
      case Framing::connection: return keep(bytes, bytes.size());
    }
    return std::nullopt;
  }

  /// The connection has ended.
  [[nodiscard]] auto end() -> HttpFault {
    if (framing_ == Framing::connection) is_complete_ = true;
    if (is_complete_) return std::nullopt;
    auto const wanted = framing_ == Framing::length ? std::to_string(promised_) + " octets" : "a last chunk";
    return Finding{Errc::http_response_incomplete, Mismatch{wanted, {std::to_string(octets_.size()) + " octets"}}};
  }

  [[nodiscard]] auto is_complete() const -> bool { return is_complete_; }
  [[nodiscard]] auto release() -> Buffer { return std::move(octets_); }

 private:
  enum class Chunk : unsigned char { size, data, data_end, trailer };

  auto keep(ByteView& bytes, std::size_t count) -> HttpFault {
    if (count > most_ - octets_.size()) return too_large("octets of body", most_, octets_.size() + count);
    octets_.insert(octets_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    bytes = bytes.subspan(count);
    return std::nullopt;
  }

  auto take_length(ByteView& bytes) -> HttpFault {
    auto const count = std::min<std::uint64_t>(promised_ - octets_.size(), bytes.size());
    auto fault = keep(bytes, static_cast<std::size_t>(count));
    is_complete_ = octets_.size() == promised_;
    return fault;
  }

  //   chunked-body = *( chunk-size [ chunk-ext ] CRLF chunk-data CRLF ) 1*"0" [ chunk-ext ] CRLF trailers CRLF   (7.1)
  auto take_chunks(ByteView& bytes) -> HttpFault {
    while (!bytes.empty() && !is_complete_)
      if (auto fault = chunk_ == Chunk::data ? take_data(bytes) : take_line(bytes)) return fault;
    return std::nullopt;
  }

  auto take_data(ByteView& bytes) -> HttpFault {
    auto const count = std::min<std::uint64_t>(promised_, bytes.size());
    promised_ -= count;
    if (promised_ == 0) chunk_ = Chunk::data_end;
    return keep(bytes, static_cast<std::size_t>(count));
  }

  auto take_line(ByteView& bytes) -> HttpFault {
    if (auto fault = line_.take(bytes, chunk_ == Chunk::trailer ? header_ : between_)) return fault;
    if (!line_.is_whole()) return std::nullopt;
    auto const line = line_.next();
    if (chunk_ == Chunk::size) return read_size(line);
    if (chunk_ == Chunk::trailer) return read_trailer(line);
    chunk_ = Chunk::size;
    if (line.empty()) return std::nullopt;
    return malformed_response("a chunk is longer than its size");
  }

  // chunk-size = 1*HEXDIG; extensions are passed over
  auto read_size(std::string_view line) -> HttpFault {
    auto const digits = line.substr(0, (std::min)(line.find_first_of("; \t"), line.size()));
    if (digits.empty() || digits.size() > 16 || !std::ranges::all_of(digits, ascii::is_hexadecimal))
      return malformed_response("a chunk has no size");
    promised_ = 0;
    for (char const digit : digits) promised_ = promised_ << 4U | value_of(digit);
    if (promised_ > most_ - octets_.size()) return too_large("octets of body", most_, sum(octets_.size(), promised_));
    chunk_ = promised_ == 0 ? Chunk::trailer : Chunk::data;
    return std::nullopt;
  }

  // Trailers say nothing that is used here; they count.
  auto read_trailer(std::string_view line) -> HttpFault {
    is_complete_ = line.empty();
    return is_complete_ ? std::nullopt : header_.add_field();
  }

  // Small chunks need about as much again as the body: a server that writes them is slow, not wrong.
  static constexpr auto between(HttpLimits const& limits) -> std::size_t {
    return limits.header_octets + (std::min)(limits.body_octets, (std::numeric_limits<std::size_t>::max)() / 2);
  }
  static auto value_of(char digit) -> std::uint64_t {
    if (ascii::is_digit(digit)) return static_cast<std::uint64_t>(digit - '0');
    return static_cast<std::uint64_t>((digit | 0x20) - 'a') + 10;
  }
  static auto sum(std::uint64_t one, std::uint64_t other) -> std::uint64_t {
    constexpr auto most = (std::numeric_limits<std::uint64_t>::max)();
    return one > most - other ? most : one + other;
  }

  std::size_t most_;
  HttpOverhead& header_;
  HttpOverhead between_;
  Framing framing_ = Framing::connection;
  std::uint64_t promised_ = 0;  ///< of the body, or what remains of a chunk
  Chunk chunk_ = Chunk::size;
  HttpLine line_;
  Buffer octets_;
  bool is_complete_ = false;
};

}  // namespace vidimus::detail
