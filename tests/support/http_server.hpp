// SPDX-License-Identifier: Apache-2.0
// A small HTTP server on loopback, which does to its clients what a test says, well or badly.
//
//   HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", "body"); }};
//   fetch(server.url("/crl.der"))
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/tcp_listener.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace vidimus_test {

/// Ends everything that waits in a server.
class Closing {
 public:
  void begin() {
    std::lock_guard const lock{mutex_};
    has_begun_ = true;
    changed_.notify_all();
  }
  auto wait(std::chrono::milliseconds longest) -> bool {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, longest, [this] { return has_begun_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_begun_ = false;
};

/// One client, whose request has been read.
class HttpConversation {
 public:
  HttpConversation(vidimus::TcpTransport transport, Closing& closing)
      : transport_{std::move(transport)}, closing_{closing} {
    transport_->set_deadlines({.read = std::chrono::seconds{20}, .write = std::chrono::seconds{20}});
  }

  void read_request() {
    constexpr std::string_view end = "\r\n\r\n";
    while (request_.find(end) == std::string::npos && read_more()) {
    }
    auto const whole = request_.find(end) + end.size() + promised();
    while (request_.size() < whole && read_more()) {
    }
  }
  [[nodiscard]] auto request() const -> std::string const& { return request_; }
  /// `GET /path`.
  [[nodiscard]] auto asked() const -> std::string { return request_.substr(0, request_.find(" HTTP/")); }
  [[nodiscard]] auto target() const -> std::string { return asked().substr(asked().find(' ') + 1); }
  [[nodiscard]] auto body() const -> std::string {
    auto const end = request_.find("\r\n\r\n");
    return end == std::string::npos ? std::string{} : request_.substr(end + 4);
  }

  void send(std::string_view text) {
    std::error_code error;
    for (auto rest = vidimus::bytes_of(text); !rest.empty() && !error && transport_;)
      rest = rest.subspan(transport_->write_some(rest, error));
  }
  /// A whole response with a length.
  void answer(std::string const& status, std::string const& body, std::string const& fields = {}) {
    send("HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  void redirect(std::string const& status, std::string const& location) {
    answer(status, "", "Location: " + location + "\r\n");
  }
  /// Says nothing until the server closes.
  void stall() { closing_.wait(std::chrono::seconds{60}); }
  /// Whether the server is still open afterwards.
  auto rest(std::chrono::milliseconds duration) -> bool { return !closing_.wait(duration); }
  /// Octet by octet.
  void drip(std::string_view text, std::chrono::milliseconds pause) {
    for (std::size_t i = 0; i != text.size() && rest(pause); ++i) send(text.substr(i, 1));
  }
  /// Breaks the connection instead of closing it.
  void reset() {
    ::sockaddr const nobody{.sa_family = AF_UNSPEC, .sa_data = {}};
    ::connect(transport_->native_handle(), &nobody, sizeof nobody);
    transport_.reset();
  }

 private:
  auto read_more() -> bool {
    std::array<std::byte, 65536> bytes;
    std::error_code error;
    auto const count = transport_->read_some(bytes, error);
    request_ += vidimus::text_of(vidimus::ByteView{bytes}.first(count));
    return count != 0;
  }
  [[nodiscard]] auto promised() const -> std::size_t {
    constexpr std::string_view field = "\r\nContent-Length: ";
    auto const at = request_.find(field);
    return at == std::string::npos ? 0 : std::stoul(request_.substr(at + field.size()));
  }

  std::optional<vidimus::TcpTransport> transport_;
  Closing& closing_;
  std::string request_;
};

/// Each client on a thread of its own; closed and joined at the end.
class HttpServer {
 public:
  using Script = std::function<void(HttpConversation&)>;

  explicit HttpServer(Script script, vidimus::AddressFamily family = vidimus::AddressFamily::ipv4)
      : listener_{vidimus::TcpListener::listen(vidimus::Interface::loopback, 0, family).value()},
        script_{std::move(script)},
        accepting_{[this] { accept(); }} {}
  HttpServer(HttpServer const&) = delete;
  auto operator=(HttpServer const&) -> HttpServer& = delete;
  ~HttpServer() {
    closing_.begin();
    accepting_.join();
    for (auto& client : clients_) client.join();
  }

  [[nodiscard]] auto port() const -> std::uint16_t { return listener_.port(); }
  [[nodiscard]] auto url(std::string const& target = "/") const -> std::string {
    return "http://" + listener_.description() + target;
  }
  /// The requests that came, whole, in order.
  [[nodiscard]] auto requests() const -> std::vector<std::string> {
    std::lock_guard const lock{mutex_};
    return requests_;
  }

 private:
  void accept() {
    while (!closing_.wait(std::chrono::milliseconds{0})) {
      auto client = listener_.accept(std::chrono::milliseconds{20});
      if (client)
        clients_.emplace_back([this, transport = *std::move(client)]() mutable { serve(std::move(transport)); });
    }
  }
  void serve(vidimus::TcpTransport transport) {
    HttpConversation client{std::move(transport), closing_};
    client.read_request();
    {
      std::lock_guard const lock{mutex_};
      requests_.push_back(client.request());
    }
    script_(client);
  }

  vidimus::TcpListener listener_;
  Script script_;
  Closing closing_;
  std::mutex mutable mutex_;
  std::vector<std::string> requests_;
  std::vector<std::thread> clients_;
  std::thread accepting_;
};

}  // namespace vidimus_test
