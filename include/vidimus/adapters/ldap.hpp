// SPDX-License-Identifier: Apache-2.0
// A Fetcher over OpenLDAP's libldap: CRLs and CA certificates from a directory, the way of IBM MQ. Include it yourself and
// link vidimus::ldap; nothing else of vidimus needs libldap.
//
// The connection is ours: looked up, checked and opened as for http, within its time. No bind, no referral, no alias: what
// the directory shows anybody is fetched, from the host that the URL names.
#pragma once

#include <vidimus/adapters/ldap_url.hpp>
#include <vidimus/core/fetcher.hpp>
#include <vidimus/transport/http_fetch.hpp>
#include <vidimus/transport/http_fetcher.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/network.hpp>

#include <openldap.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if LDAP_VENDOR_VERSION < 20500
#error "vidimus's adapter for libldap needs OpenLDAP 2.5 or later, whose libldap is thread-safe"
#endif

namespace vidimus {

/// As `HttpLimits`, of which it has what a directory's answer has too.
struct LdapLimits {
  unsigned total_milliseconds = 10'000;
  unsigned connect_milliseconds = 4'000;
  std::size_t value_octets = std::size_t{16} << 20U;  ///< and of each message that brings it, with 4 KiB about it
  unsigned addresses = 4;
  Access loopback = Access::refused;
  Access private_use = Access::refused;
  Access link_local = Access::refused;

  [[nodiscard]] constexpr auto of_connection() const -> HttpLimits {
    return {.total_milliseconds = total_milliseconds,
            .connect_milliseconds = connect_milliseconds,
            .body_octets = value_octets,
            .redirects = 0,
            .addresses = addresses,
            .loopback = loopback,
            .private_use = private_use,
            .link_local = link_local};
  }
};

namespace detail {

using OpenSocket = tl::expected<Socket, Finding>;

/// Waits for a connection to one of a host's permitted addresses.
[[nodiscard]] inline auto open_connection(Url const& url, HttpLimits const& limits, SteadyTime until) -> OpenSocket {
  auto lookup = url.address ? NameLookup::known(std::vector{SocketAddress{*url.address, url.port}})
                            : NameLookup::start(url.host, url.port);
  if (lookup.descriptor() >= 0 && wait_for(lookup.descriptor(), POLLIN, until))
    return tl::unexpected(Finding{Errc::timed_out, Note{"looking up the host"}});
  auto const found = lookup.answer();
  if (!found || !*found)
    return tl::unexpected(found ? found->error().decisive() : Finding{Errc::name_resolution_failed});
  auto const addresses = permitted(**found, limits);
  if (!addresses) return tl::unexpected(addresses.error());
  std::error_code error;
  auto const last = (std::min)(until, time_after(std::chrono::milliseconds{limits.connect_milliseconds}));
  for (std::size_t i = 0; i != addresses->size(); ++i) {
    auto const now = std::chrono::steady_clock::now();
    auto const share = now + (last - now) / static_cast<int>(addresses->size() - i);
    auto socket = SystemNetwork{}.begin((*addresses)[i], error);
    if (!error) error = wait_connected(socket.descriptor(), share);
    if (!error) return socket;
  }
  auto const code = error == std::errc::timed_out ? Errc::timed_out : Errc::connect_failed;
  return tl::unexpected(Finding{code, Underlying{"connecting", error}});
}

struct FreeLdap {
  void operator()(::LDAP* session) const { ::ldap_unbind_ext_s(session, nullptr, nullptr); }
  void operator()(::LDAPMessage* message) const { ::ldap_msgfree(message); }
  void operator()(::berval** values) const { ::ldap_value_free_len(values); }
  void operator()(char* text) const { ::ldap_memfree(text); }
};
template <class T>
using LdapOwner = std::unique_ptr<T, FreeLdap>;

[[nodiscard]] inline auto ldap_fault(Errc code, int result) -> Finding {
  return {code, Underlying{std::string{"libldap: "} + ::ldap_err2string(result), {}, result}};
}

/// One search over a connection of ours.
class LdapSearch {
 public:
  using Value = tl::expected<Buffer, Finding>;

