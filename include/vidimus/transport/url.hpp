// SPDX-License-Identifier: Apache-2.0
// The URLs that are fetched: RFC 3986 with an authority, and narrower. Most of them stand in certificates, so what two
// readers could understand differently is refused: user information, a host that is written as a number, characters that
// should have been escaped.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/transport/url_reader.hpp>
#include <vidimus/x509/escaped_text.hpp>
#include <vidimus/x509/ip_address.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vidimus {

struct Url {
  /// Octets of a URL (RFC 9110, 4.1: at least 8000 should be supported).
  static constexpr std::size_t most_octets = 8000;

  std::string scheme;                  ///< in small letters
  std::string host;                    ///< in small letters; an IPv6 address without its brackets
  std::optional<IpAddress> address{};  ///< what the host is, where it is no name
  std::uint16_t port = 0;              ///< the scheme's own where none is given; 0: it has none that is known here
  std::string path{"/"};               ///< as written; `/` where it is empty
  std::string query{};                 ///< as written, with its question mark; empty where there is none

  /// A fragment is read and left out (RFC 9110, 7.1). Errors, with the text as their subject: `url_malformed` with the part
  /// and its offset, `url_refused` for user information and for port 0.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<Url>;

  /// What a reference means in a document of this URL (RFC 3986, 5.2). Errors: as `parse`.
  [[nodiscard]] auto resolve(std::string_view reference) const -> Result<Url>;

  /// Host and port as a Host field has them (RFC 9110, 7.2): the port only where it is not the scheme's own.
  [[nodiscard]] auto authority() const -> std::string;
  /// `http://ca.example/crl.der?x`.
  [[nodiscard]] auto to_text() const -> std::string { return scheme + "://" + authority() + path + query; }
};

namespace detail {

/// The port of a scheme; 0: not known here.
[[nodiscard]] constexpr auto port_of(std::string_view scheme) -> std::uint16_t {
  if (scheme == "http") return 80;
  if (scheme == "https") return 443;
  if (scheme == "ldap") return 389;
  return scheme == "ldaps" ? 636 : 0;
}

[[nodiscard]] inline auto in_small_letters(std::string_view text) -> std::string {
  std::string folded{text};
  for (auto& c : folded)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return folded;
}

[[nodiscard]] inline auto fault_of_url(std::string_view text, ReadUrl const& read) -> Finding {
  bool const is_refused = read.mistake == UrlMistake::user_information || read.mistake == UrlMistake::port_zero;
  auto const words = std::string{text_of(read.mistake)};
  Finding finding{Errc::url_malformed, Malformed{words, read.offset, Errc::url_malformed}};
  if (is_refused) finding = {Errc::url_refused, Note{words}};
  finding.subject = escaped_ascii(bytes_of(text), 200);
  return finding;
}

/// RFC 3986, 5.2.4, of a path that begins with a slash.
[[nodiscard]] inline auto without_dot_segments(std::string_view path) -> std::string {
  std::string kept;
  while (!path.empty()) {
    auto const end = path.find('/', 1);
    auto const segment = path.substr(0, end);
    path = end == path.npos ? std::string_view{} : path.substr(end);
    bool const is_dot = segment == "/.", is_up = segment == "/..";
    if (is_up) kept.resize(kept.empty() ? 0 : kept.rfind('/'));
    if (!is_dot && !is_up) kept += segment;
    if ((is_dot || is_up) && path.empty()) kept += '/';
  }
  return kept;
}

/// RFC 3986, 4.2: a reference is relative where no scheme stands before its first slash.
[[nodiscard]] constexpr auto has_scheme(std::string_view reference) -> bool {
  auto const end = reference.find_first_of(":/?#");
  return end != reference.npos && end != 0 && reference[end] == ':';
}

}  // namespace detail

inline auto Url::parse(std::string_view text) -> Result<Url> {
  auto const read = detail::UrlReader{text}.read(most_octets);
  if (read.mistake != UrlMistake::none) return refuse(detail::fault_of_url(text, read));
  Url url{detail::in_small_letters(read.scheme), detail::in_small_letters(read.host)};
  if (read.address.size != 0) {
    url.address.emplace(ByteView{read.address.octets}.first(read.address.size));
    url.host = url.address->to_text();
  }
  url.port = read.has_port ? static_cast<std::uint16_t>(read.port) : detail::port_of(url.scheme);
  if (!read.path.empty()) url.path = read.path;
  url.query = read.query;
  return url;
}

inline auto Url::authority() const -> std::string {
  auto const name = address && address->octets().size() == 16 ? '[' + host + ']' : host;
  return port == detail::port_of(scheme) ? name : name + ':' + std::to_string(port);
}

inline auto Url::resolve(std::string_view reference) const -> Result<Url> {
  auto const without_dots = [](Url url) {
    url.path = detail::without_dot_segments(url.path);
    return url;
  };
  auto const origin = scheme + "://" + authority();
  if (detail::has_scheme(reference)) return parse(reference).map(without_dots);
  std::string const text{reference};
  if (reference.starts_with("//")) return parse(scheme + ':' + text).map(without_dots);
  if (reference.starts_with('/')) return parse(origin + text).map(without_dots);
  if (reference.starts_with('?')) return parse(origin + path + text);
  if (reference.empty() || reference.starts_with('#')) return parse(origin + path + query + text);
  return parse(origin + path.substr(0, path.rfind('/') + 1) + text).map(without_dots);
}

}  // namespace vidimus
