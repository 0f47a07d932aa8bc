// SPDX-License-Identifier: Apache-2.0
// mbedTLS's configuration for one end: made once, then immutable and shared by every session on any thread. It keeps
// alive what mbedTLS keeps by pointer.
#pragma once

#include <vidimus/crypto/psa.hpp>
#include <vidimus/engine/admitted_extensions.hpp>
#include <vidimus/engine/mbedtls_build.hpp>
#include <vidimus/engine/mbedtls_errors.hpp>
#include <vidimus/engine/mbedtls_random.hpp>
#include <vidimus/engine/settings_check.hpp>

#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace vidimus::engine {

namespace detail {
struct SetupAccess;
}

class MbedtlsSetup {
 public:
  /// Errors: `engine_version_unsupported`, `engine_build_mismatch`, `engine_not_thread_safe` of the library;
  /// `engine_feature_missing` for a suite, group or feature that it lacks; `own_certificate_missing` for a server
  /// without one; `bad_argument` for settings that contradict themselves; `crypto_unavailable`, `out_of_memory`,
  /// `engine_failed`.
  [[nodiscard]] static auto prepare(Settings settings) -> Result<std::shared_ptr<MbedtlsSetup const>> {
    if (auto fits = detail::check_build(settings.is_single_threaded); !fits)
      return vidimus::refuse(std::move(fits.error()));
    if (auto started = start_crypto(); !started) return vidimus::refuse(std::move(started.error()));
    if (auto sound = detail::check_settings(settings); !sound) return vidimus::refuse(std::move(sound.error()));
    std::shared_ptr<MbedtlsSetup> setup{new MbedtlsSetup{std::move(settings)}};
    if (auto ready = setup->configure(); !ready) return vidimus::refuse(std::move(ready.error()));
    return std::shared_ptr<MbedtlsSetup const>{std::move(setup)};
  }

  [[nodiscard]] auto settings() const -> Settings const& { return settings_; }

  MbedtlsSetup(MbedtlsSetup const&) = delete;
  auto operator=(MbedtlsSetup const&) -> MbedtlsSetup& = delete;
  ~MbedtlsSetup() {
    mbedtls_ssl_config_free(&config_);
    mbedtls_x509_crt_free(&certificates_);
  }

 private:
  friend struct detail::SetupAccess;

  explicit MbedtlsSetup(Settings settings) : settings_{std::move(settings)} {
    mbedtls_ssl_config_init(&config_);
    mbedtls_x509_crt_init(&certificates_);
  }

  auto configure() -> Result<void> {
    bool const is_client = settings_.end == End::client;
    auto const status = mbedtls_ssl_config_defaults(&config_, is_client ? MBEDTLS_SSL_IS_CLIENT : MBEDTLS_SSL_IS_SERVER,
                                                    MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (status != 0) return failed("mbedtls_ssl_config_defaults", status);
    mbedtls_ssl_conf_rng(&config_, &detail::draw_random, nullptr);
    // The library judges nobody: it goes on whatever it thinks of a certificate, and knows no trust anchor.
    bool const asks = is_client || settings_.client_authentication != ClientAuthentication::off;
    mbedtls_ssl_conf_authmode(&config_, asks ? MBEDTLS_SSL_VERIFY_OPTIONAL : MBEDTLS_SSL_VERIFY_NONE);
    configure_protocol();
    if (auto done = configure_application_protocols(); !done) return done;
    return configure_own_certificate();
  }

  void configure_protocol() {
    auto const native = [](ProtocolVersion version) {
      return version == ProtocolVersion::tls13 ? MBEDTLS_SSL_VERSION_TLS1_3 : MBEDTLS_SSL_VERSION_TLS1_2;
    };
    mbedtls_ssl_conf_min_tls_version(&config_, native(settings_.minimum));
    mbedtls_ssl_conf_max_tls_version(&config_, native(settings_.maximum));
    suites_.assign(settings_.suites.begin(), settings_.suites.end());
    suites_.push_back(0);
    mbedtls_ssl_conf_ciphersuites(&config_, suites_.data());
    groups_ = settings_.groups;
    groups_.push_back(MBEDTLS_SSL_IANA_TLS_GROUP_NONE);
    mbedtls_ssl_conf_groups(&config_, groups_.data());
    signature_schemes_ = settings_.signature_schemes;
    if (signature_schemes_.empty())
      signature_schemes_.assign(detail::signature_schemes.begin(), detail::signature_schemes.end());
    signature_schemes_.push_back(MBEDTLS_TLS1_3_SIG_NONE);
    mbedtls_ssl_conf_sig_algs(&config_, signature_schemes_.data());
    // No resumption: a resumed session shows no certificates to judge.
    mbedtls_ssl_conf_tls13_key_exchange_modes(&config_, MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL);
#if defined(MBEDTLS_SSL_SESSION_TICKETS)
    if (settings_.end == End::client) mbedtls_ssl_conf_session_tickets(&config_, MBEDTLS_SSL_SESSION_TICKETS_DISABLED);
#endif
#if defined(MBEDTLS_SSL_RENEGOTIATION)
    mbedtls_ssl_conf_renegotiation(&config_, MBEDTLS_SSL_RENEGOTIATION_DISABLED);
#endif
#if defined(MBEDTLS_DHM_C)
    if (settings_.end == End::client) mbedtls_ssl_conf_dhm_min_bitlen(&config_, 2048);
#endif
  }

  auto configure_application_protocols() -> Result<void> {
    if (settings_.application_protocols.empty()) return {};
#if defined(MBEDTLS_SSL_ALPN)
    for (auto const& name : settings_.application_protocols) protocols_.push_back(name.c_str());
    protocols_.push_back(nullptr);
    auto const status = mbedtls_ssl_conf_alpn_protocols(&config_, protocols_.data());
    return status == 0 ? Result<void>{} : failed("mbedtls_ssl_conf_alpn_protocols", status);
#else
    return vidimus::refuse(Errc::engine_feature_missing, Note{"MBEDTLS_SSL_ALPN"});
#endif
  }

  auto configure_own_certificate() -> Result<void> {
    if (settings_.certificates.empty()) return {};
    for (auto const& der : settings_.certificates) {
      if (auto const status = detail::read_own_certificate(certificates_, der); status != 0)
        return failed("reading our own certificate", status);
    }
    auto* const key = vidimus::detail::PrivateKeyAccess::context(*settings_.private_key);
    auto const status = mbedtls_ssl_conf_own_cert(&config_, &certificates_, key);
    return status == 0 ? Result<void>{} : failed("mbedtls_ssl_conf_own_cert", status);
  }

  static auto failed(char const* doing, int status) -> tl::unexpected<Failure> {
    return vidimus::refuse(detail::is_out_of_memory(status) ? Errc::out_of_memory : Errc::engine_failed,
                           detail::underlying(doing, status));
  }

  Settings settings_;
  std::vector<int> suites_;
  std::vector<std::uint16_t> groups_, signature_schemes_;
  std::vector<char const*> protocols_;
  mbedtls_x509_crt certificates_;
  mbedtls_ssl_config config_;
};

namespace detail {

/// For sessions. The library takes the configuration as constant.
struct SetupAccess {
  static auto config(MbedtlsSetup const& setup) -> mbedtls_ssl_config const& { return setup.config_; }
};

}  // namespace detail

}  // namespace vidimus::engine