  LdapSearch(LdapUrl const& url, LdapLimits const& limits, SteadyTime until)
      : url_{url}, limits_{limits}, until_{until} {}

  [[nodiscard]] auto run() -> Value {
    auto socket = open_connection(url_.server, limits_.of_connection(), until_);
    if (!socket) return tl::unexpected(std::move(socket.error()));
    if (auto const result = adopt(*socket); result != LDAP_SUCCESS)
      return tl::unexpected(ldap_fault(Errc::fetch_failed, result));
    if (auto const result = ask(); result != LDAP_SUCCESS)
      return tl::unexpected(ldap_fault(result == LDAP_FILTER_ERROR ? Errc::url_malformed : Errc::fetch_failed, result));
    return listen();
  }

 private:
  // The socket stays non-blocking: libldap waits only where it is told how long.
  auto adopt(Socket& socket) -> int {
    ::LDAP* session = nullptr;
    auto const text = "ldap://" + url_.server.authority();
    if (auto const result = ::ldap_init_fd(socket.descriptor(), LDAP_PROTO_TCP, text.c_str(), &session)) return result;
    (void)socket.release();
    session_.reset(session);
    constexpr int version = LDAP_VERSION3, never = LDAP_DEREF_NEVER;
    bool const is_set = set(LDAP_OPT_PROTOCOL_VERSION, &version) && set(LDAP_OPT_DEREF, &never) &&
                        set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF) && set(LDAP_OPT_RESTART, LDAP_OPT_OFF) && set_size();
    return is_set ? LDAP_SUCCESS : LDAP_OPT_ERROR;
  }
  auto set(int option, void const* value) -> bool {
    return ::ldap_set_option(session_.get(), option, value) == LDAP_OPT_SUCCESS;
  }
  // libldap refuses a larger message by its length, before it takes memory for it.
  auto set_size() -> bool {
    ::Sockbuf* buffer = nullptr;
    ::ber_len_t most = limits_.value_octets + 4096;
    return ::ldap_get_option(session_.get(), LDAP_OPT_SOCKBUF, static_cast<void*>(&buffer)) == LDAP_OPT_SUCCESS &&
           ::ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most) == 1;
  }

  auto ask() -> int {
    auto name = url_.attribute + ";binary";
    char* attributes[]{name.data(), nullptr};
    constexpr int values_too = 0, one_entry = 1;
    auto left = time_left();
    return ::ldap_search_ext(session_.get(), url_.dn.c_str(), LDAP_SCOPE_BASE, url_.filter.c_str(), attributes,
                             values_too, nullptr, nullptr, &left, one_entry, &number_);
  }

  auto listen() -> Value {
    std::optional<Buffer> value;
    for (;;) {
      auto const message = next();
      if (!message) return tl::unexpected(message.error());
      switch (::ldap_msgtype(message->get())) {
        case LDAP_RES_SEARCH_RESULT: return conclude(message->get(), std::move(value));
        case LDAP_RES_SEARCH_ENTRY: {
          auto found = value_of(message->get());
          if (!found || value) return found ? several("entries", 2) : std::move(found);
          value = *std::move(found);
          break;
        }
        case LDAP_RES_SEARCH_REFERENCE: return referred();
        default: return tl::unexpected(Finding{Errc::fetch_failed, Note{"a message that answers no search"}});
      }
    }
  }

  auto next() -> tl::expected<LdapOwner<::LDAPMessage>, Finding> {
    auto left = time_left();
    ::LDAPMessage* message = nullptr;
    errno = 0;
    auto const kind = ::ldap_result(session_.get(), number_, LDAP_MSG_ONE, &left, &message);
    auto const why = errno;
    if (kind > 0) return LdapOwner<::LDAPMessage>{message};
    if (kind == 0) return tl::unexpected(Finding{Errc::timed_out, Note{"receiving the directory's answer"}});
    if (why == ERANGE) return tl::unexpected(too_large("octets of a message", limits_.value_octets + 4096, 0));
    int result = LDAP_OTHER;
    (void)::ldap_get_option(session_.get(), LDAP_OPT_RESULT_CODE, &result);
    return tl::unexpected(ldap_fault(Errc::connection_lost, result));
  }

