// SPDX-License-Identifier: Apache-2.0
// The eight steps against a real server, with policies that the command line decides. It shows two policies of one's own:
// a role and one const member function each.
#pragma once

#include "narrator.hpp"

#include <vidimus/vidimus.hpp>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace examine {

struct Request {
  std::string server, ca, name, crl, certificate, key;
};

/// A DNS name or an SSLPEER filter, as given.
struct NameGiven {
  using role = vidimus::role::peer_name_filter;
  std::variant<vidimus::DnsId<vidimus::dynamic>, vidimus::SslPeer<vidimus::dynamic>> filter;

  [[nodiscard]] auto accepts(vidimus::EndEntity const& peer) const -> vidimus::Verdict {
    return std::visit([&](auto const& given) { return given.accepts(peer); }, filter);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return std::visit([](auto const& given) { return given.describe(); }, filter);
  }
};

/// The CRLs given; none given: the trace says that revocation was skipped.
struct CrlsGiven {
  using role = vidimus::role::revocation_checker;
  std::optional<vidimus::CrlChecker<>> checker;

  [[nodiscard]] auto status(vidimus::IssuedCertificate const& certificate, vidimus::Evidence const& evidence) const
      -> vidimus::RevocationStatus {
    return checker ? checker->status(certificate, evidence)
                   : vidimus::danger::NoRevocation{}.status(certificate, evidence);
  }
};

inline auto complain(std::string const& sentence) -> int {
  std::fprintf(stderr, "queue_managers: %s\n", sentence.c_str());
  return 2;
}

inline auto name_filter(std::string const& text) -> vidimus::Result<NameGiven> {
  auto const wrap = [](auto filter) { return NameGiven{std::move(filter)}; };
  if (text.find('=') != std::string::npos) return vidimus::SslPeer<vidimus::dynamic>::parse(text).map(wrap);
  return vidimus::DnsId<vidimus::dynamic>::parse(text).map(wrap);
}

inline auto crls(std::string const& path) -> vidimus::Result<CrlsGiven> {
  if (path.empty()) return CrlsGiven{};
  return vidimus::CrlStore::from_file(path).map(
      [](vidimus::CrlStore store) { return CrlsGiven{vidimus::CrlChecker<>{std::move(store)}}; });
}

inline auto credentials(Request const& request) -> vidimus::Result<vidimus::Credentials> {
  if (request.certificate.empty()) return vidimus::Credentials::none();
  return vidimus::Credentials::from_files(request.certificate, request.key);
}

/// Splits HOST:PORT or [IPv6]:PORT; port 0: it is neither.
inline auto split(std::string const& server) -> std::pair<std::string, std::uint16_t> {
  auto const colon = server.rfind(':');
  if (colon == std::string::npos || colon == 0) return {};
  auto host = server.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  auto const digits = server.substr(colon + 1);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos) return {};
  auto const port = std::stoul(digits);
  return {host, static_cast<std::uint16_t>(port <= 65535 ? port : 0)};
}

template <class Endpoint>
auto converse(std::string const& host, std::uint16_t port, Endpoint const& endpoint) -> vidimus::Result<void> {
  auto transport = vidimus::TcpTransport::connect(host, port);
  if (!transport) return vidimus::refuse(std::move(transport.error()));
  auto channel = vidimus::connect(*std::move(transport), endpoint, {.server_name = host});
  if (!channel) return vidimus::refuse(std::move(channel.error()));
  narration::heading("The certification path that was accepted");
  narration::quote("", narration::Colour::plain, vidimus::drawing_of(*channel->peer().path()));
  return channel->close();
}

inline auto run(Request const& request) -> int {
  auto const [host, port] = split(request.server);
  if (port == 0) return complain("'" + request.server + "' is not HOST:PORT");
  if (request.ca.empty()) return complain("--ca FILE is needed: no server is trusted without a trust anchor");
  if (request.certificate.empty() != request.key.empty()) return complain("--cert and --key go together");

  auto const refused = [](vidimus::Failure const& failure) {
    narration::quote("x", narration::Colour::red, vidimus::explain(failure));
    return 1;
  };
  auto anchors = vidimus::TrustAnchors::from_file(request.ca);
  if (!anchors) return refused(anchors.error());
  auto own = credentials(request);
  if (!own) return refused(own.error());
  auto revocation = crls(request.crl);
  if (!revocation) return refused(revocation.error());
  auto names = name_filter(request.name.empty() ? host : request.name);
  if (!names) return refused(names.error());

  auto endpoint =
      vidimus::make_endpoint(*std::move(own), *std::move(anchors), vidimus::Rfc5280{}, *std::move(revocation),
                             *std::move(names), vidimus::SslCiph<"ANY_TLS12_OR_HIGHER">{}, narration::Narrator{});
  if (!endpoint) return refused(endpoint.error());
  narration::heading("The eight steps with " + request.server);
  if (auto done = converse(host, port, *endpoint); !done) return refused(done.error());
  return 0;
}

}  // namespace examine
