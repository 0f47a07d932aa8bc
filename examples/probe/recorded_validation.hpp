// SPDX-License-Identifier: Apache-2.0
// A Validator around another that remembers what was asked of it last and what it answered, for the certificate graph.
#pragma once

#include "chain_question.hpp"

#include <vidimus/path/any_validator.hpp>

#include <memory>
#include <string>
#include <vector>

namespace probe {

/// What was presented, and what came of it; nothing where it never came to a Validator.
struct Validation {
  chain::Question question{
      {}, vidimus::TrustAnchors::from_certificates({}), vidimus::Intermediates::from_certificates({})};
  chain::Answer answer;
  bool was_asked = false;
};

/// Its channel is used by one thread.
struct RecordedValidator {
  using role = vidimus::role::validator;
  vidimus::AnyValidator validator;
  std::shared_ptr<Validation> validation;

  [[nodiscard]] auto validate(vidimus::PeerChain const& peer, vidimus::ValidationContext const& context) const
      -> vidimus::Result<vidimus::VerifiedPath> {
    auto path = validator.validate(peer, context);
    remember(peer, context, path);
    return path;
  }
  [[nodiscard]] auto wants(vidimus::PeerChain const& peer, vidimus::ValidationContext const& context) const
      -> std::vector<vidimus::FetchRequest> {
    return validator.wants(peer, context);
  }
  [[nodiscard]] auto describe() const -> std::string { return validator.describe(); }

 private:
  void remember(vidimus::PeerChain const& peer, vidimus::ValidationContext const& context,
                vidimus::Result<vidimus::VerifiedPath> const& path) const {
    auto& question = validation->question;
    question.at = context.now;
    question.presented.assign(peer.certificates().size() + peer.unreadable().size(), {});  // the picture counts them
    if (path)
      validation->answer = {peer, *path, {}};
    else
      validation->answer = {peer, {}, path.error()};
    validation->was_asked = true;
  }
};

}  // namespace probe