  /// The only value of the attribute; servers name it with or without its option.
  auto value_of(::LDAPMessage* entry) -> Value {
    LdapOwner<::berval*> values{::ldap_get_values_len(session_.get(), entry, (url_.attribute + ";binary").c_str())};
    if (!values) values.reset(::ldap_get_values_len(session_.get(), entry, url_.attribute.c_str()));
    auto const count = values ? ::ldap_count_values_len(values.get()) : 0;
    if (count == 0) return tl::unexpected(Finding{Errc::fetch_failed, Mismatch{url_.attribute, {}}});
    if (count != 1) return several("values", static_cast<std::uint64_t>(count));
    auto const& value = **values;
    auto const octets = ByteView{reinterpret_cast<std::byte const*>(value.bv_val), value.bv_len};
    if (octets.size() > limits_.value_octets)
      return tl::unexpected(too_large("octets of the value", limits_.value_octets, octets.size()));
    return Buffer{octets.begin(), octets.end()};
  }

  auto conclude(::LDAPMessage* message, std::optional<Buffer> value) -> Value {
    int result = LDAP_OTHER;
    auto const parsed =
        ::ldap_parse_result(session_.get(), message, &result, nullptr, nullptr, nullptr, nullptr, /* free it */ 0);
    if (parsed != LDAP_SUCCESS) return tl::unexpected(ldap_fault(Errc::fetch_failed, parsed));
    if (result == LDAP_REFERRAL) return referred();
    if (result != LDAP_SUCCESS) return tl::unexpected(ldap_fault(Errc::fetch_failed, result));
    if (!value) return tl::unexpected(Finding{Errc::fetch_failed, Mismatch{"the entry " + url_.dn, {}}});
    return *std::move(value);
  }

  static auto several(char const* what, std::uint64_t count) -> Value {
    return tl::unexpected(Finding{Errc::fetch_failed, OverLimit{what, 1, count}});
  }
  static auto referred() -> Value {
    return tl::unexpected(Finding{Errc::redirect_refused, Note{"a referral to another directory"}});
  }
  [[nodiscard]] auto time_left() const -> ::timeval {
    auto const left = milliseconds_until(until_);
    return {left / 1000, left % 1000 * 1000};
  }

  LdapUrl const& url_;
  LdapLimits limits_;
  SteadyTime until_;
  LdapOwner<::LDAP> session_;
  int number_ = 0;
};

}  // namespace detail

/// Fetches by ldap alone, one value of one entry (`LdapUrl`), without a bind. Failures, with the URL as their subject:
///
/// * `url_malformed`, `url_refused`, `bad_argument` (a body): nothing was asked;
/// * `name_resolution_failed`, `address_refused`, `connect_failed`, `timed_out`, `connection_lost`: nobody answered;
/// * `fetch_failed`, with libldap's number and words or what was wanted; `response_too_large`; `redirect_refused`: a
///   referral.
///
/// Thread-safe, and empty.
template <LdapLimits Limits = LdapLimits{}>
struct LdapFetcher {
  using role = vidimus::role::fetcher;
  static constexpr LdapLimits limits = Limits;
  static_assert(Limits.of_connection().are_usable(),
                "vidimus: an LdapFetcher whose time, octets or addresses are limited to 0 can fetch nothing");

  [[nodiscard]] static constexpr auto speaks(std::string_view scheme) -> bool { return scheme == "ldap"; }

  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    auto const until = detail::time_after(std::chrono::milliseconds{Limits.total_milliseconds});
    if (!request.body.empty())
      return detail::unanswered(request, {Errc::bad_argument, Note{"a directory takes no body"}, {}, request.url});
    auto const url = LdapUrl::parse(request.url);
    if (!url) return detail::unanswered(request, url.error().decisive());
    auto value = detail::LdapSearch{*url, Limits, until}.run();
    if (value) return {request, *std::move(value)};
    value.error().subject = detail::escaped_ascii(bytes_of(request.url), 300);
    return detail::unanswered(request, std::move(value.error()));
  }

  [[nodiscard]] auto describe() const -> std::string {
    return "ldap by libldap: " + detail::in_words(Limits.of_connection());
  }
};
static_assert(Fetcher<LdapFetcher<>>);

}  // namespace vidimus
