// SPDX-License-Identifier: Apache-2.0
// What is asked of a chain, and what a Validator answers.
#pragma once

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/path/web_pki.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/pipeline/path_drawing.hpp>
#include <vidimus/x509/intermediates.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace chain {

using namespace vidimus;

enum class Profile { rfc5280, web_pki };

/// Everything that the answer depends on.
struct Question {
  std::vector<Buffer> presented;  ///< DER, the end entity first
  TrustAnchors anchors;
  Intermediates intermediates;
  Profile profile = Profile::rfc5280;
  End peer_end = End::server;
  Time at{};
  std::optional<DnsId<dynamic>> name{};
};

struct Answer {
  std::optional<PeerChain> chain{};    ///< nothing where the end entity could not be read
  std::optional<VerifiedPath> path{};  ///< there too where only the name was refused
  std::optional<Failure> failure{};    ///< nothing: accepted

  [[nodiscard]] auto is_accepted() const -> bool { return !failure; }
  /// The paths that came to nothing, in order.
  [[nodiscard]] auto tried() const -> std::span<TriedPath const> {
    if (path) return path->tried();
    return failure ? failure->tried() : std::span<TriedPath const>{};
  }
};

/// `certification path (RFC 5280)`.
inline auto describe(Profile profile) -> std::string {
  return profile == Profile::web_pki ? WebPki::describe() : Rfc5280::describe();
}

inline auto validate(Profile profile, PeerChain const& chain, ValidationContext const& context)
    -> Result<VerifiedPath> {
  return profile == Profile::web_pki ? WebPki{}.validate(chain, context) : Rfc5280{}.validate(chain, context);
}

/// The finding is the end entity's.
inline auto name_refusal(DnsId<dynamic> const& name, VerifiedPath const& path) -> std::optional<Failure> {
  auto const verdict = name.accepts(path.end_entity());
  if (verdict.is_accepted()) return std::nullopt;
  return Failure{Finding{verdict.finding()}.about(0, path.end_entity().certificate.subject().to_text())};
}

inline auto answer(Question const& question) -> Answer {
  auto chain = PeerChain::parse(question.presented);
  if (!chain) return {{}, {}, std::move(chain.error())};
  auto path = validate(question.profile, *chain,
                       {question.at, question.peer_end, question.anchors, question.intermediates.all()});
  if (!path) return {*std::move(chain), {}, std::move(path.error())};
  auto refused = question.name ? name_refusal(*question.name, *path) : std::nullopt;
  return {*std::move(chain), *std::move(path), std::move(refused)};
}

}  // namespace chain
