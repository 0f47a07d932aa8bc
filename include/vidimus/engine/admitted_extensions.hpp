// SPDX-License-Identifier: Apache-2.0
// Which critical extensions mbedTLS lets pass in a peer's certificates. By itself it ends the handshake at each that it
// does not process, nameConstraints among them, before anybody can judge the chain. The CMake target
// `vidimus::engine_wrap` puts `read_peer_certificate` in the place of the function by which mbedTLS reads certificates,
// in the whole program; it admits what our Validator processes, and only on a thread on which an AdmittedExtensions
// lives: around a handshake step of ours. Everywhere else mbedTLS refuses as it always did.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/guard.hpp>
#include <vidimus/x509/processed_extensions.hpp>

#include <mbedtls/asn1.h>
#include <mbedtls/x509.h>
#include <mbedtls/x509_crt.h>

#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace vidimus::engine::detail {

/// A critical extension that was not admitted.
struct RefusedExtension {
  unsigned position = 0;  ///< of its certificate in the peer's list; 0 is the end entity's
  Buffer id{};            ///< the contents octets of its object identifier, as the peer sent them
};

/// While it lives, and nothing younger of its kind does, this thread's mbedTLS admits extensions. It does not move.
class AdmittedExtensions {
 public:
  AdmittedExtensions() : outer_{std::exchange(innermost_, this)} {}
  AdmittedExtensions(AdmittedExtensions const&) = delete;
  auto operator=(AdmittedExtensions const&) -> AdmittedExtensions& = delete;
  ~AdmittedExtensions() { innermost_ = outer_; }

  /// This thread's; null where nothing is admitted.
  [[nodiscard]] static auto innermost() -> AdmittedExtensions* { return innermost_; }

  void begin_certificate() { ++certificates_; }
  [[nodiscard]] auto admits(ByteView id, bool is_critical) noexcept -> bool {
    if (vidimus::detail::is_processed(der::Oid{id})) return true;
    if (is_critical)  // without memory it is refused all the same, only not named
      static_cast<void>(
          vidimus::detail::is_completed([&] { refused_.emplace(certificates_ - 1, Buffer{id.begin(), id.end()}); }));
    return false;
  }
  /// What ended the reading.
  [[nodiscard]] auto refused() && -> std::optional<RefusedExtension> { return std::move(refused_); }

 private:
  static inline constinit thread_local AdmittedExtensions* innermost_ = nullptr;

  AdmittedExtensions* outer_;
  std::optional<RefusedExtension> refused_;
  unsigned certificates_ = 0;
};

/// For mbedTLS, which asks it about what it does not process itself: 0 admits. Its own error number is kept.
inline auto on_extension(void* admitted, mbedtls_x509_crt const*, mbedtls_x509_buf const* id, int is_critical,
                         unsigned char const*, unsigned char const*) noexcept -> int {
  auto const octets = std::as_bytes(std::span{id->p, id->len});
  bool const passes = static_cast<AdmittedExtensions*>(admitted)->admits(octets, is_critical != 0);
  return passes ? 0 : MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG;
}

/// In the place of mbedtls_x509_crt_parse_der, with the same contract; without an AdmittedExtensions it does the same.
inline auto read_peer_certificate(mbedtls_x509_crt* chain, unsigned char const* der, std::size_t size) noexcept -> int {
  auto* const admitted = AdmittedExtensions::innermost();
  if (admitted == nullptr) return mbedtls_x509_crt_parse_der_with_ext_cb(chain, der, size, 1, nullptr, nullptr);
  admitted->begin_certificate();
  return mbedtls_x509_crt_parse_der_with_ext_cb(chain, der, size, 1, &on_extension, admitted);
}

/// Reads a certificate of our own: whether its extensions are understood is for the peer to judge.
inline auto read_own_certificate(mbedtls_x509_crt& chain, ByteView der) -> int {
  auto const admit = [](void*, mbedtls_x509_crt const*, mbedtls_x509_buf const*, int, unsigned char const*,
                        unsigned char const*) { return 0; };
  return mbedtls_x509_crt_parse_der_with_ext_cb(&chain, reinterpret_cast<unsigned char const*>(der.data()), der.size(),
                                                1, admit, nullptr);
}

}  // namespace vidimus::engine::detail
