// SPDX-License-Identifier: Apache-2.0
// The smallest web server that can publish CRLs and OCSP responses: on loopback, one request after another. For examples.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/tcp_listener.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace story {

/// Serves from a thread of its own until it is destroyed.
class WebServer {
 public:
  /// What is published at a path; nothing is "404 Not Found".
  using Pages = std::function<std::vector<std::byte>(std::string const& path)>;

  explicit WebServer(Pages pages) : pages_{std::move(pages)} {}
  WebServer(WebServer const&) = delete;
  auto operator=(WebServer const&) -> WebServer& = delete;
  ~WebServer() {
    is_closing_ = true;
    thread_.join();
  }

  [[nodiscard]] auto url(std::string const& path) const -> std::string {
    return "http://" + listener_.description() + path;
  }

 private:
  void run() {
    using namespace std::chrono_literals;
    while (!is_closing_)
      if (auto client = listener_.accept(20ms, {.read = 2s, .write = 2s})) serve(*client);
  }

  void serve(vidimus::TcpTransport& client) {
    auto const request = whole_request(client);
    auto const path = request.substr(0, request.find(" HTTP/"));
    auto const page = pages_(path.substr(std::min(path.find(' ') + 1, path.size())));
    auto answer = std::string{page.empty() ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK"} +
                  "\r\nContent-Length: " + std::to_string(page.size()) + "\r\n\r\n";
    answer += vidimus::text_of(page);
    std::error_code error;
    for (auto rest = vidimus::bytes_of(answer); !rest.empty() && !error;)
      rest = rest.subspan(client.write_some(rest, error));
  }

  static auto whole_request(vidimus::TcpTransport& client) -> std::string {
    std::string request;
    std::array<std::byte, 1024> bytes;
    std::error_code error;
    while (!is_whole(request)) {
      auto const count = client.read_some(bytes, error);
      if (count == 0) break;
      request += vidimus::text_of(vidimus::ByteView{bytes}.first(count));
    }
    return request;
  }
  static auto is_whole(std::string const& request) -> bool {
    std::string const field = "\r\nContent-Length: ";
    auto const end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    auto const at = request.find(field);
    return at > end || request.size() >= end + 4 + std::stoul(request.substr(at + field.size()));
  }

  Pages pages_;
  vidimus::TcpListener listener_ = vidimus::TcpListener::listen(vidimus::Interface::loopback).value();
  std::atomic<bool> is_closing_ = false;
  std::thread thread_{[this] { run(); }};
};

}  // namespace story
