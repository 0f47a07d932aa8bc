// SPDX-License-Identifier: Apache-2.0
// A rule of a PeerMap as it is written: IBM MQ's SSLPEERMAP record. MQ's USERSRC(MAP), (CHANNEL) and (NOACCESS) are map, allow
// and block; WARN(YES) is a dry run.
#pragma once

#include <vidimus/core/config.hpp>

#include <optional>
#include <string>
#include <utility>

namespace vidimus {

/// What a rule does with a peer that it matches.
enum class PeerAction : unsigned char {
  map,    ///< accepted, and has a value
  allow,  ///< accepted, without a value
  block,  ///< refused
};

/// `PeerMapRule<User>::map("CN=QM2*, O=Acme", user).issued_by("CN=Acme CA")`. A rule that maps has a value, others have none.
template <class Value>
class PeerMapRule {
 public:
  /// `ssl_peer` is a filter of `SslPeer<dynamic>`'s grammar, read by `PeerMap::make`.
  [[nodiscard]] static auto map(std::string ssl_peer, Value value) -> PeerMapRule {
    return PeerMapRule{std::move(ssl_peer), PeerAction::map, std::move(value)};
  }
  [[nodiscard]] static auto allow(std::string ssl_peer) -> PeerMapRule {
    return PeerMapRule{std::move(ssl_peer), PeerAction::allow, std::nullopt};
  }
  [[nodiscard]] static auto block(std::string ssl_peer) -> PeerMapRule {
    return PeerMapRule{std::move(ssl_peer), PeerAction::block, std::nullopt};
  }
  /// The peer's issuer must match too: a filter of `SslCertIssuer<dynamic>`'s grammar.
  [[nodiscard]] auto issued_by(std::string ssl_cert_issuer) && -> PeerMapRule {
    ssl_cert_issuer_ = std::move(ssl_cert_issuer);
    return std::move(*this);
  }
  /// The rule is reported where it would have decided, and decides nothing.
  [[nodiscard]] auto as_dry_run() && -> PeerMapRule {
    is_dry_run_ = true;
    return std::move(*this);
  }

  [[nodiscard]] auto ssl_peer() const -> std::string const& { return ssl_peer_; }
  [[nodiscard]] auto ssl_cert_issuer() const -> std::optional<std::string> const& { return ssl_cert_issuer_; }
  [[nodiscard]] auto action() const -> PeerAction { return action_; }
  /// Empty unless the rule maps.
  [[nodiscard]] auto value() const -> std::optional<Value> const& { return value_; }
  [[nodiscard]] auto is_dry_run() const -> bool { return is_dry_run_; }

 private:
  PeerMapRule(std::string ssl_peer, PeerAction action, std::optional<Value> value)
      : ssl_peer_{std::move(ssl_peer)}, action_{action}, value_{std::move(value)} {}

  std::string ssl_peer_;
  std::optional<std::string> ssl_cert_issuer_;
  PeerAction action_;
  std::optional<Value> value_;
  bool is_dry_run_ = false;
};

}  // namespace vidimus
