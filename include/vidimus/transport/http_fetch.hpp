// SPDX-License-Identifier: Apache-2.0
// One fetch by HTTP, a step at a time: it never waits, so one thread can drive many.
//
//   while (fetch.step() != FetchStep::done) …wait for fetch.descriptor(), until fetch.deadline()…
//   auto answer = std::move(fetch).finish();
//
// Each URL, that of a redirect too, goes through the same gate: its scheme, then the addresses that its host has now. The
// connection is made to an address that passed, so a name that means something else a moment later changes nothing.
#pragma once

#include <vidimus/core/fetcher.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/http_redirect.hpp>
#include <vidimus/transport/http_request.hpp>
#include <vidimus/transport/http_response.hpp>
#include <vidimus/transport/network.hpp>
#include <vidimus/transport/url.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace vidimus {

/// What a fetch waits for.
enum class FetchStep : unsigned char { wants_read, wants_write, done };

namespace detail {

/// A URL in a report.
[[nodiscard]] inline auto shown(Url const& url) -> std::string {
  constexpr std::size_t most_octets = 300;
  auto const text = url.to_text();
  return text.size() > most_octets ? text.substr(0, most_octets) + "…" : text;
}

/// The addresses that may be connected to, at most as many as are tried. Errors: `address_refused` with those that are not.
[[nodiscard]] inline auto permitted(std::vector<SocketAddress> const& found, HttpLimits const& limits)
    -> tl::expected<std::vector<SocketAddress>, Finding> {
  std::vector<SocketAddress> addresses;
  Mismatch others{"an address that may be connected to", {}};
  for (auto const& address : found) {
    auto const kind = kind_of_address(address.octets());
    if (!limits.permits(kind))
      others.presented.push_back(address.to_text() + " (" + std::string{name_of(kind)} + ')');
    else if (addresses.size() < limits.addresses)
      addresses.push_back(address);
  }
  if (addresses.empty()) return tl::unexpected(Finding{Errc::address_refused, std::move(others)});
  return addresses;
}

/// Movable; one thread at a time; destroying it gives the fetch up.
template <class Network>
class BasicHttpFetch {
 public:
  /// The time begins now.
  BasicHttpFetch(FetchRequest request, HttpLimits const& limits, Network network = {})
      : request_{std::move(request)}, limits_{limits}, network_{std::move(network)} {
    bool const is_whole = request_.body.empty() || is_content_type(request_.content_type);
    auto url = Url::parse(request_.url);
    if (!is_whole)
      fail({Errc::bad_argument, Note{"a body needs a content type"}});
    else if (!url)
      fail(url.error().decisive());
    else
      go_to(*std::move(url));
  }

  /// Goes on as far as it can without waiting.
  [[nodiscard]] auto step() -> FetchStep {
    for (;;) {
      if (phase_ == Phase::done) return FetchStep::done;
      if (has_passed(until_))
        time_out(limits_.total_milliseconds);
      else if (auto const wanted = go_on())
        return *wanted;
    }
  }
  /// What to wait for; -1 once it is done.
  [[nodiscard]] auto descriptor() const -> int { return descriptor_; }
  /// When to step at the latest.
  [[nodiscard]] auto deadline() const -> SteadyTime {
    return phase_ == Phase::connecting ? (std::min)(until_, attempt_until_) : until_;
  }
  /// The answer; before it is done, one that says so (`bad_argument`).
  [[nodiscard]] auto finish() && -> FetchAnswer {
    if (phase_ != Phase::done) fail({Errc::bad_argument, Note{"the fetch is not done"}});
    return {std::move(request_), std::move(body_), std::move(failure_)};
  }

 private:
  enum class Phase : unsigned char { looking_up, connecting, sending, receiving, done };
  using Milliseconds = std::chrono::milliseconds;

  static constexpr std::size_t reads_a_step = 16;  // then the others on this thread have their turn

  static auto has_passed(SteadyTime deadline) -> bool { return std::chrono::steady_clock::now() >= deadline; }

  auto go_on() -> std::optional<FetchStep> {
    switch (phase_) {
      case Phase::looking_up: return look_up();
      case Phase::connecting: return connect();
      case Phase::sending: return send();
      case Phase::receiving: return receive();
      case Phase::done: break;
    }
    return FetchStep::done;
  }

  void go_to(Url url) {
    url_ = std::move(url);
    if (url_.scheme != "http") return fail({Errc::url_refused, Mismatch{"http", {url_.scheme}}});
    lookup_.emplace(url_.address ? NameLookup::known(std::vector{SocketAddress{*url_.address, url_.port}})
                                 : network_.look_up(url_.host, url_.port));
    enter(Phase::looking_up, lookup_->descriptor());
  }

  auto look_up() -> std::optional<FetchStep> {
    auto const found = lookup_->answer();
    if (!found) return FetchStep::wants_read;
    lookup_.reset();
    if (!*found) return fail((*found).error().decisive()), std::nullopt;
    auto addresses = permitted(**found, limits_);
    if (!addresses) return fail(std::move(addresses.error())), std::nullopt;
    addresses_ = *std::move(addresses);
    next_address_ = 0;
    connect_until_ = time_after(Milliseconds{limits_.connect_milliseconds});
    begin_attempt({});
    return std::nullopt;
  }

