// SPDX-License-Identifier: Apache-2.0
// Changes to what certificates say that they are for: basicConstraints, keyUsage, extKeyUsage, policies.
#pragma once

#include "mutation.hpp"

namespace mutated {

inline void add_basic_constraints(Mutations& all) {
  auto const id = std::string{small_ca::oid::basic_constraints};
  all.push_back({"basicConstraints: none", Where::every, without(id)});
  all.push_back({"basicConstraints: cA FALSE", Where::authority, with(basic_constraints(false))});
  all.push_back({"basicConstraints: cA TRUE", Where::end_entity, with(basic_constraints(true))});
  for (unsigned const limit : {0U, 1U, 2U, 5U})
    all.push_back(
        {"basicConstraints: pathLen " + std::to_string(limit), Where::authority, with(basic_constraints(true, limit))});
  all.push_back({"basicConstraints: pathLen without cA", Where::every, with(basic_constraints(false, 0))});
  all.push_back({"basicConstraints: not critical", Where::every, with_criticality(id, false)});
  all.push_back({"basicConstraints: INTEGER as cA", Where::every, with_value(id, true, "3003 020101")});
  all.push_back({"basicConstraints: cA 01", Where::authority, with_value(id, true, "3003 010101")});
  all.push_back({"basicConstraints: cA FALSE written out", Where::every, with_value(id, true, "3003 010100")});
  all.push_back({"basicConstraints: pathLen -1", Where::authority, with_value(id, true, "3006 0101ff 0201ff")});
  all.push_back({"basicConstraints: something after", Where::authority, with_value(id, true, "3005 0101ff 0500")});
}

inline void add_key_usage(Mutations& all) {
  auto const id = std::string{small_ca::oid::key_usage};
  constexpr char const* names[]{"digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment",
                                "keyAgreement",     "keyCertSign",    "cRLSign"};
  all.push_back({"keyUsage: none", Where::every, without(id)});
  for (unsigned bit = 0; bit != std::size(names); ++bit)
    all.push_back({std::string{"keyUsage: "} + names[bit] + " alone", Where::every, with(key_usage(1U << bit))});
  all.push_back({"keyUsage: none, and pathLen 5", Where::authority, [id](Chain& chain, std::size_t at) {
                   chain.draft(at).erase(id);
                   chain.draft(at).set(basic_constraints(true, 5));
                 }});
  all.push_back({"keyUsage: everything", Where::every, with(key_usage(0x7f))});
  all.push_back({"keyUsage: nothing", Where::every, with_value(id, true, "030100")});
  all.push_back({"keyUsage: zero bits at the end", Where::end_entity, with_value(id, true, "03020080")});
  all.push_back({"keyUsage: not critical", Where::every, with_criticality(id, false)});
  all.push_back({"keyUsage: unused bits set", Where::every, with_value(id, true, "03020781")});
}

inline void add_extended_key_usage(Mutations& all) {
  auto const id = std::string{small_ca::oid::extended_key_usage};
  std::string const server = small_ca::oid::server_auth, client = small_ca::oid::client_auth;
  all.push_back({"extKeyUsage: none", Where::every, without(id)});
  all.push_back({"extKeyUsage: server", Where::every, with(extended_key_usage({server}))});
  all.push_back({"extKeyUsage: client", Where::every, with(extended_key_usage({client}))});
  all.push_back({"extKeyUsage: any", Where::every, with(extended_key_usage({id::any_extended_key_usage}))});
  all.push_back(
      {"extKeyUsage: any and client", Where::every, with(extended_key_usage({client, id::any_extended_key_usage}))});
  all.push_back({"extKeyUsage: codeSigning", Where::every, with(extended_key_usage({"1.3.6.1.5.5.7.3.3"}))});
  all.push_back({"extKeyUsage: server's and one arc", Where::every, with(extended_key_usage({server + ".1"}))});
  all.push_back({"extKeyUsage: server's but one arc", Where::every, with(extended_key_usage({"1.3.6.1.5.5.7.3"}))});
  all.push_back({"extKeyUsage: one that nobody knows", Where::every, with(extended_key_usage({"1.2.3"}))});
  all.push_back({"extKeyUsage: empty", Where::every, with_value(id, false, "3000")});
  all.push_back({"extKeyUsage: critical", Where::every, [server, client](Chain& chain, std::size_t at) {
                   auto purposes = extended_key_usage({server, client});
                   purposes.critical = true;
                   chain.draft(at).set(purposes);
                 }});
}

inline auto policies(std::vector<std::string> const& ids, bool critical = false) -> small_ca::Extension {
  Bytes list;
  for (auto const& id : ids) write::append(list, write::sequence(write::oid(id)));
  return {id::certificate_policies, critical, write::sequence(list)};
}
inline void add_policies(Mutations& all) {
  std::string const one = "1.3.6.1.4.1.99999.1.1", two = "1.3.6.1.4.1.99999.1.2", any = id::any_policy;
  auto const require = small_ca::Extension{id::policy_constraints, true, hex("3003 800100")};
  auto const require_later = small_ca::Extension{id::policy_constraints, true, hex("3003 800101")};
  auto const no_mapping = small_ca::Extension{id::policy_constraints, true, hex("3006 800100 810100")};
  auto const no_any = small_ca::Extension{id::inhibit_any_policy, true, hex("020100")};
  auto const map = [&](std::string const& from, std::string const& to) {
    return small_ca::Extension{id::policy_mappings, true,
                               write::sequence(write::sequence(write::oid(from), write::oid(to)))};
  };
  // the end entity's policies, those of everybody above it, and what the authority next to the anchor says
  auto const add = [&](char const* kind, std::vector<std::string> const& end_entity,
                       std::vector<std::string> const& above, std::vector<small_ca::Extension> const& top) {
    all.push_back({std::string{"policies: "} + kind, Where::chain, [=](Chain& chain, std::size_t) {
                     for (std::size_t at = 0; at + 1 != chain.links.size(); ++at) {
                       auto const& ids = at == 0 ? end_entity : above;
                       if (!ids.empty()) chain.draft(at).set(policies(ids));
                     }
                     if (chain.links.size() > 2)
                       for (auto const& extension : top) chain.draft(chain.links.size() - 2).set(extension);
                   }});
  };
  add("one all the way", {one}, {one}, {require}), add("another at the end", {two}, {one}, {require});
  add("none at the end", {}, {one}, {require}), add("none above", {one}, {}, {require});
  add("none anywhere", {}, {}, {require}), add("none anywhere, required later", {}, {}, {require_later});
  add("any above", {one}, {any}, {require}), add("any at the end", {any}, {one}, {require});
  add("any at the end, inhibited", {any}, {one}, {require, no_any}),
      add("any above, inhibited", {one}, {any}, {require, no_any});
  add("mapped", {two}, {one}, {require, map(one, two)}), add("mapped away", {one}, {one}, {require, map(one, two)});
  add("mapping inhibited", {two}, {one}, {no_mapping, map(one, two)}),
      add("mapped from any", {two}, {one}, {map(any, two)});
  add("mapped to any", {two}, {one}, {map(one, any)}), add("none required", {two}, {one}, {});
  add("the same twice", {one, one}, {one}, {require});
  auto const odd = [&](char const* kind, small_ca::Extension const& extension) {
    all.push_back({std::string{"policies: "} + kind, Where::authority, with(extension)});
  };
  odd("constraints on nothing", {id::policy_constraints, true, hex("3000")});
  odd("constraints not critical", {id::policy_constraints, false, hex("3003 800105")});
  odd("inhibitAnyPolicy not critical", {id::inhibit_any_policy, false, hex("020105")});
  odd("inhibitAnyPolicy -1", {id::inhibit_any_policy, true, hex("0201ff")});
  odd("requireExplicitPolicy of an authority", require),
      odd("mapping not critical", {id::policy_mappings, false, map(one, two).value});
  odd("critical", policies({one}, true));
}

}  // namespace mutated
