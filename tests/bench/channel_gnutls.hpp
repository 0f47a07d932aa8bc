// SPDX-License-Identifier: Apache-2.0
// GnuTLS as it is, where it is here.
#pragma once

#if defined(VIDIMUS_WITH_GNUTLS)

#include "company.hpp"
#include "pipe.hpp"

#include <gnutls/gnutls.h>

#include <sys/types.h>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace bench {

inline void gnutls_must(int answer, char const* what) {
  if (answer < 0) throw std::runtime_error{std::string{"GnuTLS: "} + what + ": " + gnutls_strerror(answer)};
}

/// What all pairs of one suite share.
struct GnutlsSettings {
  /// `cipher` as GnuTLS's priority strings name it.
  GnutlsSettings(vidimus_test::Company const& company, small_ca::Issued const& own, std::string const& cipher) {
    gnutls_must(gnutls_certificate_allocate_credentials(&client), "credentials");
    gnutls_must(gnutls_certificate_allocate_credentials(&server), "credentials");
    auto const anchors = company.root.pem(), chain = own.pem() + company.issuing.pem(), key = own.key_pem();
    auto const root = datum(anchors), certificates = datum(chain), secret = datum(key);
    gnutls_must(gnutls_certificate_set_x509_trust_mem(client, &root, GNUTLS_X509_FMT_PEM), "trust anchors");
    gnutls_must(gnutls_certificate_set_x509_key_mem(server, &certificates, &secret, GNUTLS_X509_FMT_PEM), "own key");
    auto const text = "NONE:+VERS-TLS1.3:+MAC-ALL:+GROUP-SECP256R1:+SIGN-ALL:+" + cipher;
    gnutls_must(gnutls_priority_init(&priorities, text.c_str(), nullptr), "priorities");
  }
  GnutlsSettings(GnutlsSettings const&) = delete;
  ~GnutlsSettings() {
    gnutls_priority_deinit(priorities);
    gnutls_certificate_free_credentials(client);
    gnutls_certificate_free_credentials(server);
  }

  static auto datum(std::string const& text) -> gnutls_datum_t {
    return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())), static_cast<unsigned>(text.size())};
  }

  gnutls_certificate_credentials_t client = nullptr, server = nullptr;
  gnutls_priority_t priorities = nullptr;
};

class GnutlsPair {
 public:
  explicit GnutlsPair(GnutlsSettings const& settings) {
    std::tie(near_, far_) = Pipe::pair();
    start(client_, GNUTLS_CLIENT, settings, settings.client, near_);
    start(server_, GNUTLS_SERVER | GNUTLS_NO_TICKETS, settings, settings.server, far_);
    gnutls_session_set_verify_cert(client_, nullptr, 0);
    for (int round = 0;; ++round) {
      if (round == 100) throw std::runtime_error{"GnuTLS does not come to an end"};
      bool const first = handshake(client_), second = handshake(server_);
      if (first && second) return;
    }
  }
  GnutlsPair(GnutlsPair const&) = delete;
  ~GnutlsPair() {
    gnutls_deinit(client_);
    gnutls_deinit(server_);
  }

  void send(std::span<std::byte const> message, std::span<std::byte> out) {
    for (std::size_t sent = 0; sent != message.size();)
      sent += moved(gnutls_record_send(client_, message.data() + sent, message.size() - sent));
    for (std::size_t got = 0; got != message.size();)
      got += moved(gnutls_record_recv(server_, out.data() + got, message.size() - got));
  }

 private:
  static auto moved(::ssize_t status) -> std::size_t {
    if (status <= 0) throw std::runtime_error{"GnuTLS: " + std::to_string(status)};
    return static_cast<std::size_t>(status);
  }
  static auto handshake(gnutls_session_t session) -> bool {
    auto const status = gnutls_handshake(session);
    if (status < 0 && gnutls_error_is_fatal(status) != 0) gnutls_must(status, "handshake");
    return status == GNUTLS_E_SUCCESS;
  }
  static void start(gnutls_session_t& session, unsigned flags, GnutlsSettings const& settings,
                    gnutls_certificate_credentials_t credentials, Pipe& pipe) {
    gnutls_must(gnutls_init(&session, flags | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL), "a session");
    gnutls_must(gnutls_priority_set(session, settings.priorities), "priorities");
    gnutls_must(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials), "credentials");
    gnutls_transport_set_ptr(session, &pipe);
    gnutls_transport_set_push_function(session, [](gnutls_transport_ptr_t to, void const* octets, std::size_t count) {
      return static_cast<::ssize_t>(static_cast<Pipe*>(to)->out->put(octets, count));
    });
    gnutls_transport_set_pull_function(session,
                                       [](gnutls_transport_ptr_t from, void* octets, std::size_t count) -> ::ssize_t {
                                         auto const got = static_cast<Pipe*>(from)->in->get(octets, count);
                                         if (got != 0) return static_cast<::ssize_t>(got);
                                         errno = EAGAIN;
                                         return -1;
                                       });
    gnutls_transport_set_pull_timeout_function(session, [](gnutls_transport_ptr_t, unsigned) { return 1; });
  }
  Pipe near_, far_;
  gnutls_session_t client_ = nullptr, server_ = nullptr;
};

}  // namespace bench

#endif
