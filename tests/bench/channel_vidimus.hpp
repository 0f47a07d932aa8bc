// SPDX-License-Identifier: Apache-2.0
// Channels of ours.
#pragma once

#include "company.hpp"
#include "pipe.hpp"

#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <optional>
#include <stdexcept>
#include <utility>

namespace bench {

template <class Spec, class A>
class VidimusPair {
 public:
  using Endpoint = vidimus::Endpoint<vidimus::Rfc5280, vidimus::danger::NoRevocation, vidimus::danger::AnyPeerName,
                                     Spec, vidimus::RecordAead<A>, vidimus::danger::NoClientCertificate>;
  using Channel =
      vidimus::SecureChannel<Pipe, vidimus::Rfc5280, vidimus::danger::NoRevocation, vidimus::danger::AnyPeerName, Spec,
                             vidimus::RecordAead<A>, vidimus::danger::NoClientCertificate>;

  struct Endpoints {
    Endpoint client, server;
    static auto of(vidimus_test::Company const& company, small_ca::Issued const& own) -> Endpoints {
      return {make(vidimus::Credentials::none(), company), make(company.credentials(own), company)};
    }

   private:
    static auto make(vidimus::Credentials own, vidimus_test::Company const& company) -> Endpoint {
      return Endpoint::make(std::move(own), company.anchors(), {}, {}, {}, {}, {}, {}).value();
    }
  };

  explicit VidimusPair(Endpoints const& endpoints) {
    auto [near, far] = Pipe::pair();
    auto client = vidimus::start_connecting(std::move(near), endpoints.client).value();
    auto server = vidimus::start_accepting(std::move(far), endpoints.server).value();
    for (int round = 0; !client_ || !server_; ++round) {
      if (round == 100) throw std::runtime_error{"vidimus does not come to an end"};
      step(client, client_);
      step(server, server_);
    }
  }

  /// One message from the client to the server.
  void send(vidimus::ByteView message, std::span<std::byte> out) {
    if (client_->write(message).value() != message.size()) throw std::runtime_error{"vidimus did not write all"};
    for (std::size_t got = 0; got != message.size();) got += server_->read(out.subspan(got)).value();
  }

 private:
  template <class Handshake>
  static void step(Handshake& handshake, std::optional<Channel>& channel) {
    if (channel || handshake.step().value() != vidimus::HandshakeStep::done) return;
    channel.emplace(std::move(handshake).finish().value());
  }
  std::optional<Channel> client_, server_;
};

}  // namespace bench
