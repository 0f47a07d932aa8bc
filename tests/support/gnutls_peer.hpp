// SPDX-License-Identifier: Apache-2.0
// GnuTLS as the other end of a channel, over memory and in the same thread: it moves whenever it is called and never blocks.
// It keeps the alert it received by its number.
#pragma once

#include "portions.hpp"

#include <vidimus/core/alert.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <gnutls/gnutls.h>

#include <sys/types.h>
#include <array>
#include <cerrno>
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

namespace vidimus_test {

struct GnutlsSettings {
  vidimus::End end = vidimus::End::client;
  std::string priority = "NORMAL";
  std::string certificates{}, key{};  ///< PEM, end entity first; empty: none
  std::string anchors{};              ///< PEM; empty: whoever is there is taken
  std::uint32_t splits = 0;           ///< as Portions
};

class GnutlsPeer {
 public:
  enum class State : unsigned char {
    negotiating,
    established,
    closed,  ///< the other end has said close_notify
    failed,
  };

  GnutlsPeer(vidimus::MemoryTransport transport, GnutlsSettings const& settings)
      : line_{std::make_unique<Line>(std::move(transport), settings.splits)},
        credentials_{make_credentials(settings)},
        session_{make_session(settings.end)} {
    must(gnutls_priority_set_direct(session_.get(), settings.priority.c_str(), nullptr), "gnutls_priority_set_direct");
    must(gnutls_credentials_set(session_.get(), GNUTLS_CRD_CERTIFICATE, credentials_.get()), "gnutls_credentials_set");
    if (settings.end == vidimus::End::server)
      gnutls_certificate_server_set_request(session_.get(), GNUTLS_CERT_REQUIRE);
    if (!settings.anchors.empty()) gnutls_session_set_verify_cert(session_.get(), nullptr, 0);
    gnutls_transport_set_ptr(session_.get(), line_.get());
    gnutls_transport_set_push_function(session_.get(), &Line::push);
    gnutls_transport_set_pull_function(session_.get(), &Line::pull);
    gnutls_transport_set_pull_timeout_function(session_.get(), &Line::may_pull);
    line_->session = session_.get();
  }

  /// Goes on with the handshake as far as the bytes at hand allow.
  auto negotiate() -> State {
    if (state_ == State::negotiating && attempt([&] { return gnutls_handshake(session_.get()); }))
      state_ = State::established;
    line_->flush();
    return state_;
  }

  /// Plaintext octets; 0: there are none now, and `state()` says whether any can follow.
  auto read(std::span<std::byte> bytes) -> std::size_t {
    gnutls_session_t const session = session_.get();
    std::size_t count = 0;
    bool const is_well = attempt([&] {
      auto const got = gnutls_record_recv(session, bytes.data(), bytes.size());
      if (got > 0) count = static_cast<std::size_t>(got);
      return got > 0 ? 0 : got == 0 ? 1 : static_cast<int>(got);
    });
    if (is_well && count == 0) state_ = State::closed;
    return count;
  }

  /// How many octets were taken; none while the transport is full.
  auto write(vidimus::ByteView bytes) -> std::size_t {
    line_->flush();
    if (!line_->unsent.empty() || bytes.empty()) return 0;
    std::size_t count = 0;
    attempt([&] {
      auto const taken = gnutls_record_send(session_.get(), bytes.data(), bytes.size());
      if (taken > 0) count = static_cast<std::size_t>(taken);
      return taken < 0 ? static_cast<int>(taken) : 0;
    });
    return count;
  }

  /// New keys with its next bytes; the other end's too, where they are asked for. Whether it has done so: between two of its
  /// records only.
  auto update_keys(bool and_asks) -> bool {
    line_->flush();
    return line_->unsent.empty() &&
           attempt([&] { return gnutls_session_key_update(session_.get(), and_asks ? GNUTLS_KU_PEER : 0); });
  }
  /// RFC 8446, 7.5: 32 octets, without a context.
  [[nodiscard]] auto exported(std::string_view label) -> vidimus::Buffer {
    vidimus::Buffer secret(32);
    must(gnutls_prf_rfc5705(session_.get(), label.size(), label.data(), 0, nullptr, secret.size(),
                            reinterpret_cast<char*>(secret.data())),
         "gnutls_prf_rfc5705");
    return secret;
  }
  [[nodiscard]] auto channel_binding(gnutls_channel_binding_t kind) -> vidimus::Buffer {
    gnutls_datum_t binding{};
    must(gnutls_session_channel_binding(session_.get(), kind, &binding), "gnutls_session_channel_binding");
    auto const* const from = reinterpret_cast<std::byte const*>(binding.data);
    vidimus::Buffer bytes{from, from + binding.size};
    gnutls_free(binding.data);
    return bytes;
  }

  /// Says close_notify.
  void close() {
    if (state_ == State::established || state_ == State::closed) gnutls_bye(session_.get(), GNUTLS_SHUT_WR);
    line_->flush();
  }
  /// Ends the connection below TLS.
  void disconnect() {
    line_->flush();
    line_->transport.close();
  }

  /// Reads on until nothing more is there: what came after the handshake, an alert perhaps.
  auto listen() -> State {
    std::array<std::byte, 4096> bytes;
    if (state_ == State::negotiating) negotiate();
    while (state_ == State::established && read(bytes) != 0) {
    }
    return state_;
  }

