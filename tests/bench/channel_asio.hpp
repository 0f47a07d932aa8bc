// SPDX-License-Identifier: Apache-2.0
// OpenSSL through Asio's ssl::stream, over memory, where Asio is here. Both handshakes are asynchronous operations of one
// io_context, run in one thread. Messages go by the synchronous write and read: their octets are already in memory, and an
// asynchronous operation takes the same way and the io_context's queue besides.
#pragma once

#if defined(VIDIMUS_WITH_ASIO)

#include "channel_openssl.hpp"
#include "pipe.hpp"

#include <asio/async_result.hpp>
#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/read.hpp>
#include <asio/ssl.hpp>
#include <asio/write.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace bench {

/// A lane and who waits for its next octets.
struct AsioLane : Lane {
  std::function<void()> reader{};
};

/// One end of two lanes: an AsyncStream and a SyncStream in Asio's terms, for one thread.
class AsioPipe {
 public:
  using executor_type = asio::io_context::executor_type;
  using lowest_layer_type = AsioPipe;

  AsioPipe(executor_type executor, std::shared_ptr<AsioLane> in, std::shared_ptr<AsioLane> out)
      : executor_{std::move(executor)}, in_{std::move(in)}, out_{std::move(out)} {}

  [[nodiscard]] auto get_executor() const noexcept -> executor_type { return executor_; }
  [[nodiscard]] auto lowest_layer() -> lowest_layer_type& { return *this; }

  template <class Buffers>
  auto read_some(Buffers const& buffers, asio::error_code& error) -> std::size_t {
    asio::mutable_buffer const to{*asio::buffer_sequence_begin(buffers)};
    auto const count = in_->get(to.data(), to.size());
    error = would_block_if(count == 0 && to.size() != 0);
    return count;
  }
  template <class Buffers>
  auto write_some(Buffers const& buffers, asio::error_code& error) -> std::size_t {
    asio::const_buffer const from{*asio::buffer_sequence_begin(buffers)};
    auto const count = out_->put(from.data(), from.size());
    error = would_block_if(count == 0 && from.size() != 0);
    if (out_->reader) asio::post(executor_, std::exchange(out_->reader, nullptr));
    return count;
  }

  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    auto const start = [this](auto handler, Buffers to) {
      bool const is_ready = in_->waiting() != 0 || asio::buffer_size(to) == 0;
      auto read = [this, handler = std::move(handler), to]() mutable {
        asio::error_code error;
        auto const count = read_some(to, error);
        std::move(handler)(error, count);
      };
      if (is_ready) return asio::post(executor_, std::move(read));
      in_->reader = std::move(read);
    };
    return asio::async_initiate<Token, void(asio::error_code, std::size_t)>(start, token, buffers);
  }
  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    auto const start = [this](auto handler, Buffers const& from) {
      asio::error_code error;
      auto const count = write_some(from, error);
      asio::post(executor_,
                 [handler = std::move(handler), error, count]() mutable { std::move(handler)(error, count); });
    };
    return asio::async_initiate<Token, void(asio::error_code, std::size_t)>(start, token, buffers);
  }

 private:
  static auto would_block_if(bool empty_handed) -> asio::error_code {
    return empty_handed ? asio::error_code{asio::error::would_block} : asio::error_code{};
  }
  executor_type executor_;
  std::shared_ptr<AsioLane> in_, out_;
};

/// What all pairs of one suite share: the same contexts as without Asio, and an io_context without locks.
struct AsioContexts {
  AsioContexts(vidimus_test::Company const& company, small_ca::Issued const& own, std::string const& suite)
      : AsioContexts{OpensslContexts{company, own, suite}} {}
  explicit AsioContexts(OpensslContexts made) : client{made.client.release()}, server{made.server.release()} {}

  asio::io_context events{ASIO_CONCURRENCY_HINT_UNSAFE};
  asio::ssl::context client, server;
};

class AsioPair {
 public:
  explicit AsioPair(AsioContexts& contexts)
      : client_{AsioPipe{contexts.events.get_executor(), back_, there_}, contexts.client},
        server_{AsioPipe{contexts.events.get_executor(), there_, back_}, contexts.server} {
    int finished = 0;
    auto const handler = [&finished](asio::error_code error) {
      if (error) throw std::runtime_error{"Asio: handshake: " + error.message()};
      ++finished;
    };
    client_.async_handshake(asio::ssl::stream_base::client, handler);
    server_.async_handshake(asio::ssl::stream_base::server, handler);
    contexts.events.restart();
    contexts.events.run();
    if (finished != 2) throw std::runtime_error{"Asio does not come to an end"};
  }

  void send(std::span<std::byte const> message, std::span<std::byte> out) {
    asio::write(client_, asio::buffer(message.data(), message.size()));
    asio::read(server_, asio::buffer(out.data(), message.size()));
  }

 private:
  std::shared_ptr<AsioLane> there_ = std::make_shared<AsioLane>(), back_ = std::make_shared<AsioLane>();
  asio::ssl::stream<AsioPipe> client_, server_;
};

}  // namespace bench

#endif
