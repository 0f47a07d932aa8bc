// SPDX-License-Identifier: Apache-2.0
// OpenSSL as the other end of a channel, over memory and in the same thread: it moves whenever it is called and never
// blocks. It keeps the alerts of both directions by number, and whether the one it received was encrypted.
#pragma once

#include "portions.hpp"

#include <vidimus/core/alert.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace vidimus_test {

struct OpensslSettings {
  vidimus::End end = vidimus::End::client;
  int minimum = TLS1_2_VERSION, maximum = TLS1_3_VERSION;
  std::vector<std::string> suites{};  ///< IANA names, of both versions; empty: OpenSSL's own
  std::string groups{};               ///< as SSL_CTX_set1_groups_list; empty: OpenSSL's own
  std::string certificates{}, key{};  ///< PEM, end entity first; empty: none
  std::string anchors{};              ///< PEM
  int verify = SSL_VERIFY_NONE;       ///< SSL_VERIFY_…
  std::uint32_t splits = 0;           ///< as Portions
};

namespace detail {

template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* owned) const {
    Free(owned);
  }
};
template <class T, auto Free>
using OpensslOwned = std::unique_ptr<T, FreedBy<Free>>;
using OwnedX509 = OpensslOwned<X509, X509_free>;
using OwnedKey = OpensslOwned<EVP_PKEY, EVP_PKEY_free>;
using OwnedContext = OpensslOwned<SSL_CTX, SSL_CTX_free>;
using OwnedSsl = OpensslOwned<SSL, SSL_free>;

/// What OpenSSL answers 1 to went well; anything else is the test's own mistake.
inline void must(bool did, char const* what) {
  if (did) return;
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  throw std::runtime_error{std::string{"OpenSSL: "} + what + ": " + reason.data()};
}

inline auto memory_bio(std::string_view text) -> OpensslOwned<BIO, BIO_free> {
  OpensslOwned<BIO, BIO_free> bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  must(bio != nullptr, "BIO_new_mem_buf");
  return bio;
}

inline auto read_x509(std::string_view pem) -> std::vector<OwnedX509> {
  std::vector<OwnedX509> certificates;
  auto const bio = memory_bio(pem);
  while (auto* const next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) certificates.emplace_back(next);
  must(!certificates.empty(), "PEM_read_bio_X509");
  ERR_clear_error();  // the end of the text
  return certificates;
}

/// RFC 5929, 4: the hash that OpenSSL finds in the certificate's signature, over the certificate as OpenSSL has it.
inline auto end_point_digest(X509* certificate) -> vidimus::Buffer {
  must(certificate != nullptr, "the server's certificate");
  int hash = NID_undef;
  must(X509_get_signature_info(certificate, &hash, nullptr, nullptr, nullptr) == 1, "X509_get_signature_info");
  vidimus::Buffer octets(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  auto* const out = reinterpret_cast<unsigned char*>(octets.data());
  must(X509_digest(certificate, EVP_get_digestbynid(hash), out, &size) == 1, "X509_digest");
  octets.resize(size);
  return octets;
}

/// OpenSSL's name of a cipher suite of the IANA registry; empty where it has none.
inline auto openssl_name(std::string const& iana_name) -> std::string {
  std::string const name = OPENSSL_cipher_name(iana_name.c_str());
  return name == "(NONE)" ? std::string{} : name;
}

inline void use_suites(SSL_CTX* context, std::vector<std::string> const& suites) {
  std::string tls12, tls13;
  for (auto const& suite : suites) {
    auto const name = openssl_name(suite);
    auto& list = suite.find("_WITH_") == std::string::npos ? tls13 : tls12;
    list += (list.empty() ? "" : ":") + name;
  }
  if (!tls12.empty()) must(SSL_CTX_set_cipher_list(context, tls12.c_str()) == 1, "SSL_CTX_set_cipher_list");
  if (!tls13.empty()) must(SSL_CTX_set_ciphersuites(context, tls13.c_str()) == 1, "SSL_CTX_set_ciphersuites");
}

inline void use_credentials(SSL_CTX* context, OpensslSettings const& settings) {
  auto const chain = read_x509(settings.certificates);
  must(SSL_CTX_use_certificate(context, chain.front().get()) == 1, "SSL_CTX_use_certificate");
  for (std::size_t i = 1; i != chain.size(); ++i)
    must(SSL_CTX_add1_chain_cert(context, chain[i].get()) == 1, "SSL_CTX_add1_chain_cert");
  OwnedKey const key{PEM_read_bio_PrivateKey(memory_bio(settings.key).get(), nullptr, nullptr, nullptr)};
  must(key && SSL_CTX_use_PrivateKey(context, key.get()) == 1, "SSL_CTX_use_PrivateKey");
}

inline auto make_context(OpensslSettings const& settings) -> OwnedContext {
  bool const is_client = settings.end == vidimus::End::client;
  OwnedContext context{SSL_CTX_new(is_client ? TLS_client_method() : TLS_server_method())};
  must(context != nullptr, "SSL_CTX_new");
  must(SSL_CTX_set_min_proto_version(context.get(), settings.minimum) == 1, "SSL_CTX_set_min_proto_version");
  must(SSL_CTX_set_max_proto_version(context.get(), settings.maximum) == 1, "SSL_CTX_set_max_proto_version");
  use_suites(context.get(), settings.suites);
  if (!settings.groups.empty())
    must(SSL_CTX_set1_groups_list(context.get(), settings.groups.c_str()) == 1, "SSL_CTX_set1_groups_list");
  if (!settings.certificates.empty()) use_credentials(context.get(), settings);
  if (!settings.anchors.empty())
    for (auto const& anchor : read_x509(settings.anchors))
      must(X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), anchor.get()) == 1, "X509_STORE_add_cert");
  SSL_CTX_set_verify(context.get(), settings.verify, nullptr);
  return context;
}

}  // namespace detail

