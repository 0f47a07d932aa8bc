// SPDX-License-Identifier: Apache-2.0
// A Fetcher over libcurl, for what the built-in one does not do: https, and proxies. Include it yourself and link
// vidimus::curl; nothing else of vidimus needs libcurl.
//
// libcurl carries the octets. What a response is, how large it may be, which addresses may be connected to and where a
// redirect may lead is decided by the same code as without it.
#pragma once

#include <vidimus/core/fetcher.hpp>
#include <vidimus/transport/http_fetch.hpp>
#include <vidimus/transport/http_fetcher.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/http_redirect.hpp>
#include <vidimus/transport/http_request.hpp>
#include <vidimus/transport/http_response.hpp>
#include <vidimus/transport/socket_address.hpp>
#include <vidimus/transport/url.hpp>

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if LIBCURL_VERSION_NUM < 0x075500
#error "vidimus's adapter for libcurl needs libcurl 7.85 or later"
#endif

namespace vidimus {

/// How a CurlFetcher reaches hosts. What the environment says of proxies (`http_proxy`, `no_proxy`) counts in neither.
enum class CurlRoute : unsigned char {
  direct,
  /// Through one proxy, which is the program's own choice and looks the names up: of a URL's host the limits see the
  /// address where it is written as one, and no name.
  proxy,
};

/// Where a CurlFetcher finds what is no part of its type.
struct CurlSettings {
  std::string proxy{};    ///< `http://proxy.acme.example:3128`, as CURLOPT_PROXY has it; needed by CurlRoute::proxy
  std::string ca_file{};  ///< PEM: whom an https server's certificate must come from; empty: libcurl's own choice
};

namespace detail {

/// One easy handle and its options. A refused option ends the fetch: none is set and not applied.
class CurlHandle {
 public:
  CurlHandle() {
    static auto const ready = ::curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready == CURLE_OK) handle_.reset(::curl_easy_init());
    if (!handle_) refused_ = CURLE_FAILED_INIT;
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    if (refused_ == CURLE_OK) refused_ = ::curl_easy_setopt(handle_.get(), option, value);
  }
  void add_field(std::string const& line) {
    if (auto* const longer = ::curl_slist_append(fields_.get(), line.c_str())) {
      (void)fields_.release();
      fields_.reset(longer);
    } else if (refused_ == CURLE_OK) {
      refused_ = CURLE_OUT_OF_MEMORY;
    }
  }
  /// The first option that was refused, else how the transfer ended.
  [[nodiscard]] auto perform() -> CURLcode {
    set(CURLOPT_HTTPHEADER, fields_.get());
    return refused_ == CURLE_OK ? ::curl_easy_perform(handle_.get()) : refused_;
  }

 private:
  struct Free {
    void operator()(::CURL* handle) const { ::curl_easy_cleanup(handle); }
    void operator()(::curl_slist* list) const { ::curl_slist_free_all(list); }
  };
  std::unique_ptr<::curl_slist, Free> fields_;
  std::unique_ptr<::CURL, Free> handle_;
  CURLcode refused_ = CURLE_OK;
};

/// One request and its response.
class CurlExchange {
 public:
  CurlExchange(FetchRequest const& request, Url const& url, HttpLimits const& limits, CurlRoute route)
      : request_{request}, url_{url}, limits_{limits}, route_{route}, response_{limits} {}
  CurlExchange(CurlExchange const&) = delete;
  auto operator=(CurlExchange const&) -> CurlExchange& = delete;
  ~CurlExchange() = default;

  /// Nothing: a response is here.
  [[nodiscard]] auto perform(CurlSettings const& settings, std::chrono::milliseconds left) -> HttpFault {
    prepare(settings, left);
    auto const code = handle_.perform();
    if (fault_) return std::move(fault_);
    if (response_.is_complete()) return std::nullopt;
    if (code == CURLE_OK || code == CURLE_PARTIAL_FILE || code == CURLE_GOT_NOTHING) return response_.end();
    return fault_of(code);
  }
  [[nodiscard]] auto response() -> HttpResponse& { return response_; }

