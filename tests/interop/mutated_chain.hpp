// SPDX-License-Identifier: Apache-2.0
// Chains of certificates that are kept as drafts until they are presented, so that any field of any of them can be changed
// and signed again with the right key.
#pragma once

#include "draft.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mutated {

using namespace vidimus_test;

/// When the chains are judged: fixed, so that a change to a digit of a date means the same on every day.
inline constexpr small_ca::Time now{std::chrono::sys_days{std::chrono::year{2035} / 6 / 1}};

/// Whose names and keys the chains of one kind of key are made of.
struct Cast {
  explicit Cast(KeyKind kind)
      : qm2{"CN=QM2,O=Acme", kind},
        sub{"CN=Sub CA,O=Acme", kind},
        issuing{"CN=Issuing CA,O=Acme", kind},
        root{"CN=Acme Root,O=Acme", kind},
        stranger{"CN=Stranger,O=Elsewhere", kind} {}
  Entity qm2, sub, issuing, root, stranger;
};

/// A certificate of a chain.
struct Link {
  Draft draft;
  Entity const* signer;
  Bytes tbs{};  ///< instead of the draft's; empty: the draft's
  struct Flip {
    std::size_t octet;  ///< counted round the encoding
    std::byte bits;
  };
  std::vector<Flip> flips{};  ///< after the signature was made
};

struct Chain {
  Cast const* cast;
  std::vector<Link> links;             ///< the end entity first, the usual anchor last
  std::vector<Link> further{};         ///< presented after the others
  std::vector<std::size_t> presented;  ///< which of `links`, in which order
  std::size_t anchor;                  ///< of `links`
  std::string kind{};                  ///< what was changed

  [[nodiscard]] auto is_end_entity(std::size_t at) const -> bool { return at == 0; }
  [[nodiscard]] auto is_anchor(std::size_t at) const -> bool { return at + 1 == links.size(); }
  [[nodiscard]] auto draft(std::size_t at) -> Draft& { return links[at].draft; }
};

inline auto with_fixed_dates(Draft draft) -> Draft {
  using namespace std::chrono;
  draft.not_before = write::time(sys_days{year{2025} / 1 / 1});
  draft.not_after = write::time(sys_days{year{2045} / 1 / 1});
  return draft;
}

/// A chain that everybody accepts, of 2 to 4 certificates, the anchor's included.
inline auto usual_chain(Cast const& cast, std::size_t certificates) -> Chain {
  std::vector<Entity const*> owners{&cast.qm2, &cast.sub, &cast.issuing, &cast.root};
  owners.erase(owners.begin() + 1, owners.begin() + 1 + static_cast<std::ptrdiff_t>(4 - certificates));
  Chain chain{.cast = &cast, .links = {}, .presented = {}, .anchor = certificates - 1};
  for (std::size_t at = 0; at != certificates; ++at) {
    auto const& signer = *owners[std::min(at + 1, certificates - 1)];
    auto const draft = at != 0 ? draft_of_ca(*owners[at], signer)
                               : draft_of_end_entity(*owners[at], signer,
                                                     {"DNS:qm2.acme.example", "IP:192.0.2.7", "EMAIL:ops@acme.example",
                                                      "URI:mq://qm2.acme.example/q"});
    chain.links.push_back({with_fixed_dates(draft), &signer});
    if (at + 1 != certificates) chain.presented.push_back(at);
  }
  return chain;
}

/// Makes each signature once: most certificates of most chains are those of others.
class Signer {
 public:
  auto certificate(Link const& link) -> Bytes {
    auto const tbs = link.tbs.empty() ? link.draft.tbs() : link.tbs;
    auto& signature = signatures_[{link.signer, tbs}];
    if (signature.empty()) signature = link.signer->key.sign(tbs);
    auto der = write::sequence(tbs, link.draft.algorithm, write::bit_string(signature));
    for (auto const& flip : link.flips) der[flip.octet % der.size()] ^= flip.bits;
    return der;
  }

 private:
  std::map<std::pair<Entity const*, Bytes>, Bytes> signatures_;
};

/// What a peer presents, and below which anchor it is judged.
struct Question {
  std::string kind;
  std::vector<Bytes> presented;
  Bytes anchor;
};
inline auto question_of(Chain const& chain, Signer& signer) -> Question {
  Question question{chain.kind, {}, signer.certificate(chain.links[chain.anchor])};
  for (auto const at : chain.presented) question.presented.push_back(signer.certificate(chain.links[at]));
  for (auto const& link : chain.further) question.presented.push_back(signer.certificate(link));
  return question;
}

}  // namespace mutated
