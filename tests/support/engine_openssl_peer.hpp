// SPDX-License-Identifier: Apache-2.0
// OpenSSL's libssl as the other end, over memory: what it thinks of the bytes that our engine makes.
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine_fixture.hpp"

namespace engine_test {

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

struct OpensslOptions {
  End end = End::server;
  std::string name{};  ///< of a chain and key in tests/data/engine; empty: none
  int version = TLS1_3_VERSION;
  bool wants_certificate = false;  ///< a server's
  bool takes_any = true;           ///< certificate; false: it judges, and knows no trust anchor
  std::string tls13_suites{};      ///< empty: OpenSSL's own
};

class OpensslPeer {
 public:
  explicit OpensslPeer(OpensslOptions const& options) : context_{SSL_CTX_new(TLS_method())} {
    SSL_CTX_set_min_proto_version(context_.get(), options.version);
    SSL_CTX_set_max_proto_version(context_.get(), options.version);
    if (!options.name.empty()) load(options.name);
    if (!options.tls13_suites.empty()) {
      SSL_CTX_set_security_level(context_.get(), 0);  // CCM_8 is of 64 bits to OpenSSL 3.2 and later
      REQUIRE(SSL_CTX_set_ciphersuites(context_.get(), options.tls13_suites.c_str()) == 1);
    }
    SSL_verify_cb const take_any = [](int, X509_STORE_CTX*) { return 1; };
    if (options.wants_certificate || options.end == End::client)
      SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, options.takes_any ? take_any : nullptr);
    ssl_.reset(SSL_new(context_.get()));
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl_.get(), in_, out_);
    SSL_set_app_data(ssl_.get(), this);
    SSL_set_info_callback(ssl_.get(), &on_info);
    if (options.end == End::server)
      SSL_set_accept_state(ssl_.get());
    else
      SSL_set_connect_state(ssl_.get());
  }
  OpensslPeer(OpensslPeer const&) = delete;
  auto operator=(OpensslPeer const&) -> OpensslPeer& = delete;

  void give(ByteView bytes) {
    if (!bytes.empty())
      REQUIRE(BIO_write(in_, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size()));
  }
  void give_end() { BIO_set_mem_eof_return(in_, 0); }
  [[nodiscard]] auto take() -> Buffer {
    Buffer bytes(BIO_ctrl_pending(out_));
    if (!bytes.empty()) BIO_read(out_, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
  }

  void advance() {
    ERR_clear_error();
    SSL_do_handshake(ssl_.get());
  }
  [[nodiscard]] auto is_established() const -> bool { return SSL_is_init_finished(ssl_.get()) == 1; }
  auto write(std::string const& text) -> bool {
    ERR_clear_error();
    return SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size())) == static_cast<int>(text.size());
  }
  auto read() -> std::string {
    ERR_clear_error();
    std::string text(20'000, '\0');
    auto const count = SSL_read(ssl_.get(), text.data(), static_cast<int>(text.size()));
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
  }
  [[nodiscard]] auto ssl() const -> SSL* { return ssl_.get(); }
  /// The last alert that it read, and could decrypt.
  [[nodiscard]] auto alert_read() const -> std::optional<vidimus::Alert> { return alert_read_; }

 private:
  void load(std::string const& name) {
    REQUIRE(SSL_CTX_use_certificate_chain_file(context_.get(), data_path(name + ".pem").c_str()) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey_file(context_.get(), data_path(name + ".key").c_str(), SSL_FILETYPE_PEM) == 1);
  }
  static void on_info(SSL const* ssl, int where, int value) {
    if ((where & SSL_CB_ALERT) != 0 && (where & SSL_CB_READ) != 0)
      static_cast<OpensslPeer*>(SSL_get_app_data(ssl))->alert_read_ = static_cast<vidimus::Alert>(value & 0xFF);
  }

  std::unique_ptr<SSL_CTX, FreeSsl> context_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  BIO *in_ = nullptr, *out_ = nullptr;
  std::optional<vidimus::Alert> alert_read_;
};

/// Our end against OpenSSL's, until neither has anything to say.
inline void run(Peer& ours, OpensslPeer& theirs, bool proceeds = true) {
  for (bool moved = true; moved;) {
    ours.advance();
    if (ours.is_at(Progress::peer_shown) && proceeds) {
      ours.session.proceed(Permit{});
      ours.advance();
    }
    theirs.give(ByteView{ours.line.all}.subspan(ours.line.given));
    moved = ours.line.given != ours.line.all.size();
    ours.line.given = ours.line.all.size();
    theirs.advance();
    auto const answer = theirs.take();
    if (!answer.empty()) ours.session.receive(answer);
    moved = moved || !answer.empty();
  }
}

/// Hands over what our end still has to say, an owed alert among it.
inline void deliver(Peer& ours, OpensslPeer& theirs) {
  ours.collect();
  theirs.give(ByteView{ours.line.all}.subspan(ours.line.given));
  ours.line.given = ours.line.all.size();
  if (theirs.is_established())
    (void)theirs.read();
  else
    theirs.advance();
}

}  // namespace engine_test
