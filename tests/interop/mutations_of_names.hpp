// SPDX-License-Identifier: Apache-2.0
// Changes to names and to what names are permitted.
#pragma once

#include "mutation.hpp"

namespace mutated {

inline void add_name_constraints(Mutations& all) {
  for (auto const* const base : {"DNS:acme.example",
                                 "DNS:ACME.Example",
                                 "DNS:qm2.acme.example",
                                 "DNS:2.acme.example",
                                 "DNS:other.example",
                                 "DNS:",
                                 "DNS:.acme.example",
                                 "DNS:x.qm2.acme.example",
                                 "DNS:acme..example",
                                 "IP:192.0.2.0/255.255.255.0",
                                 "IP:192.0.2.7/255.255.255.255",
                                 "IP:198.51.100.0/255.255.255.0",
                                 "IP:::/::",
                                 "IP:0.0.0.0/0.0.0.0",
                                 "IP:192.0.0.7/255.255.0.255",
                                 "EMAIL:acme.example",
                                 "EMAIL:ACME.example",
                                 "EMAIL:.acme.example",
                                 "EMAIL:ops@acme.example",
                                 "EMAIL:OPS@acme.example",
                                 "EMAIL:other@acme.example",
                                 "EMAIL:other.example",
                                 "EMAIL:",
                                 "URI:qm2.acme.example",
                                 "URI:.acme.example",
                                 "URI:acme.example",
                                 "URI:.other.example",
                                 "URI:QM2.acme.example",
                                 "URI:",
                                 "DN:O=Acme",
                                 "DN:O=ACME",
                                 "DN:O=Acm",
                                 "DN:O=Other",
                                 "DN:CN=QM2,O=Acme",
                                 "DN:"}) {
    all.push_back(
        {std::string{"nameConstraints: permitted "} + base, Where::authority, with(name_constraints({base}))});
    all.push_back(
        {std::string{"nameConstraints: excluded "} + base, Where::authority, with(name_constraints({}, {base}))});
  }
  all.push_back({"nameConstraints: not critical", Where::authority, [](Chain& chain, std::size_t at) {
                   auto constraints = name_constraints({"DNS:acme.example"});
                   constraints.critical = false;
                   chain.draft(at).set(constraints);
                 }});
  all.push_back({"nameConstraints: on an end entity", Where::end_entity, with(name_constraints({"DNS:acme.example"}))});
  all.push_back({"nameConstraints: empty", Where::authority, with_value(id::name_constraints, true, "3000")});
  all.push_back({"nameConstraints: registeredID permitted", Where::authority,
                 with_value(id::name_constraints, true, "3008 a006 3004 88022a03")});
  all.push_back({"nameConstraints: minimum 1", Where::authority,
                 with_value(id::name_constraints, true, "3013 a011 300f 8207 6578616d706c65 800101 8101ff")});
}

inline void add_names(Mutations& all) {
  auto const id = std::string{small_ca::oid::subject_alt_name};
  all.push_back({"subjectAltName: none", Where::every, without(id)});
  all.push_back({"subjectAltName: critical", Where::end_entity, with_criticality(id, true)});
  all.push_back({"subjectAltName: empty", Where::every, with_value(id, false, "3000")});
  all.push_back({"subjectAltName: NUL in a dNSName", Where::end_entity, with_value(id, false, "3005 8203610062")});
  all.push_back(
      {"subjectAltName: an address of 5 octets", Where::end_entity, with_value(id, false, "3007 8705c000020100")});
  all.push_back({"subjectAltName: not ASCII", Where::end_entity, with_value(id, false, "3004 8202c3bc")});
  all.push_back({"subjectAltName: text", Where::end_entity, with({id, false, write::bytes("malformed")})});
  all.push_back({"subjectAltName: no such form", Where::end_entity, with_value(id, false, "3002 8900")});
  auto const empty = with_field(&Draft::subject, small_ca::name(""));
  all.push_back({"subject: empty, names not critical", Where::end_entity, empty});
  all.push_back({"subject: empty, names critical", Where::end_entity,
                 [=](Chain& chain, std::size_t at) { empty(chain, at), with_criticality(id, true)(chain, at); }});
  all.push_back({"subject: empty and no other name", Where::end_entity,
                 [=](Chain& chain, std::size_t at) { empty(chain, at), without(id)(chain, at); }});
  all.push_back({"subject: malformed UTF-8", Where::end_entity,
                 with_field(&Draft::subject, hex("300d 310b3009 0603550403 0c02c328"))});
  all.push_back({"subject: * in a PrintableString", Where::end_entity,
                 with_field(&Draft::subject, hex("300c 310a3008 0603550403 13012a"))});
  all.push_back({"subject: an RDN out of order", Where::end_entity,
                 with_field(&Draft::subject, hex("3016 3114 3008 0603550403 0c0162 3008 0603550403 0c0161"))});
  all.push_back({"subject: an attribute that is no string", Where::end_entity,
                 with_field(&Draft::subject, hex("300e 310c 300a 0603550403 8003514d32"))});
  all.push_back({"subject: e-mail address elsewhere", Where::end_entity,
                 with_field(&Draft::subject, small_ca::name("E=ops@other.example,CN=QM2,O=Acme"))});
  all.push_back({"issuer: empty", Where::every, with_field(&Draft::issuer, small_ca::name(""))});
}

/// `CN=…,O=Acme` with the organization as other octets.
inline auto name_of(std::string const& common_name, unsigned tag, Bytes const& organization) -> Bytes {
  auto const attribute = [](char const* type, Bytes const& value) {
    return write::set_of({write::sequence(write::oid(type), value)});
  };
  return write::sequence(attribute("2.5.4.10", write::element(tag, organization)),
                         attribute("2.5.4.3", write::element(0x0c, write::bytes(common_name))));
}
/// The issuer's name written in another way than the issuer itself writes it.
inline auto with_issuer_name(unsigned tag, Bytes const& organization) {
  return [=](Chain& chain, std::size_t at) {
    auto const& name = chain.links[at].signer->name;
    auto const common_name = name.substr(3, name.find(',') - 3);
    chain.draft(at).issuer = name_of(common_name, tag, organization);
  };
}
inline void add_issuer_names(Mutations& all) {
  struct Row {
    char const* kind;
    unsigned tag;
    char const* organization;
  };
  for (auto const& row :
       {Row{"other case", 0x0c, "41434d45"}, Row{"white space", 0x0c, "2041636d6520"},
        Row{"PrintableString", 0x13, "41636d65"}, Row{"BMPString", 0x1e, "00410063006d0065"},
        Row{"TeletexString", 0x14, "41636d65"}, Row{"VisibleString", 0x1a, "41636d65"},
        Row{"UniversalString", 0x1c, "00000041000000630000006d00000065"}, Row{"another", 0x0c, "41636d66"},
        Row{"a letter less", 0x0c, "41636d"}, Row{"odd BMPString", 0x1e, "004100"}})
    all.push_back(
        {std::string{"issuer name: "} + row.kind, Where::every, with_issuer_name(row.tag, hex(row.organization))});
  all.push_back({"issuer name: other order", Where::every, [](Chain& chain, std::size_t at) {
                   auto const& name = chain.links[at].signer->name;
                   auto const comma = name.find(',');
                   chain.draft(at).issuer = small_ca::name(name.substr(comma + 1) + ',' + name.substr(0, comma));
                 }});
}

}  // namespace mutated
