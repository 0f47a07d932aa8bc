// SPDX-License-Identifier: Apache-2.0
// Reading a URL: its parts, or what is wrong and where. It works in constant expressions.
//
//   URL = scheme "://" authority path-abempty [ "?" query ] [ "#" fragment ]     (RFC 3986, 3)
#pragma once

#include <vidimus/core/config.hpp>
#include <vidimus/x509/ip_address_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vidimus {

/// What can be wrong with a URL. The compiler prints the name; `text_of` has the words.
enum class UrlMistake : unsigned char {
  none,
  too_long,
  no_scheme,
  no_host,
  user_information,
  host_malformed,
  host_is_a_number,
  port_malformed,
  port_zero,
  character_not_allowed,
  escape_malformed,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(UrlMistake mistake) -> std::string_view {
  switch (mistake) {
    case UrlMistake::none: return "no mistake";
    case UrlMistake::too_long: return "the URL is too long";
    case UrlMistake::no_scheme: return "a scheme and :// must come first";
    case UrlMistake::no_host: return "a host must follow the scheme";
    case UrlMistake::user_information: return "user information before the host";
    case UrlMistake::host_malformed: return "the host is neither a DNS name nor an IP address";
    case UrlMistake::host_is_a_number: return "the host is a number, which some would read as an address";
    case UrlMistake::port_malformed: return "the port is not a number up to 65535";
    case UrlMistake::port_zero: return "port 0 cannot be connected to";
    case UrlMistake::character_not_allowed: return "a character that must be escaped";
    case UrlMistake::escape_malformed: return "a percent sign without two hexadecimal digits";
  }
  return {};
}

namespace detail {

namespace ascii {
[[nodiscard]] constexpr auto is_letter(char c) -> bool { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr auto is_hexadecimal(char c) -> bool {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
}  // namespace ascii

/// pchar without its escapes, and the slash.
[[nodiscard]] constexpr auto is_path_character(char c) -> bool {
  constexpr std::string_view others = "-._~!$&'()*+,;=:@/";
  return ascii::is_letter(c) || ascii::is_digit(c) || others.find(c) != others.npos;
}

/// Views of the text that was read.
struct ReadUrl {
  std::string_view scheme{}, host{}, path{}, query{};  ///< host without brackets, query with its question mark
  ReadIpAddress address{};                             ///< size 0: the host is a name
  std::uint32_t port = 0;
  bool has_port = false;
  UrlMistake mistake = UrlMistake::none;
  std::size_t offset = 0;  ///< of the mistake
};

class UrlReader {
 public:
  constexpr explicit UrlReader(std::string_view text) : text_{text} {}

  constexpr auto read(std::size_t most_octets) && -> ReadUrl {
    if (text_.size() > most_octets) refuse(UrlMistake::too_long, most_octets);
    if (!has_mistake() && read_scheme() && read_authority() && read_path() && read_query()) read_fragment();
    return read_;
  }

 private:
  [[nodiscard]] constexpr auto has_mistake() const -> bool { return read_.mistake != UrlMistake::none; }
  constexpr auto refuse(UrlMistake mistake, std::size_t offset) -> bool {
    read_.mistake = mistake;
    read_.offset = offset;
    return false;
  }
  [[nodiscard]] constexpr auto is_next(char c) const -> bool { return at_ != text_.size() && text_[at_] == c; }

  //   scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
  constexpr auto read_scheme() -> bool {
    auto const end = text_.find("://");
    if (end == text_.npos || end == 0 || !ascii::is_letter(text_[0])) return refuse(UrlMistake::no_scheme, 0);
    read_.scheme = text_.substr(0, end);
    for (char const c : read_.scheme)
      if (!ascii::is_letter(c) && !ascii::is_digit(c) && c != '+' && c != '-' && c != '.')
        return refuse(UrlMistake::no_scheme, 0);
    at_ = end + 3;
    return true;
  }

  //   authority = host [ ":" port ]
  constexpr auto read_authority() -> bool {
    auto const end = (std::min)(text_.find_first_of("/?#", at_), text_.size());
    auto const authority = text_.substr(at_, end - at_);
    if (auto const sign = authority.find('@'); sign != authority.npos) return refuse(UrlMistake::user_information, at_);
    bool const is_good = is_next('[') ? read_bracketed(end) : read_host(end);
    return is_good && read_port(end);
  }

  //   IP-literal = "[" IPv6address "]"
  constexpr auto read_bracketed(std::size_t end) -> bool {
    auto const close = text_.find(']', at_);
    if (close >= end) return refuse(UrlMistake::host_malformed, at_);
    read_.host = text_.substr(at_ + 1, close - at_ - 1);
    read_.address = read_ip_address(read_.host);
    if (read_.address.size != 16) return refuse(UrlMistake::host_malformed, at_ + 1);
    at_ = close + 1;
    return at_ == end || is_next(':') || refuse(UrlMistake::host_malformed, at_);
  }

  constexpr auto read_host(std::size_t end) -> bool {
    auto const first = at_;
    at_ = (std::min)(text_.find(':', at_), end);
    read_.host = text_.substr(first, at_ - first);
    if (read_.host.empty()) return refuse(UrlMistake::no_host, first);
    read_.address = read_ip_address(read_.host);
    if (read_.address.size == 4) return true;
    if (!is_name(read_.host)) return refuse(UrlMistake::host_malformed, first);
    return !is_number(read_.host) || refuse(UrlMistake::host_is_a_number, first);
  }

  // Labels of letters, digits, hyphens and underscores, at most 63 octets each and 253 together; one dot may end them.
  static constexpr auto is_name(std::string_view name) -> bool {
    if (name.ends_with('.')) name.remove_suffix(1);
    std::size_t label = 0;
    for (char const c : name) {
      if (!ascii::is_letter(c) && !ascii::is_digit(c) && c != '-' && c != '_' && c != '.') return false;
      if (c == '.' && label == 0) return false;
      label = c == '.' ? 0 : label + 1;
      if (label > 63) return false;
    }
    return label != 0 && name.size() <= 253;
  }

  // 127.1, 2130706433 and 0x7f000001 are names here and addresses to a C library.
  static constexpr auto is_number(std::string_view name) -> bool {
    if (name.ends_with('.')) name.remove_suffix(1);
    auto const last = name.substr(name.rfind('.') + 1);
    bool const has_prefix = last.size() > 1 && last[0] == '0' && (last[1] == 'x' || last[1] == 'X');
    return has_prefix ? std::ranges::all_of(last.substr(2), ascii::is_hexadecimal)
                      : std::ranges::all_of(last, ascii::is_digit);
  }

  constexpr auto read_port(std::size_t end) -> bool {
    if (at_ == end || ++at_ == end) return true;  // none, or an empty one: the scheme's own
    auto const first = at_;
    for (; at_ != end; ++at_) {
      if (!ascii::is_digit(text_[at_])) return refuse(UrlMistake::port_malformed, first);
      read_.port = read_.port * 10 + static_cast<std::uint32_t>(text_[at_] - '0');
      if (read_.port > 0xffff) return refuse(UrlMistake::port_malformed, first);
    }
    read_.has_port = true;
    return read_.port != 0 || refuse(UrlMistake::port_zero, first);
  }

  constexpr auto read_path() -> bool {
    auto const first = at_;
    if (!read_characters("")) return false;
    read_.path = text_.substr(first, at_ - first);
    return true;
  }
  constexpr auto read_query() -> bool {
    if (!is_next('?')) return true;
    auto const first = at_++;
    if (!read_characters("?")) return false;
    read_.query = text_.substr(first, at_ - first);
    return true;
  }
  constexpr auto read_fragment() -> bool {
    if (is_next('#')) ++at_;
    return read_characters("?") && (at_ == text_.size() || refuse(UrlMistake::character_not_allowed, at_));
  }

  /// As many as belong to a path, and those of `more`; what ends them is the next part's or nobody's.
  constexpr auto read_characters(std::string_view more) -> bool {
    for (; at_ != text_.size(); ++at_) {
      char const c = text_[at_];
      if (c == '%') {
        if (!is_escape()) return refuse(UrlMistake::escape_malformed, at_);
      } else if (!is_path_character(c) && more.find(c) == more.npos) {
        return c == '?' || c == '#' || refuse(UrlMistake::character_not_allowed, at_);
      }
    }
    return true;
  }
  [[nodiscard]] constexpr auto is_escape() const -> bool {
    return text_.size() - at_ > 2 && ascii::is_hexadecimal(text_[at_ + 1]) && ascii::is_hexadecimal(text_[at_ + 2]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  ReadUrl read_;
};

}  // namespace detail

}  // namespace vidimus
