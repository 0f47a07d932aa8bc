// SPDX-License-Identifier: Apache-2.0
// OpenSSL through SSL, over its own memory BIOs joined as a pair: the way that needs no copying of ours.
#pragma once

#include "company.hpp"
#include "openssl_peer.hpp"

#include <openssl/ssl.h>

#include <stdexcept>
#include <string>

namespace bench {

struct OpensslContexts {
  OpensslContexts(vidimus_test::Company const& company, small_ca::Issued const& own, std::string const& suite)
      : client{make({.end = vidimus::End::client,
                     .minimum = TLS1_3_VERSION,
                     .suites = {suite},
                     .groups = "P-256",
                     .anchors = company.root.pem(),
                     .verify = SSL_VERIFY_PEER})},
        server{make({.end = vidimus::End::server,
                     .minimum = TLS1_3_VERSION,
                     .suites = {suite},
                     .groups = "P-256",
                     .certificates = own.pem() + company.issuing.pem(),
                     .key = own.key_pem()})} {}
  static auto make(vidimus_test::OpensslSettings const& settings) -> vidimus_test::detail::OwnedContext {
    auto context = vidimus_test::detail::make_context(settings);
    SSL_CTX_set_num_tickets(context.get(), 0);
    return context;
  }
  vidimus_test::detail::OwnedContext client, server;
};

class OpensslPair {
 public:
  explicit OpensslPair(OpensslContexts const& contexts)
      : client_{SSL_new(contexts.client.get())}, server_{SSL_new(contexts.server.get())} {
    BIO *near = nullptr, *far = nullptr;
    if (BIO_new_bio_pair(&near, 1 << 17, &far, 1 << 17) != 1) throw std::runtime_error{"BIO_new_bio_pair"};
    SSL_set_bio(client_.get(), near, near);
    SSL_set_bio(server_.get(), far, far);
    SSL_set_connect_state(client_.get());
    SSL_set_accept_state(server_.get());
    for (int round = 0; !SSL_is_init_finished(client_.get()) || !SSL_is_init_finished(server_.get()); ++round) {
      if (round == 100) throw std::runtime_error{"OpenSSL does not come to an end"};
      SSL_do_handshake(client_.get());
      SSL_do_handshake(server_.get());
    }
  }

  void send(std::span<std::byte const> message, std::span<std::byte> out) {
    std::size_t count = 0;
    if (SSL_write_ex(client_.get(), message.data(), message.size(), &count) != 1) throw std::runtime_error{"SSL_write"};
    for (std::size_t got = 0; got != message.size(); got += count)
      if (SSL_read_ex(server_.get(), out.data() + got, message.size() - got, &count) != 1)
        throw std::runtime_error{"SSL_read"};
  }

 private:
  vidimus_test::detail::OwnedSsl client_, server_;
};

}  // namespace bench
