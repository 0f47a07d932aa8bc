// SPDX-License-Identifier: Apache-2.0
// SPIFFE IDs (SPIFFE-ID, section 2) and what a filter wants of them: a trust domain, and a path or all below one.
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace vidimus {

/// What can be wrong with a trust domain or a path. The compiler prints the name; `text_of` has the words.
enum class SpiffeMistake : unsigned char {
  none,
  trust_domain_empty,
  trust_domain_too_long,
  trust_domain_character,
  path_missing,
  path_without_slash,
  path_too_long,
  path_character,
  path_segment_empty,
  path_dot_segment,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(SpiffeMistake mistake) -> std::string_view {
  switch (mistake) {
    case SpiffeMistake::none: return "no mistake";
    case SpiffeMistake::trust_domain_empty: return "no trust domain";
    case SpiffeMistake::trust_domain_too_long: return "a trust domain of more than 255 octets";
    case SpiffeMistake::trust_domain_character:
      return "a character of the trust domain that is no small letter, digit, dot, hyphen or underscore";
    case SpiffeMistake::path_missing: return "no path, which each workload has";
    case SpiffeMistake::path_without_slash: return "a path that does not begin with a slash";
    case SpiffeMistake::path_too_long: return "a SPIFFE ID of more than 2048 octets";
    case SpiffeMistake::path_character:
      return "a character of the path that is no letter, digit, dot, hyphen or underscore, nor a final /*";
    case SpiffeMistake::path_segment_empty: return "an empty segment or a slash at the end of the path";
    case SpiffeMistake::path_dot_segment: return "a segment . or .. of the path";
  }
  return {};
}

namespace detail {

inline constexpr std::string_view spiffe_scheme = "spiffe://";
inline constexpr std::size_t longest_trust_domain = 255;
inline constexpr std::size_t longest_spiffe_id = 2048;

struct SpiffeError {
  SpiffeMistake mistake = SpiffeMistake::none;
  std::size_t offset = 0;
};

constexpr auto is_trust_domain_character(char c) -> bool {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}
constexpr auto is_spiffe_path_character(char c) -> bool {
  return is_trust_domain_character(c) || (c >= 'A' && c <= 'Z');
}

/// SPIFFE-ID, 2.1.
constexpr auto check_trust_domain(std::string_view domain) -> SpiffeError {
  if (domain.empty()) return {SpiffeMistake::trust_domain_empty, 0};
  for (std::size_t i = 0; i != domain.size(); ++i)
    if (!is_trust_domain_character(domain[i])) return {SpiffeMistake::trust_domain_character, i};
  if (domain.size() > longest_trust_domain) return {SpiffeMistake::trust_domain_too_long, longest_trust_domain};
  return {};
}

/// `at`: where the segment begins in its path.
constexpr auto check_spiffe_segment(std::string_view segment, std::size_t at) -> SpiffeError {
  if (segment.empty()) return {SpiffeMistake::path_segment_empty, at};
  if (segment == "." || segment == "..") return {SpiffeMistake::path_dot_segment, at};
  for (std::size_t i = 0; i != segment.size(); ++i)
    if (!is_spiffe_path_character(segment[i])) return {SpiffeMistake::path_character, at + i};
  return {};
}

/// SPIFFE-ID, 2.2, of a path that is not the root.
constexpr auto check_spiffe_path(std::string_view path) -> SpiffeError {
  if (path.empty()) return {SpiffeMistake::path_missing, 0};
  if (path[0] != '/') return {SpiffeMistake::path_without_slash, 0};
  for (std::size_t at = 1;;) {
    auto const end = (std::min)(path.find('/', at), path.size());
    auto const error = check_spiffe_segment(path.substr(at, end - at), at);
    if (error.mistake != SpiffeMistake::none || end == path.size()) return error;
    at = end + 1;
  }
}

constexpr auto is_spiffe_pattern(std::string_view path) -> bool { return path.ends_with("/*"); }

/// Whether a trust domain and a path, or a path's pattern, can be wanted.
constexpr auto check_spiffe(std::string_view domain, std::string_view path) -> SpiffeError {
  if (auto const error = check_trust_domain(domain); error.mistake != SpiffeMistake::none) return error;
  auto const whole = path.substr(0, path.size() - (is_spiffe_pattern(path) ? 2 : 0));
  bool const is_any_path = path == "/*";
  if (auto const error = check_spiffe_path(whole); !is_any_path && error.mistake != SpiffeMistake::none) return error;
  auto const most = longest_spiffe_id - spiffe_scheme.size() - domain.size();
  return path.size() > most ? SpiffeError{SpiffeMistake::path_too_long, most} : SpiffeError{};
}

/// The SPIFFE ID of a workload, or empty parts. Scheme and trust domain are in small letters, as they are issued.
struct SpiffeParts {
  std::string_view trust_domain, path;

  explicit constexpr SpiffeParts(std::string_view uri) {
    if (uri.size() > longest_spiffe_id || !uri.starts_with(spiffe_scheme)) return;
    auto const rest = uri.substr(spiffe_scheme.size());
    auto const slash = (std::min)(rest.find('/'), rest.size());
    bool const is_domain = check_trust_domain(rest.substr(0, slash)).mistake == SpiffeMistake::none;
    if (!is_domain || check_spiffe_path(rest.substr(slash)).mistake != SpiffeMistake::none) return;
    trust_domain = rest.substr(0, slash);
    path = rest.substr(slash);
  }
};

/// `domain` and `path` are accepted by `check_spiffe`.
constexpr auto spiffe_matches(std::string_view uri, std::string_view domain, std::string_view path) -> bool {
  SpiffeParts const presented{uri};
  if (presented.trust_domain != domain) return false;
  if (!is_spiffe_pattern(path)) return presented.path == path;
  auto const above = path.substr(0, path.size() - 1);
  return presented.path.size() > above.size() && presented.path.starts_with(above);
}

}  // namespace detail

}  // namespace vidimus