  [[nodiscard]] auto state() const -> State { return state_; }
  /// The fatal alert that came; a warning is none.
  [[nodiscard]] auto alert_received() const -> std::optional<vidimus::Alert> { return alert_received_; }
  [[nodiscard]] auto alert_sent() const -> std::optional<vidimus::Alert> { return alert_sent_; }
  /// What it failed for, in its words.
  [[nodiscard]] auto reason_text() const -> std::string { return reason_text_; }

 private:
  /// What GnuTLS calls for its octets.
  struct Line {
    Line(vidimus::MemoryTransport over, std::uint32_t splits) : transport{std::move(over)}, portions{splits} {}

    vidimus::MemoryTransport transport;
    Portions portions;
    vidimus::Buffer unsent{};
    gnutls_session_t session = nullptr;

    void flush() {
      std::error_code error;
      while (!unsent.empty()) {
        auto const written = transport.write_some(vidimus::ByteView{unsent}.first(portions.next(unsent.size())), error);
        if (error && error != std::errc::operation_would_block) unsent.clear();  // nobody is there to read it
        if (error) return;
        unsent.erase(unsent.begin(), unsent.begin() + static_cast<std::ptrdiff_t>(written));
        if (portions.are_small()) return;  // the other end reads in between
      }
    }
    static auto of(gnutls_transport_ptr_t line) -> Line& { return *static_cast<Line*>(line); }
    static auto push(gnutls_transport_ptr_t line, void const* data, std::size_t size) -> ::ssize_t {
      auto const* const from = static_cast<std::byte const*>(data);
      of(line).unsent.insert(of(line).unsent.end(), from, from + size);
      return static_cast<::ssize_t>(size);
    }
    static auto pull(gnutls_transport_ptr_t line, void* data, std::size_t size) -> ::ssize_t {
      auto& self = of(line);
      std::error_code error;
      auto const count = self.transport.read_some({static_cast<std::byte*>(data), self.portions.next(size)}, error);
      if (!error) return static_cast<::ssize_t>(count);
      gnutls_transport_set_errno(self.session, error == std::errc::operation_would_block ? EAGAIN : ECONNRESET);
      return -1;
    }
    static auto may_pull(gnutls_transport_ptr_t, unsigned) -> int { return 1; }
  };

  struct Freed {
    void operator()(gnutls_session_int* session) const { gnutls_deinit(session); }
    void operator()(gnutls_certificate_credentials_st* credentials) const {
      gnutls_certificate_free_credentials(credentials);
    }
  };
  using Credentials = std::unique_ptr<gnutls_certificate_credentials_st, Freed>;
  using Session = std::unique_ptr<gnutls_session_int, Freed>;

  static void must(int answer, char const* what) {
    if (answer < 0) throw std::runtime_error{std::string{"GnuTLS: "} + what + ": " + gnutls_strerror(answer)};
  }
  static auto datum(std::string const& text) -> gnutls_datum_t {
    return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())), static_cast<unsigned>(text.size())};
  }

  static auto make_credentials(GnutlsSettings const& settings) -> Credentials {
    gnutls_certificate_credentials_t made = nullptr;
    must(gnutls_certificate_allocate_credentials(&made), "gnutls_certificate_allocate_credentials");
    Credentials credentials{made};
    auto const anchors = datum(settings.anchors), chain = datum(settings.certificates), key = datum(settings.key);
    if (anchors.size != 0)
      must(gnutls_certificate_set_x509_trust_mem(made, &anchors, GNUTLS_X509_FMT_PEM), "the trust anchors");
    if (chain.size != 0)
      must(gnutls_certificate_set_x509_key_mem(made, &chain, &key, GNUTLS_X509_FMT_PEM), "the certificate and key");
    return credentials;
  }
  static auto make_session(vidimus::End end) -> Session {
    gnutls_session_t made = nullptr;
    must(gnutls_init(
             &made, GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | (end == vidimus::End::client ? GNUTLS_CLIENT : GNUTLS_SERVER)),
         "gnutls_init");
    return Session{made};
  }

  // One call of GnuTLS's between what came in and what goes out; whether it went well.
  template <class Call>
  auto attempt(Call call) -> bool {
    line_->flush();
    if (state_ == State::failed) return false;
    auto const answer = call();
    line_->flush();
    if (answer >= 0) return true;
    if (gnutls_error_is_fatal(answer) != 0) fail(answer);
    return false;
  }
  // A TLS 1.2 server that has asked for a certificate calls an alert in its place GNUTLS_E_NO_CERTIFICATE_FOUND.
  void fail(int answer) {
    state_ = State::failed;
    reason_text_ = gnutls_strerror(answer);
    auto const last = gnutls_alert_get(session_.get());
    int level = 0;
    if (last != GNUTLS_A_CLOSE_NOTIFY) {
      alert_received_ = static_cast<vidimus::Alert>(last);
    } else {
      alert_sent_ = static_cast<vidimus::Alert>(gnutls_error_to_alert(answer, &level));
      gnutls_alert_send_appropriate(session_.get(), answer);
    }
    line_->flush();
  }

  std::unique_ptr<Line> line_;
  Credentials credentials_;
  Session session_;
  State state_ = State::negotiating;
  std::optional<vidimus::Alert> alert_received_, alert_sent_;
  std::string reason_text_;
};

}  // namespace vidimus_test