 private:
  void prepare(CurlSettings const& settings, std::chrono::milliseconds left) {
    std::string const text = url_.to_text();
    handle_.set(CURLOPT_URL, text.c_str());
    handle_.set(CURLOPT_PROTOCOLS_STR, "http,https");
    handle_.set(CURLOPT_PATH_AS_IS, 1L);
    handle_.set(CURLOPT_NOSIGNAL, 1L);
    handle_.set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    handle_.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_milliseconds));
    handle_.set(CURLOPT_PROXY, route_ == CurlRoute::proxy ? settings.proxy.c_str() : "");
    handle_.set(CURLOPT_NOPROXY, "");
    handle_.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    handle_.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.ca_file.empty()) handle_.set(CURLOPT_CAINFO, settings.ca_file.c_str());
    prepare_request();
    listen();
  }

  // As the built-in fetcher writes it; libcurl puts Host and Content-Length.
  void prepare_request() {
    handle_.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    handle_.set(CURLOPT_USERAGENT, "vidimus");
    handle_.add_field("Accept-Encoding: identity");
    handle_.add_field("Connection: close");
    if (request_.body.empty()) return;
    handle_.add_field("Content-Type: " + request_.content_type);
    handle_.add_field("Expect:");  // does not wait to be told that it may go on
    handle_.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<::curl_off_t>(request_.body.size()));
    handle_.set(CURLOPT_POSTFIELDS, reinterpret_cast<char const*>(request_.body.data()));
  }

  // The octets as they came, chunks too: our reader takes them apart.
  void listen() {
    handle_.set(CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    handle_.set(CURLOPT_HEADERFUNCTION, &hear);
    handle_.set(CURLOPT_HEADERDATA, this);
    handle_.set(CURLOPT_WRITEFUNCTION, &hear);
    handle_.set(CURLOPT_WRITEDATA, this);
    handle_.set(CURLOPT_OPENSOCKETFUNCTION, &open);
    handle_.set(CURLOPT_OPENSOCKETDATA, this);
  }

  // Returns less than it was given to end the transfer: after a fault, and once nothing more is wanted.
  static auto hear(char* octets, std::size_t size, std::size_t count, void* self) -> std::size_t {
    auto& exchange = *static_cast<CurlExchange*>(self);
    auto const total = size * count;
    if (exchange.fault_) return CURL_WRITEFUNC_ERROR;
    exchange.fault_ = exchange.response_.take(bytes_of({octets, total}));
    bool const goes_on = !exchange.fault_ && !exchange.response_.is_complete();
    return goes_on ? total : CURL_WRITEFUNC_ERROR;
  }

  // libcurl connects to exactly the address that it shows here.
  static auto open(void* self, ::curlsocktype, ::curl_sockaddr* address) -> ::curl_socket_t {
    auto& exchange = *static_cast<CurlExchange*>(self);
    if (exchange.route_ == CurlRoute::direct && !exchange.admits({&address->addr, address->addrlen}))
      return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
  auto admits(SocketAddress const& address) -> bool {
    auto const found = permitted({address}, limits_);
    if (!found && !refused_) refused_ = found.error();
    return found && attempts_++ < limits_.addresses;
  }

  [[nodiscard]] auto fault_of(CURLcode code) const -> Finding {
    auto const because = [&](Errc errc) {
      return Finding{errc,
                     Underlying{std::string{"libcurl: "} + ::curl_easy_strerror(code), {}, static_cast<int>(code)}};
    };
    switch (code) {
      case CURLE_OPERATION_TIMEDOUT: return because(Errc::timed_out);
      case CURLE_COULDNT_RESOLVE_HOST:
      case CURLE_COULDNT_RESOLVE_PROXY: return because(Errc::name_resolution_failed);
      case CURLE_COULDNT_CONNECT: return refused_ && attempts_ == 0 ? *refused_ : because(Errc::connect_failed);
      case CURLE_SEND_ERROR:
      case CURLE_RECV_ERROR: return because(Errc::connection_lost);
      case CURLE_WEIRD_SERVER_REPLY:
      case CURLE_UNSUPPORTED_PROTOCOL: return because(Errc::http_response_malformed);
      default: return because(Errc::fetch_failed);
    }
  }

  FetchRequest const& request_;
  Url const& url_;
  HttpLimits limits_;
  CurlRoute route_;
  HttpResponse response_;
  CurlHandle handle_;
  HttpFault fault_;
  std::optional<Finding> refused_;  ///< the first address that may not be connected to
  unsigned attempts_ = 0;
};

}  // namespace detail