class OpensslPeer {
 public:
  enum class State : unsigned char {
    negotiating,
    established,
    closed,  ///< the other end has said close_notify
    failed,
  };

  OpensslPeer(vidimus::MemoryTransport transport, OpensslSettings const& settings)
      : transport_{std::move(transport)},
        portions_{settings.splits},
        context_{detail::make_context(settings)},
        ssl_{SSL_new(context_.get())},
        alerts_{std::make_unique<Alerts>()} {
    detail::must(ssl_ != nullptr, "SSL_new");
    incoming_ = BIO_new(BIO_s_mem());
    outgoing_ = BIO_new(BIO_s_mem());
    detail::must(incoming_ != nullptr && outgoing_ != nullptr, "BIO_new");
    SSL_set_bio(ssl_.get(), incoming_, outgoing_);  // the SSL owns them now
    SSL_set_msg_callback(ssl_.get(), &hear);
    SSL_set_msg_callback_arg(ssl_.get(), alerts_.get());
    if (settings.end == vidimus::End::client)
      SSL_set_connect_state(ssl_.get());
    else
      SSL_set_accept_state(ssl_.get());
  }

  /// Goes on with the handshake as far as the bytes at hand allow.
  auto negotiate() -> State {
    if (state_ != State::negotiating) return pump(), state_;
    if (attempt([&] { return SSL_do_handshake(ssl_.get()); })) state_ = State::established;
    return state_;
  }

  /// Plaintext octets; 0: there are none now, and `state()` says whether any can follow.
  auto read(std::span<std::byte> bytes) -> std::size_t {
    std::size_t count = 0;
    attempt([&] { return SSL_read_ex(ssl_.get(), bytes.data(), bytes.size(), &count); });
    return count;
  }

