// SPDX-License-Identifier: Apache-2.0
// What vidimus does with the chains.
#pragma once

#include "chains.hpp"

#include <vidimus/core/explain.hpp>
#include <vidimus/path/rfc5280.hpp>

#include <chrono>
#include <stdexcept>

namespace bench {

/// Verifies every signature each time.
using Cold = vidimus::Rfc5280With<vidimus::Budget{.remembered_signatures = 0}>;
/// Remembers signatures of earlier chains.
using Warm = vidimus::Rfc5280;

class Vidimus {
 public:
  Vidimus(Inputs const& inputs, Kind const& kind) : presented_{kind.chains}, anchors_{read_anchors(inputs)} {
    for (auto const& chain : presented_) chains_.push_back(must(vidimus::PeerChain::parse(chain)));
  }

  /// Reads the end entity in place.
  void read(std::size_t i) const {
    vidimus::detail::CertificateReader reader;
    if (!reader.read(presented_[i % presented_.size()].front())) throw std::runtime_error{"vidimus cannot read it"};
  }
  /// Reads a copy of it that is kept.
  void parse(std::size_t i) const {
    static_cast<void>(must(vidimus::Certificate::parse(presented_[i % presented_.size()].front())));
  }
  template <class Validator>
  void validate(std::size_t i) const {
    static_cast<void>(must(Validator{}.validate(chains_[i % chains_.size()], context())));
  }
  template <class Validator>
  void parse_and_validate(std::size_t i) const {
    auto const chain = must(vidimus::PeerChain::parse(presented_[i % presented_.size()]));
    static_cast<void>(must(Validator{}.validate(chain, context())));
  }

 private:
  template <class T>
  static auto must(vidimus::Result<T> result) -> T {
    if (!result) throw std::runtime_error{"vidimus refuses: " + vidimus::explain(result.error())};
    return *std::move(result);
  }
  static auto read_anchors(Inputs const& inputs) -> vidimus::TrustAnchors {
    std::vector<vidimus::Certificate> anchors;
    for (auto const& der : inputs.anchors) anchors.push_back(must(vidimus::Certificate::parse(der)));
    return vidimus::TrustAnchors::from_certificates(std::move(anchors));
  }
  [[nodiscard]] auto context() const -> vidimus::ValidationContext { return {now_, vidimus::End::server, anchors_}; }

  std::vector<Presented> presented_;
  std::vector<vidimus::PeerChain> chains_;
  vidimus::TrustAnchors anchors_;
  vidimus::Time now_ = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
};

}  // namespace bench
