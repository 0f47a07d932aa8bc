// SPDX-License-Identifier: Apache-2.0
// Changes to which certificates are presented, in which order, and to the anchor.
#pragma once

#include "mutation.hpp"

namespace mutated {

inline void add_chains(Mutations& all) {
  auto const add = [&](char const* kind, std::function<void(Chain&)> const& change) {
    all.push_back(
        {std::string{"chain: "} + kind, Where::chain, [change](Chain& chain, std::size_t) { change(chain); }});
  };
  auto const ca_of = [](Entity const& subject, Entity const& issuer) {
    return Link{with_fixed_dates(draft_of_ca(subject, issuer)), &issuer};
  };
  add("as it is", [](Chain&) {});
  add("the other way round", [](Chain& chain) { std::reverse(chain.presented.begin() + 1, chain.presented.end()); });
  add("each twice", [](Chain& chain) {
    auto const once = chain.presented;
    chain.presented.insert(chain.presented.end(), once.begin(), once.end());
  });
  add("with the anchor", [](Chain& chain) { chain.presented.push_back(chain.anchor); });
  add("the end entity alone", [](Chain& chain) { chain.presented.resize(1); });
  add("the last one missing", [](Chain& chain) {
    if (chain.presented.size() > 1) chain.presented.pop_back();
  });
  add("with strangers", [=](Chain& chain) {
    chain.further.push_back(ca_of(chain.cast->stranger, chain.cast->stranger));
    chain.further.push_back(ca_of(chain.cast->stranger, chain.cast->root));
  });
  add("from a stranger, who is certified by himself and by the anchor", [=](Chain& chain) {
    auto& last = chain.links[chain.links.size() - 2];  // that the anchor issued
    last.signer = &chain.cast->stranger, last.draft.issuer = small_ca::name(chain.cast->stranger.name);
    last.draft.set(authority_key_identifier(chain.cast->stranger.key.identifier()));
    chain.further.push_back(ca_of(chain.cast->stranger, chain.cast->stranger));
    chain.further.push_back(ca_of(chain.cast->stranger, chain.cast->root));
  });
  add("to another anchor", [=](Chain& chain) {
    chain.links.push_back(ca_of(chain.cast->stranger, chain.cast->stranger));
    chain.anchor = chain.links.size() - 1;
  });
  add("to another key of the anchor", [](Chain& chain) {
    auto& anchor = chain.links[chain.anchor];
    anchor.draft.spki = chain.cast->stranger.key.spki(), anchor.signer = &chain.cast->stranger;
  });
  add("an intermediate as anchor",
      [](Chain& chain) { chain.anchor = std::min<std::size_t>(1, chain.links.size() - 1); });
  add("the end entity as anchor", [](Chain& chain) { chain.anchor = 0; });
  add("the end entity as anchor, below one that excludes it", [](Chain& chain) {
    chain.anchor = 0;
    chain.draft(1).set(name_constraints({}, {"DNS:acme.example"}));
  });
  add("the end entity as anchor, with pathLen and no cA", [](Chain& chain) {
    chain.anchor = 0;
    chain.draft(0).set(basic_constraints(false, 0));
  });
  add("the end entity as anchor, with two signature algorithms", [](Chain& chain) {
    chain.anchor = 0;
    chain.draft(0).algorithm = write::sequence(write::oid("1.2.840.10045.4.3.4"));
  });
  add("a loop in which one excludes the name", [=](Chain& chain) {
    chain.draft(1).set(name_constraints({}, {"DNS:acme.example"}));
    chain.further.push_back(ca_of(chain.cast->issuing, chain.cast->sub));
    chain.further.push_back(ca_of(chain.cast->sub, chain.cast->issuing));
  });
  add("a loop", [=](Chain& chain) {
    chain.further.push_back(ca_of(chain.cast->issuing, chain.cast->sub));
    chain.further.push_back(ca_of(chain.cast->sub, chain.cast->issuing));
  });
  add("a loop and no anchor", [=](Chain& chain) {
    chain.further.push_back(ca_of(chain.cast->issuing, chain.cast->sub));
    chain.further.push_back(ca_of(chain.cast->sub, chain.cast->issuing));
    chain.links.push_back(ca_of(chain.cast->stranger, chain.cast->stranger));
    chain.anchor = chain.links.size() - 1;
  });
  // instead of the intermediate next to the anchor, or before it: another certificate of its name
  auto const before_last = [=](char const* kind, std::function<void(Link&, Cast const&)> const& change) {
    for (bool const is_alone : {false, true})
      add((std::string{is_alone ? "instead of" : "before"} + " the issuer's certificate, " + kind).c_str(),
          [=](Chain& chain) {
            if (chain.links.size() < 3) return;
            auto other = chain.links[chain.links.size() - 2];
            change(other, *chain.cast);
            chain.further.push_back(std::exchange(chain.links[chain.links.size() - 2], other));
            if (is_alone) chain.further.pop_back();
          });
  };
  before_last("an expired one",
              [](Link& link, Cast const&) { link.draft.not_after = write::time(now - std::chrono::years{1}); });
  before_last("one of another key", [](Link& link, Cast const& cast) { link.draft.spki = cast.stranger.key.spki(); });
  before_last("one by a stranger", [](Link& link, Cast const& cast) {
    link.draft.issuer = small_ca::name(cast.stranger.name), link.signer = &cast.stranger;
    link.draft.set(authority_key_identifier(cast.stranger.key.identifier()));
  });
  before_last("one with pathLen 0", [](Link& link, Cast const&) { link.draft.set(basic_constraints(true, 0)); });
  before_last("one that excludes the name",
              [](Link& link, Cast const&) { link.draft.set(name_constraints({}, {"DNS:acme.example"})); });
  before_last("one signed by another", [](Link& link, Cast const& cast) { link.signer = &cast.stranger; });
  before_last("one with an unknown critical extension",
              [](Link& link, Cast const&) { link.draft.set({id::private_extension, true, hex("0500")}); });
  before_last("an unreadable one",
              [](Link& link, Cast const&) { link.draft.set({small_ca::oid::subject_alt_name, false, hex("0500")}); });
}

}  // namespace mutated
