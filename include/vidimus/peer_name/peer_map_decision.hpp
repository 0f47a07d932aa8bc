// SPDX-License-Identifier: Apache-2.0
// What a PeerMap decided about a peer, and why: which rule won, which would have if it were no dry run, and why others lost.
#pragma once

#include <vidimus/peer_name/peer_map_rule.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vidimus {

/// A rule that is for the peer and less specific than the one that won.
struct PeerMapRunnerUp {
  std::size_t number;  ///< of the rule, from 1
  std::string rule;    ///< `rule 2 (SSLPEER O=Acme)`
  std::string reason;  ///< why it lost: `its CN has more wildcards`
};

/// The rule that decides, or one that would.
struct PeerMapWinner {
  std::size_t number;
  std::string rule;
  PeerAction action;
};

/// A value of its own: it keeps what it points to, also when the map is gone.
template <class Value>
struct Decision {
  /// At most this many of `runners_up` and of `dry_runs` are listed.
  static constexpr std::size_t most_listed = 8;

  /// Empty: no rule that may decide is for the peer, which is therefore refused.
  std::optional<PeerMapWinner> winner;
  /// What the peer is mapped to; null unless the winner maps.
  std::shared_ptr<Value const> value;
  /// Dry runs that would have won, the most specific first.
  std::vector<PeerMapWinner> dry_runs;
  /// The others that are for the peer, dry runs among them, the most specific first.
  std::vector<PeerMapRunnerUp> runners_up;

  [[nodiscard]] auto is_accepted() const -> bool { return winner && winner->action != PeerAction::block; }
};

}  // namespace vidimus
