// SPDX-License-Identifier: Apache-2.0
// Takes the peer's certificates out of mbedTLS while it verifies them. mbedTLS is told to verify against no trust
// anchor and to go on whatever it finds: it decides nothing. Its callback comes for each certificate of the one chain
// that it built, from the far end to the end entity, and only copies.
#pragma once

#include <vidimus/core/guard.hpp>
#include <vidimus/engine/progress.hpp>

#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace vidimus::engine::detail {

class MbedtlsCapture {
 public:
  void attach(mbedtls_ssl_context& ssl) { mbedtls_ssl_set_verify(&ssl, &on_certificate, this); }

  /// Whether a chain has come, whole.
  [[nodiscard]] auto has_peer() const -> bool { return has_peer_; }
  [[nodiscard]] auto peer() const -> PresentedPeer const& { return peer_; }
  [[nodiscard]] auto is_out_of_memory() const -> bool { return is_out_of_memory_; }
  /// mbedTLS leaves out a certificate whose signature algorithm it does not know, and shows an empty one where none is
  /// left.
  [[nodiscard]] auto has_unreadable() const -> bool {
    return std::ranges::any_of(peer_.certificates, [](Buffer const& der) { return der.empty(); });
  }

 private:
  struct Link {
    mbedtls_x509_crt const* certificate;
    bool is_signed_by_next;  ///< mbedTLS has verified that the key of the certificate above made its signature
  };

  static auto on_certificate(void* self, mbedtls_x509_crt* certificate, int depth, std::uint32_t* flags) noexcept
      -> int {
    auto& capture = *static_cast<MbedtlsCapture*>(self);
    if (!vidimus::detail::is_completed([&] { capture.take(*certificate, depth, *flags); }))
      capture.is_out_of_memory_ = true;
    *flags = 0;
    return 0;
  }

  void take(mbedtls_x509_crt const& certificate, int depth, std::uint32_t flags) {
    // without a trust anchor, exactly a certificate whose issuer's key was not found or does not fit is "not trusted"
    links_.push_back({&certificate, (flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED) == 0});
    if (depth != 0) return;
    std::vector<mbedtls_x509_crt const*> positions;
    for (auto const* one = &certificate; one; one = one->next) {
      auto const der = std::as_bytes(std::span{one->raw.p, one->raw.len});
      peer_.certificates.emplace_back(der.begin(), der.end());
      positions.push_back(one);
    }
    add_edges(positions);
    links_.clear();
    has_peer_ = true;
  }

  // links_ ends with the end entity; each link's parent is the one before it.
  void add_edges(std::vector<mbedtls_x509_crt const*> const& positions) {
    auto const position_of = [&](mbedtls_x509_crt const* certificate) {
      return static_cast<std::size_t>(std::ranges::find(positions, certificate) - positions.begin());
    };
    for (std::size_t i = 1; i < links_.size(); ++i) {
      auto const child = position_of(links_[i].certificate), parent = position_of(links_[i - 1].certificate);
      bool const are_presented = child < positions.size() && parent < positions.size();
      if (links_[i].is_signed_by_next && are_presented) peer_.edges.add({child, parent});
    }
  }

  std::vector<Link> links_;
  PresentedPeer peer_;
  bool has_peer_ = false, is_out_of_memory_ = false;
};

}  // namespace vidimus::engine::detail