  /// The next address gets its share of the time; where there is none left, `error` is why the last one failed.
  void begin_attempt(std::error_code error) {
    stream_.reset();
    for (; next_address_ != addresses_.size() && !has_passed(connect_until_); ++next_address_) {
      auto const& address = addresses_[next_address_];
      socket_ = network_.begin(address, error);
      if (error) continue;
      auto const now = std::chrono::steady_clock::now();
      attempt_until_ = now + (connect_until_ - now) / static_cast<int>(addresses_.size() - next_address_++);
      return enter(Phase::connecting, socket_.descriptor());
    }
    phase_ = Phase::connecting;
    if (!error || error == std::errc::timed_out) return time_out(limits_.connect_milliseconds);
    fail({Errc::connect_failed, Underlying{"connecting", error}});
  }

  auto connect() -> std::optional<FetchStep> {
    std::error_code error;
    stream_ = network_.opened(socket_, error);
    if (stream_) {
      outgoing_ = http_request(request_, url_);
      sent_ = 0;
      response_ = std::make_unique<HttpResponse>(limits_);
      phase_ = Phase::sending;
    } else if (is_would_block(error) && !has_passed(attempt_until_)) {
      return FetchStep::wants_write;
    } else {
      begin_attempt(is_would_block(error) ? std::make_error_code(std::errc::timed_out) : error);
    }
    return std::nullopt;
  }

  auto send() -> std::optional<FetchStep> {
    std::error_code error;
    sent_ += stream_->write_some(ByteView{outgoing_}.subspan(sent_), error);
    if (is_would_block(error)) return FetchStep::wants_write;
    if (error) return fail({Errc::connection_lost, Underlying{"sending the request", error}}), std::nullopt;
    if (sent_ == outgoing_.size()) phase_ = Phase::receiving;
    return std::nullopt;
  }

  auto receive() -> std::optional<FetchStep> {
    std::array<std::byte, 16'384> bytes;
    for (std::size_t i = 0; i != reads_a_step && phase_ == Phase::receiving; ++i) {
      std::error_code error;
      auto const count = stream_->read_some(bytes, error);
      if (is_would_block(error)) return FetchStep::wants_read;
      if (error) return fail({Errc::connection_lost, Underlying{"receiving the response", error}}), std::nullopt;
      hear(ByteView{bytes}.first(count));
    }
    return phase_ == Phase::receiving ? std::optional{FetchStep::wants_read} : std::nullopt;
  }

  void hear(ByteView bytes) {
    auto fault = bytes.empty() ? response_->end() : response_->take(bytes);
    if (fault) return fail(*std::move(fault));
    if (response_->is_complete()) conclude();
  }

  void conclude() {
    auto const status = response_->status();
    if (is_redirect(status)) return redirect(status);
    if (status != 200) return fail(status_refused(status));
    body_ = response_->release_body();
    finish_with(std::nullopt);
  }

  void redirect(unsigned status) {
    auto target = target_of({status, response_->location(), redirects_++}, request_, url_, limits_);
    if (!target) return fail(std::move(target.error()));
    stream_.reset();
    go_to(*std::move(target));
  }

  void enter(Phase phase, int descriptor) {
    phase_ = phase;
    descriptor_ = descriptor;
  }

  static auto doing(Phase phase) -> std::string {
    switch (phase) {
      case Phase::looking_up: return "looking up the host";
      case Phase::connecting: return "connecting";
      case Phase::sending: return "sending the request";
      case Phase::receiving: return "receiving the response";
      case Phase::done: break;
    }
    return {};
  }

  void time_out(unsigned limit) {
    auto const spent = std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - began_).count();
    fail({Errc::timed_out, OverLimit{"milliseconds, " + doing(phase_), limit, static_cast<std::uint64_t>(spent)}});
  }
  void fail(Finding finding) {
    if (finding.subject.empty() && !url_.host.empty()) finding.subject = shown(url_);
    finish_with(std::move(finding));
  }
  void finish_with(std::optional<Finding> failure) {
    failure_ = std::move(failure);
    lookup_.reset();
    socket_.reset();
    stream_.reset();
    enter(Phase::done, -1);
  }

  FetchRequest request_;
  HttpLimits limits_;
  [[no_unique_address]] Network network_;
  SteadyTime began_ = std::chrono::steady_clock::now();
  SteadyTime until_ = began_ + Milliseconds{limits_.total_milliseconds};
  Phase phase_ = Phase::looking_up;
  int descriptor_ = -1;

  Url url_;
  std::optional<NameLookup> lookup_;
  std::vector<SocketAddress> addresses_;
  std::size_t next_address_ = 0;
  SteadyTime connect_until_{}, attempt_until_{};
  Socket socket_;
  std::optional<typename Network::Stream> stream_;

  Buffer outgoing_;
  std::size_t sent_ = 0;
  std::unique_ptr<HttpResponse> response_;
  unsigned redirects_ = 0;

  Buffer body_;
  std::optional<Finding> failure_;
};

}  // namespace detail

/// A fetch over the machine's own network. Used by one thread at a time.
using HttpFetch = detail::BasicHttpFetch<detail::SystemNetwork>;

}  // namespace vidimus
