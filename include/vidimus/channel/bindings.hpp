// SPDX-License-Identifier: Apache-2.0
// What binds something else to a channel: exported secrets (RFC 8446, 7.5), tls-exporter (RFC 9266) and tls-server-end-point
// (RFC 5929, 4). They are computed when the handshake is done, since afterwards nobody can.
#pragma once

#include <vidimus/channel/credentials.hpp>
#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/core/exporter.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/digest.hpp>
#include <vidimus/crypto/secret_buffer.hpp>
#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::detail {

/// RFC 9266, 2.
inline constexpr std::string_view channel_binding_label = "EXPORTER-Channel-Binding";

class Bindings {
 public:
  /// Nothing is exported under TLS 1.2: RFC 9266 then wants the extended master secret, of which the TLS library does not
  /// say whether it is there. Errors: of `export_keying`.
  [[nodiscard]] static auto of(EngineSession const& session, std::span<std::string_view const> labels)
      -> Result<Bindings> {
    Bindings made;
    if (session.negotiated().protocol_version != ProtocolVersion::tls13) return made;
    made.exported_ = SecretBuffer{exported_octets * (1 + labels.size())};
    auto rest = made.exported_.writable();
    for (std::size_t i = 0; i != 1 + labels.size(); ++i, rest = rest.subspan(exported_octets))
      if (auto done =
              session.export_keying(i == 0 ? channel_binding_label : labels[i - 1], rest.first(exported_octets));
          !done)
        return refuse(std::move(done.error()));
    return made;
  }

  /// RFC 5929, 4.1: the server's certificate under the hash that it is signed with. Errors: `unsupported_algorithm` for a
  /// signature without one hash, and for one that no path may have, such as with SHA-1; those of `digest`.
  [[nodiscard]] static auto server_end_point(AcceptedPeer const& peer, Certificate const* own) -> Result<Buffer> {
    bool const is_client = peer.negotiated().end == End::client;
    auto const* const server = is_client ? (peer.path() ? &peer.path()->certificates().front() : nullptr) : own;
    if (!server) return refuse(Errc::bad_argument, Note{"no server certificate is at hand"});
    auto const algorithm = signature_algorithm_of(server->signature_algorithm());
    if (!algorithm) return refuse(algorithm.error());
    return digest(algorithm->hash, server->der());
  }

  [[nodiscard]] auto tls_exporter() const -> Result<ByteView> { return at(0); }
  [[nodiscard]] auto exported(std::span<std::string_view const> labels, std::string_view label) const
      -> Result<ByteView> {
    for (std::size_t i = 0; i != labels.size(); ++i)
      if (labels[i] == label) return at(1 + i);
    return refuse(Errc::bad_argument, Note{"the channel's type names no exporter " + std::string{label}});
  }

 private:
  [[nodiscard]] auto at(std::size_t position) const -> Result<ByteView> {
    if (exported_.is_empty()) return refuse(Errc::bad_argument, Note{"TLS 1.2 exports nothing here"});
    return exported_.bytes().subspan(exported_octets * position, exported_octets);
  }

  SecretBuffer exported_;
};

}  // namespace vidimus::detail