/// Fetches by http and https, with the limits and the refusals of `HttpFetcher`; beside those, `fetch_failed` with
/// libcurl's own number and words: a server's certificate that is not trusted, above all. Thread-safe.
///
///   CurlFetcher<HttpLimits{.private_use = Access::allowed}>{{.ca_file = "/etc/acme/root.pem"}}
///   CurlFetcher<HttpLimits{}, CurlRoute::proxy>{{.proxy = "http://proxy.acme.example:3128"}}
template <HttpLimits Limits = HttpLimits{}, CurlRoute Route = CurlRoute::direct>
class CurlFetcher {
 public:
  using role = vidimus::role::fetcher;
  static constexpr HttpLimits limits = Limits;
  static_assert(Limits.are_usable(),
                "vidimus: a CurlFetcher whose time, octets or addresses are limited to 0 can fetch nothing");

  explicit CurlFetcher(CurlSettings settings = {}) : settings_{std::move(settings)} {}

  [[nodiscard]] static constexpr auto speaks(std::string_view scheme) -> bool {
    return scheme == "http" || scheme == "https";
  }

  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    FetchAnswer answer{request, {}};
    auto url = Url::parse(request.url);
    if (!url)
      answer.failure = url.error().decisive();
    else
      answer.failure = follow(request, *std::move(url), answer.response);
    return answer;
  }

  [[nodiscard]] auto describe() const -> std::string {
    auto const way = Route == CurlRoute::proxy ? " through " + settings_.proxy : std::string{};
    return "http and https by libcurl" + way + ": " + detail::in_words(Limits);
  }

 private:
  [[nodiscard]] auto follow(FetchRequest const& request, Url url, Buffer& body) const -> std::optional<Finding> {
    auto const until = detail::time_after(std::chrono::milliseconds{Limits.total_milliseconds});
    for (unsigned followed = 0;; ++followed) {
      auto next = ask(request, url, followed, until, body);
      if (!next) return about(std::move(next.error()), url);
      if (!*next) return std::nullopt;
      url = **std::move(next);
    }
  }

  using Next = tl::expected<std::optional<Url>, Finding>;  ///< nothing: the body is here

  [[nodiscard]] auto ask(FetchRequest const& request, Url const& url, unsigned followed, detail::SteadyTime until,
                         Buffer& body) const -> Next {
    if (auto refused = refuse_before(request, url)) return tl::unexpected(*std::move(refused));
    detail::CurlExchange exchange{request, url, Limits, Route};
    auto const left = detail::milliseconds_until(until);
    if (left == 0) return tl::unexpected(Finding{Errc::timed_out, Note{"following redirects"}});
    if (auto fault = exchange.perform(settings_, std::chrono::milliseconds{left}))
      return tl::unexpected(*std::move(fault));
    auto& response = exchange.response();
    if (detail::is_redirect(response.status()))
      return detail::target_of({response.status(), response.location(), followed}, request, url, Limits)
          .map([](Url target) { return std::optional{std::move(target)}; });
    if (response.status() != 200) return tl::unexpected(detail::status_refused(response.status()));
    body = response.release_body();
    return std::nullopt;
  }

  [[nodiscard]] auto refuse_before(FetchRequest const& request, Url const& url) const -> std::optional<Finding> {
    if (!request.body.empty() && !detail::is_content_type(request.content_type))
      return Finding{Errc::bad_argument, Note{"a body needs a content type"}};
    if (Route == CurlRoute::proxy && settings_.proxy.empty())
      return Finding{Errc::bad_argument, Note{"no proxy is set"}};
    if (!speaks(url.scheme)) return Finding{Errc::url_refused, Mismatch{"http or https", {url.scheme}}};
    if (!url.address) return std::nullopt;
    auto const found = detail::permitted({detail::SocketAddress{*url.address, url.port}}, Limits);
    return found ? std::nullopt : std::optional{found.error()};
  }

  static auto about(Finding finding, Url const& url) -> Finding {
    if (finding.subject.empty()) finding.subject = detail::shown(url);
    return finding;
  }

  CurlSettings settings_;
};
static_assert(Fetcher<CurlFetcher<>>);

}  // namespace vidimus