  /// How many octets were taken. OpenSSL takes all of them or, while the transport is full, none.
  auto write(vidimus::ByteView bytes) -> std::size_t {
    pump();
    if (!unsent_.empty() || bytes.empty()) return 0;
    std::size_t count = 0;
    attempt([&] { return SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count); });
    return count;
  }

  /// New keys with its next bytes; the other end's too, where they are asked for. Whether it will: between two of its records
  /// only.
  auto update_keys(bool and_asks) -> bool {
    pump();
    return unsent_.empty() && attempt([&] {
             return SSL_key_update(ssl_.get(), and_asks ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED);
           });
  }
  /// RFC 8446, 7.5: 32 octets, without a context.
  [[nodiscard]] auto exported(std::string_view label) -> vidimus::Buffer {
    vidimus::Buffer secret(32);
    auto* const out = reinterpret_cast<unsigned char*>(secret.data());
    detail::must(
        SSL_export_keying_material(ssl_.get(), out, secret.size(), label.data(), label.size(), nullptr, 0, 0) == 1,
        "SSL_export_keying_material");
    return secret;
  }

  /// RFC 5929, 4: of the certificate it was shown, else of its own.
  [[nodiscard]] auto end_point_digest(bool of_peer) -> vidimus::Buffer {
    return detail::end_point_digest(of_peer ? SSL_get0_peer_certificate(ssl_.get()) : SSL_get_certificate(ssl_.get()));
  }

  /// Says close_notify.
  void close() {
    if (state_ == State::established || state_ == State::closed) SSL_shutdown(ssl_.get());
    pump();
  }
  /// Ends the connection below TLS.
  void disconnect() {
    pump();
    transport_.close();
  }

  /// Reads on until nothing more is there: what came after the handshake, an alert perhaps.
  auto listen() -> State {
    std::array<std::byte, 4096> bytes;
    while (read(bytes) != 0) {
    }
    return state_;
  }

  [[nodiscard]] auto state() const -> State { return state_; }
  /// The fatal alert that came; a warning is none.
  [[nodiscard]] auto alert_received() const -> std::optional<vidimus::Alert> { return alerts_->received; }
  [[nodiscard]] auto alert_sent() const -> std::optional<vidimus::Alert> { return alerts_->sent; }
  /// Whether the record that carried the received alert was encrypted under TLS 1.3's rules.
  [[nodiscard]] auto alert_was_sealed() const -> bool { return alerts_->was_sealed; }
  /// ERR_GET_REASON of the first error; SSL_AD_REASON_OFFSET + n for a received alert n.
  [[nodiscard]] auto reason() const -> int { return reason_; }
  [[nodiscard]] auto reason_text() const -> std::string { return reason_text_; }

  [[nodiscard]] auto protocol_version() const -> std::uint16_t {
    return static_cast<std::uint16_t>(SSL_version(ssl_.get()));
  }
  [[nodiscard]] auto cipher_suite() const -> std::uint16_t {
    auto const* const cipher = SSL_get_current_cipher(ssl_.get());
    return cipher == nullptr ? std::uint16_t{0} : SSL_CIPHER_get_protocol_id(cipher);
  }
  /// The NID of the key exchange's group.
  [[nodiscard]] auto group() const -> int { return static_cast<int>(SSL_get_negotiated_group(ssl_.get())); }
  /// Whether the other end showed a certificate that OpenSSL accepts.
  [[nodiscard]] auto has_verified_peer() const -> bool {
    return SSL_get0_peer_certificate(ssl_.get()) != nullptr && SSL_get_verify_result(ssl_.get()) == X509_V_OK;
  }
  [[nodiscard]] auto has_peer_certificate() const -> bool { return SSL_get0_peer_certificate(ssl_.get()) != nullptr; }

 private:
  struct Alerts {
    std::optional<vidimus::Alert> received, sent;
    bool was_sealed = false;
    unsigned char record_type = 0;
  };

  // Sees every record's header and every alert, in both directions.
  static void hear(int is_writing, int, int content_type, void const* data, std::size_t size, SSL*, void* argument) {
    auto& alerts = *static_cast<Alerts*>(argument);
    auto const* const bytes = static_cast<unsigned char const*>(data);
    if (content_type == SSL3_RT_HEADER && is_writing == 0 && size != 0) alerts.record_type = bytes[0];
    if (content_type != SSL3_RT_ALERT || size != 2 || bytes[0] != SSL3_AL_FATAL) return;
    (is_writing != 0 ? alerts.sent : alerts.received) = vidimus::Alert{bytes[1]};
    if (is_writing == 0) alerts.was_sealed = alerts.record_type == SSL3_RT_APPLICATION_DATA;
  }

  // One call of OpenSSL's between what came in and what goes out; whether it went well.
  template <class Call>
  auto attempt(Call call) -> bool {
    pump();
    if (state_ == State::failed) return false;
    ERR_clear_error();
    auto const answer = call();
    auto const error = answer == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), answer);
    if (error == SSL_ERROR_ZERO_RETURN)
      state_ = State::closed;
    else if (error != SSL_ERROR_NONE && error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
      fail();
    pump();
    return error == SSL_ERROR_NONE;
  }

  void fail() {
    state_ = State::failed;
    auto const error = ERR_peek_error();
    reason_ = ERR_GET_REASON(error);
    std::array<char, 256> text{};
    ERR_error_string_n(error, text.data(), text.size());
    reason_text_ = text.data();
  }

  void pump() {
    push();
    pull();
  }

  void push() {
    std::array<std::byte, 16384> bytes;
    for (int count; (count = BIO_read(outgoing_, bytes.data(), static_cast<int>(bytes.size()))) > 0;)
      unsent_.insert(unsent_.end(), bytes.begin(), bytes.begin() + count);
    std::error_code error;
    while (!unsent_.empty()) {
      auto const written =
          transport_.write_some(vidimus::ByteView{unsent_}.first(portions_.next(unsent_.size())), error);
      if (error && error != std::errc::operation_would_block) unsent_.clear();  // nobody is there to read it
      if (error) return;
      unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(written));
      if (portions_.are_small()) return;  // the other end reads in between
    }
  }

  void pull() {
    std::array<std::byte, 16384> bytes;
    std::error_code error;
    for (;;) {
      auto const count = transport_.read_some(std::span{bytes}.first(portions_.next(bytes.size())), error);
      if (error) return;
      if (count == 0) BIO_set_mem_eof_return(incoming_, 0);
      if (count == 0) return;
      BIO_write(incoming_, bytes.data(), static_cast<int>(count));
      if (portions_.are_small()) return;
    }
  }

  vidimus::MemoryTransport transport_;
  Portions portions_;
  detail::OwnedContext context_;
  detail::OwnedSsl ssl_;
  std::unique_ptr<Alerts> alerts_;
  BIO* incoming_ = nullptr;
  BIO* outgoing_ = nullptr;
  vidimus::Buffer unsent_;
  State state_ = State::negotiating;
  int reason_ = 0;
  std::string reason_text_;
};

}  // namespace vidimus_test
