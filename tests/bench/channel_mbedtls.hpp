// SPDX-License-Identifier: Apache-2.0
// mbedTLS as it is.
#pragma once

#include "company.hpp"
#include "pipe.hpp"

#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>
#include <psa/crypto.h>

#include <array>
#include <stdexcept>
#include <string>

namespace bench {

inline void mbedtls_must(int status, char const* what) {
  if (status != 0) throw std::runtime_error{std::string{what} + ": " + std::to_string(status)};
}

/// What all pairs of one suite share.
struct MbedtlsSettings {
  MbedtlsSettings(vidimus_test::Company const& company, small_ca::Issued const& own, int suite) : suites{suite, 0} {
    psa_crypto_init();
    mbedtls_x509_crt_init(&anchors);
    mbedtls_x509_crt_init(&chain);
    mbedtls_pk_init(&key);
    auto const parse = [](mbedtls_x509_crt& list, std::string const& pem) {
      auto const* const text = reinterpret_cast<unsigned char const*>(pem.c_str());
      mbedtls_must(mbedtls_x509_crt_parse(&list, text, pem.size() + 1), "parse");
    };
    parse(anchors, company.root.pem());
    parse(chain, own.pem() + company.issuing.pem());
    auto const pem = own.key_pem();
    mbedtls_must(mbedtls_pk_parse_key(&key, reinterpret_cast<unsigned char const*>(pem.c_str()), pem.size() + 1,
                                      nullptr, 0, &random, nullptr),
                 "key");
    configure(client, MBEDTLS_SSL_IS_CLIENT);
    configure(server, MBEDTLS_SSL_IS_SERVER);
    mbedtls_ssl_conf_authmode(&client, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(&client, &anchors, nullptr);
    mbedtls_must(mbedtls_ssl_conf_own_cert(&server, &chain, &key), "own certificate");
  }
  MbedtlsSettings(MbedtlsSettings const&) = delete;
  ~MbedtlsSettings() {
    mbedtls_ssl_config_free(&client);
    mbedtls_ssl_config_free(&server);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&chain);
    mbedtls_x509_crt_free(&anchors);
  }

  static auto random(void*, unsigned char* octets, std::size_t count) -> int {
    return psa_generate_random(octets, count) == PSA_SUCCESS ? 0 : -1;
  }
  void configure(mbedtls_ssl_config& config, int end) {
    mbedtls_ssl_config_init(&config);
    mbedtls_must(mbedtls_ssl_config_defaults(&config, end, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT),
                 "defaults");
    mbedtls_ssl_conf_rng(&config, &random, nullptr);
    mbedtls_ssl_conf_min_tls_version(&config, MBEDTLS_SSL_VERSION_TLS1_3);
    mbedtls_ssl_conf_ciphersuites(&config, suites.data());
    mbedtls_ssl_conf_groups(&config, groups.data());
  }

  std::array<int, 2> suites;
  std::array<std::uint16_t, 2> groups{MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0};
  mbedtls_ssl_config client, server;
  mbedtls_x509_crt anchors, chain;
  mbedtls_pk_context key;
};

class MbedtlsPair {
 public:
  explicit MbedtlsPair(MbedtlsSettings const& settings) {
    std::tie(near_, far_) = Pipe::pair();
    start(client_, settings.client, near_);
    start(server_, settings.server, far_);
    mbedtls_must(mbedtls_ssl_set_hostname(&client_, nullptr), "no host name");
    for (bool is_done = false; !is_done;) {
      bool const first = handshake(client_), second = handshake(server_);
      is_done = first && second;
    }
  }
  MbedtlsPair(MbedtlsPair const&) = delete;
  ~MbedtlsPair() {
    mbedtls_ssl_free(&client_);
    mbedtls_ssl_free(&server_);
  }

  void send(std::span<std::byte const> message, std::span<std::byte> out) {
    for (std::size_t sent = 0; sent != message.size();)
      sent += moved(mbedtls_ssl_write(&client_, reinterpret_cast<unsigned char const*>(message.data()) + sent,
                                      message.size() - sent));
    for (std::size_t got = 0; got != message.size();)
      got +=
          moved(mbedtls_ssl_read(&server_, reinterpret_cast<unsigned char*>(out.data()) + got, message.size() - got));
  }

 private:
  static auto moved(int status) -> std::size_t {
    if (status <= 0) throw std::runtime_error{"mbedTLS: " + std::to_string(status)};
    return static_cast<std::size_t>(status);
  }
  static auto handshake(mbedtls_ssl_context& ssl) -> bool {
    auto const status = mbedtls_ssl_handshake(&ssl);
    if (status != 0 && status != MBEDTLS_ERR_SSL_WANT_READ) mbedtls_must(status, "handshake");
    return status == 0;
  }
  static void start(mbedtls_ssl_context& ssl, mbedtls_ssl_config const& config, Pipe& pipe) {
    mbedtls_ssl_init(&ssl);
    mbedtls_must(mbedtls_ssl_setup(&ssl, &config), "set up");
    mbedtls_ssl_set_bio(
        &ssl, &pipe,
        [](void* to, unsigned char const* octets, std::size_t count) {
          return static_cast<int>(static_cast<Pipe*>(to)->out->put(octets, count));
        },
        [](void* from, unsigned char* octets, std::size_t count) {
          auto const got = static_cast<Pipe*>(from)->in->get(octets, count);
          return got == 0 ? MBEDTLS_ERR_SSL_WANT_READ : static_cast<int>(got);
        },
        nullptr);
  }
  Pipe near_, far_;
  mbedtls_ssl_context client_, server_;
};

}  // namespace bench
