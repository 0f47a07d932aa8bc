// SPDX-License-Identifier: Apache-2.0
// URIs as reference identifiers (RFC 3986, without a fragment): one URI, or all below a path, written with a final `/*`.
// Below a path only what every reader takes for the same path counts: no dot segments, no escaped dots or slashes.
#pragma once

#include <vidimus/x509/uri_match.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace vidimus {

/// What can be wrong with a URI or a pattern. The compiler prints the name; `text_of` has the words.
enum class UriMistake : unsigned char {
  none,
  scheme_missing,
  nothing_after_scheme,
  not_ascii,
  character_not_allowed,
  escape_malformed,
  fragment,
  star_misplaced,
  host_missing,
  user_in_prefix,
  query_in_prefix,
  prefix_ambiguous,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(UriMistake mistake) -> std::string_view {
  switch (mistake) {
    case UriMistake::none: return "no mistake";
    case UriMistake::scheme_missing: return "no scheme, such as https:, at the start";
    case UriMistake::nothing_after_scheme: return "nothing after the scheme";
    case UriMistake::not_ascii: return "a character that is not ASCII";
    case UriMistake::character_not_allowed: return "a character that a URI does not have unescaped";
    case UriMistake::escape_malformed: return "a % without two hexadecimal digits";
    case UriMistake::fragment: return "a fragment";
    case UriMistake::star_misplaced: return "a * that is not the last segment of a path";
    case UriMistake::host_missing: return "a final /* without a host before it";
    case UriMistake::user_in_prefix: return "a user before the host, with a final /*";
    case UriMistake::query_in_prefix: return "a query before a final /*";
    case UriMistake::prefix_ambiguous:
      return "an empty segment, a dot segment or an escape that hides one, before a final /*";
  }
  return {};
}

namespace detail {

struct UriError {
  UriMistake mistake = UriMistake::none;
  std::size_t offset = 0;
};

constexpr auto is_uri_letter(char c) -> bool { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr auto is_uri_digit(char c) -> bool { return c >= '0' && c <= '9'; }

/// The value of a hexadecimal digit; 16: it is none.
constexpr auto uri_hex_value(char c) -> unsigned {
  if (is_uri_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A') + 10 : 16;
}

/// RFC 3986, 2.2 and 2.3, without `#`, `*` and `%`, which have rules of their own here.
constexpr auto is_uri_character(char c) -> bool {
  constexpr std::string_view others = "-._~:/?[]@!$&'()+,;=";
  return is_uri_letter(c) || is_uri_digit(c) || others.find(c) != std::string_view::npos;
}

constexpr auto is_uri_escape(std::string_view text) -> bool {
  return text.size() >= 3 && text[0] == '%' && uri_hex_value(text[1]) < 16 && uri_hex_value(text[2]) < 16;
}

constexpr auto mistake_in_uri_character(std::string_view rest) -> UriMistake {
  if (static_cast<unsigned char>(rest[0]) >= 0x80) return UriMistake::not_ascii;
  if (rest[0] == '#') return UriMistake::fragment;
  if (rest[0] == '*') return UriMistake::star_misplaced;
  if (rest[0] == '%') return is_uri_escape(rest) ? UriMistake::none : UriMistake::escape_malformed;
  return is_uri_character(rest[0]) ? UriMistake::none : UriMistake::character_not_allowed;
}

/// RFC 3986, 3.1: where the scheme's colon is; npos: no scheme.
constexpr auto colon_of_uri_scheme(std::string_view uri) -> std::size_t {
  for (std::size_t i = 0; i != uri.size(); ++i) {
    if (uri[i] == ':') return i == 0 ? std::string_view::npos : i;
    bool const is_later = i != 0 && (is_uri_digit(uri[i]) || uri[i] == '+' || uri[i] == '-' || uri[i] == '.');
    if (!is_uri_letter(uri[i]) && !is_later) break;
  }
  return std::string_view::npos;
}

constexpr auto is_uri_pattern(std::string_view uri) -> bool { return uri.ends_with("/*"); }

/// Segments that have one reading only. `..;a` is a dot segment to readers that strip parameters first.
constexpr auto is_plain_uri_segment(std::string_view segment) -> bool {
  auto const name = segment.substr(0, segment.find(';'));
  if (name.empty() || name == "." || name == "..") return false;
  for (std::size_t i = 0; i != segment.size(); ++i) {
    if (mistake_in_uri_character(segment.substr(i)) != UriMistake::none) return false;
    if (segment[i] == '?' || segment[i] == '[' || segment[i] == ']') return false;
    if (segment[i] != '%') continue;
    auto const octet = uri_hex_value(segment[i + 1]) * 16 + uri_hex_value(segment[i + 2]);
    bool const hides_structure = octet == '.' || octet == '/' || octet == '\\' || octet == '%' || octet == ';';
    if (hides_structure || octet < 0x20 || octet == 0x7f) return false;
  }
  return true;
}

/// Where segments, without a slash before the first, stop being plain; npos: nowhere.
constexpr auto first_unplain_uri_segment(std::string_view segments) -> std::size_t {
  for (std::size_t at = 0;;) {
    auto const end = (std::min)(segments.find('/', at), segments.size());
    if (!is_plain_uri_segment(segments.substr(at, end - at))) return at;
    if (end == segments.size()) return std::string_view::npos;
    at = end + 1;
  }
}

/// `prefix`: up to the slash before the star, with a scheme and characters that are allowed.
constexpr auto check_uri_prefix(std::string_view prefix) -> UriError {
  UriParts const parts{prefix};
  auto const path_begins = prefix.size() - parts.rest.size();
  if (parts.host.empty() || parts.host[0] == ':' || parts.rest.empty())
    return {UriMistake::host_missing, parts.scheme.size() + 1};
  if (parts.user != "//") return {UriMistake::user_in_prefix, parts.scheme.size() + 3};
  if (auto const query = prefix.find('?'); query != prefix.npos) return {UriMistake::query_in_prefix, query};
  if (parts.rest == "/") return {};
  auto const unplain = first_unplain_uri_segment(parts.rest.substr(1, parts.rest.size() - 2));
  if (unplain == prefix.npos) return {};
  return {UriMistake::prefix_ambiguous, path_begins + 1 + unplain};
}

/// Whether a text is a reference identifier.
constexpr auto check_uri(std::string_view uri) -> UriError {
  bool const is_prefix = is_uri_pattern(uri);
  auto const text = uri.substr(0, uri.size() - (is_prefix ? 1 : 0));
  for (std::size_t i = 0; i != text.size(); ++i)
    if (auto const mistake = mistake_in_uri_character(text.substr(i)); mistake != UriMistake::none) return {mistake, i};
  auto const colon = colon_of_uri_scheme(text);
  if (colon == text.npos) return {UriMistake::scheme_missing, 0};
  if (colon + 1 == text.size()) return {UriMistake::nothing_after_scheme, text.size()};
  return is_prefix ? check_uri_prefix(text) : UriError{};
}

/// Scheme and host without case (RFC 5280, 7.4), the path to the letter and at least one whole segment below it.
constexpr auto is_below_uri(std::string_view presented, std::string_view prefix) -> bool {
  UriParts const theirs{presented}, ours{prefix};
  return same_without_case(theirs.scheme, ours.scheme) && theirs.user == ours.user &&
         same_without_case(theirs.host, ours.host) && theirs.rest.starts_with(ours.rest) &&
         first_unplain_uri_segment(theirs.rest.substr(ours.rest.size())) == std::string_view::npos;
}

/// RFC 3986, 6.2.2.2: an escape that readers may replace by its character, which is unreserved.
constexpr auto has_needless_escape(std::string_view path) -> bool {
  constexpr std::string_view marks = "-._~";
  for (std::size_t i = 0; i != path.size(); ++i) {
    if (!is_uri_escape(path.substr(i))) continue;
    auto const character = static_cast<char>(uri_hex_value(path[i + 1]) * 16 + uri_hex_value(path[i + 2]));
    if (is_uri_letter(character) || is_uri_digit(character) || marks.find(character) != marks.npos) return true;
  }
  return false;
}

/// Without a port and a final dot, which some readers leave out (RFC 3986, 6.2.3).
constexpr auto host_alone(std::string_view host) -> std::string_view {
  if (!host.ends_with(']')) host = host.substr(0, host.rfind(':'));
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

/// Whether some readers would take a URI that is not below a prefix for one: it is but for a user, a port, a final dot of its
/// host, a query or a fragment, or its host or path has more than one reading.
constexpr auto may_be_below_uri(std::string_view presented, std::string_view prefix) -> bool {
  UriParts const theirs{presented}, ours{prefix};
  if (!same_without_case(theirs.scheme, ours.scheme)) return false;
  if (theirs.host.empty() || theirs.host.find_first_of("%\\") != theirs.host.npos) return true;
  if (!same_without_case(host_alone(theirs.host), host_alone(ours.host))) return false;
  auto path = theirs.rest.substr(0, theirs.rest.find_first_of("?#"));
  auto const above = path.substr(0, ours.rest.size());  // 6.2.2.1: the digits of an escape have no case
  if (path.size() > ours.rest.size() && same_without_case(above, ours.rest)) return true;
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  return !path.empty() && (has_needless_escape(path) || first_unplain_uri_segment(path) != path.npos);
}

/// `reference` is accepted by `check_uri`.
constexpr auto uri_matches(std::string_view presented, std::string_view reference) -> bool {
  if (is_uri_pattern(reference)) return is_below_uri(presented, reference.substr(0, reference.size() - 1));
  return same_uri(presented, reference);
}

}  // namespace detail

}  // namespace vidimus
