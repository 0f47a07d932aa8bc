// SPDX-License-Identifier: Apache-2.0
// Everything that is changed in chains: each alone, two together at random, and octets that nobody chose.
#pragma once

#include "mutations_of_chains.hpp"
#include "mutations_of_fields.hpp"
#include "mutations_of_names.hpp"
#include "mutations_of_usage.hpp"

#include <random>

namespace mutated {

inline auto mutations() -> Mutations const& {
  static auto const all = [] {
    Mutations list;
    for (auto* const add :
         {&add_chains, &add_basic_constraints, &add_key_usage, &add_extended_key_usage, &add_name_constraints,
          &add_names, &add_issuer_names, &add_fields, &add_extensions, &add_signatures, &add_keys, &add_policies})
      add(list);
    return list;
  }();
  return all;
}

/// The same sequence everywhere, which std::uniform_int_distribution does not promise.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_{seed} {}
  [[nodiscard]] auto below(std::size_t count) -> std::size_t { return static_cast<std::size_t>(random_() % count); }

 private:
  std::mt19937_64 random_;
};

/// Two changes, at the same certificate or at two.
inline auto with_two_changes(Chain const& usual, Dice& dice) -> Chain {
  auto chain = usual;
  for (int changes = 0; changes != 2;) {
    auto const& mutation = mutations()[dice.below(mutations().size())];
    auto const at = dice.below(usual.links.size());
    if (!mutation.fits(usual, at)) continue;
    chain = mutation.applied(std::move(chain), at);
    ++changes;
  }
  return chain;
}

/// One to three bits of a certificate, after it was signed.
inline auto with_other_bits(Chain chain, Dice& dice) -> Chain {
  chain.kind = "octets: of a certificate, not signed again";
  auto& link = chain.links[dice.below(chain.links.size())];
  auto const octet = dice.below(1U << 20U);
  link.flips.push_back({octet, static_cast<std::byte>(1U << dice.below(8))});
  return chain;
}

/// An octet of tbsCertificate, which is then signed.
inline auto with_another_octet(Chain chain, Dice& dice) -> Chain {
  chain.kind = "octets: of tbsCertificate";
  auto& link = chain.links[dice.below(chain.links.size())];
  link.tbs = link.draft.tbs();
  auto& octet = link.tbs[dice.below(link.tbs.size())];
  octet ^= static_cast<std::byte>(dice.below(2) == 0 ? 1U << dice.below(8) : 1 + dice.below(255));
  return chain;
}

/// A field of tbsCertificate, or an extension, left out, twice or in the place of another; then signed.
inline auto with_moved_element(Chain chain, Dice& dice) -> Chain {
  auto& link = chain.links[dice.below(chain.links.size())];
  auto const change = [&](std::vector<Bytes>& elements) {
    auto const one = dice.below(elements.size()), other = dice.below(elements.size());
    switch (dice.below(3)) {
      case 0: elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(one)); break;
      case 1: elements.push_back(elements[one]); break;
      default: std::swap(elements[one], elements[other]);
    }
  };
  if (dice.below(2) == 0) {
    chain.kind = "elements: of tbsCertificate";
    auto fields = elements_of(contents_of(link.draft.tbs()));
    change(fields);
    link.tbs = write::sequence(write::concatenation(fields));
  } else {
    chain.kind = "elements: of extensions";
    std::vector<Bytes> extensions;
    for (auto const& extension : link.draft.extensions) extensions.push_back(extension.der());
    change(extensions);
    link.draft.extensions.clear();
    link.draft.further_extensions = write::concatenation(extensions);
  }
  return chain;
}

/// A chain that nobody chose.
inline auto at_random(Chain const& usual, Dice& dice) -> Chain {
  switch (dice.below(4)) {
    case 0: return with_two_changes(usual, dice);
    case 1: return with_other_bits(usual, dice);
    case 2: return with_another_octet(usual, dice);
    default: return with_moved_element(usual, dice);
  }
}

}  // namespace mutated
