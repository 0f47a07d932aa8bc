// SPDX-License-Identifier: Apache-2.0
// Changes to the other fields: dates, version, serial number, key identifiers, further extensions, the signature.
#pragma once

#include "mutation.hpp"

namespace mutated {

inline void add_fields(Mutations& all) {
  auto const time = [](unsigned tag, char const* text) { return write::element(tag, write::bytes(text)); };
  auto const before = [&](char const* kind, Bytes const& value) {
    all.push_back({std::string{"notBefore: "} + kind, Where::every, with_field(&Draft::not_before, value)});
  };
  auto const after = [&](char const* kind, Bytes const& value) {
    all.push_back({std::string{"notAfter: "} + kind, Where::every, with_field(&Draft::not_after, value)});
  };
  using std::chrono::seconds;
  before("now", write::time(now)), before("in a second", write::time(now + seconds{1}));
  before("in a year", write::time(now + std::chrono::years{1}));
  before("GeneralizedTime before 2050", time(0x18, "20250101000000Z"));
  before("without seconds", time(0x17, "2501010000Z")), before("an offset", time(0x17, "250101000000+0000"));
  before("a fraction", time(0x18, "20250101000000.5Z")), before("no such day", time(0x17, "250230000000Z"));
  after("now", write::time(now)), after("a second ago", write::time(now - seconds{1}));
  after("a year ago", write::time(now - std::chrono::years{1}));
  after("never", time(0x18, "99991231235959Z")), after("before notBefore", time(0x17, "200101000000Z"));
  after("GeneralizedTime before 2050", time(0x18, "20450101000000Z"));
  after("without seconds", time(0x17, "4501010000Z")), after("an offset", time(0x17, "450101000000+0000"));
  after("no Z", time(0x17, "450101000000")), after("empty", time(0x17, ""));
  after("a leap second", time(0x17, "451231235960Z")), after("a string", time(0x16, "450101000000Z"));

  auto const version = [&](char const* kind, char const* value) {
    all.push_back({std::string{"version: "} + kind, Where::every, with_field(&Draft::version, hex(value))});
  };
  version("1 with extensions", ""), version("1 written out", "a003020100"), version("2 with extensions", "a003020101");
  version("4", "a003020103"), version("3 in two octets", "a00402020002");
  all.push_back({"version: 1 without extensions", Where::every, [](Chain& chain, std::size_t at) {
                   chain.draft(at).version.clear(), chain.draft(at).extensions.clear();
                 }});
  all.push_back({"version: 1 written out, without extensions", Where::every, [](Chain& chain, std::size_t at) {
                   chain.draft(at).version = hex("a003020100"), chain.draft(at).extensions.clear();
                 }});
  all.push_back({"version: 3 without extensions", Where::every,
                 [](Chain& chain, std::size_t at) { chain.draft(at).extensions.clear(); }});

  auto const serial = [&](char const* kind, char const* value) {
    all.push_back({std::string{"serialNumber: "} + kind, Where::every, with_field(&Draft::serial_number, hex(value))});
  };
  serial("0", "020100"), serial("-1", "0201ff"), serial("20 octets", "0214 7f00000000000000000000000000000000000000");
  serial("21 octets", "0215 0100000000000000000000000000000000000000 00"), serial("00 in front", "02020051");
  serial("empty", "0200");
  all.push_back({"unique identifiers", Where::every, with_field(&Draft::unique_ids, hex("81020780 820300abcd"))});
  all.push_back({"unique identifiers: malformed", Where::every, with_field(&Draft::unique_ids, hex("81020880"))});
}

inline void add_extensions(Mutations& all) {
  auto const further = [&](char const* kind, std::vector<small_ca::Extension> const& extensions) {
    Bytes list;
    for (auto const& extension : extensions) write::append(list, extension.der());
    all.push_back({std::string{"extensions: "} + kind, Where::every, with_field(&Draft::further_extensions, list)});
  };
  small_ca::Extension const unknown{id::private_extension, false, hex("0500")},
      critical{id::private_extension, true, hex("0500")};
  further("an unknown one", {unknown}), further("an unknown critical one", {critical});
  further("an unknown one twice", {unknown, unknown}), further("keyUsage twice", {key_usage(0x7f), key_usage(0x7f)});
  further("subjectAltName twice",
          {alternative_names({"DNS:a.acme.example"}), alternative_names({"DNS:b.acme.example"})});
  further("authorityInfoAccess",
          {{small_ca::oid::authority_info_access, false, hex("3010 300e 06082b06010505073001 8602 613a")}});
  further("authorityInfoAccess critical",
          {{small_ca::oid::authority_info_access, true, hex("3010 300e 06082b06010505073001 8602 613a")}});
  further("cRLDistributionPoints critical",
          {{small_ca::oid::crl_distribution_points, true, hex("300a 3008 a006 a004 8602 613a")}});
  further("cRLDistributionPoints malformed", {{small_ca::oid::crl_distribution_points, false, hex("3000")}});
  further("tlsFeature critical", {{"1.3.6.1.5.5.7.1.24", true, hex("3003 020105")}});
  all.push_back({"extensions: critical FALSE written out", Where::every,
                 with_field(&Draft::further_extensions, hex("3009 06022a03 010100 0400"))});
  all.push_back({"extensions: critical 01", Where::every,
                 with_field(&Draft::further_extensions, hex("3009 06022a03 010101 0400"))});

  auto const authority = std::string{small_ca::oid::authority_key_identifier};
  auto const subject = std::string{small_ca::oid::subject_key_identifier};
  all.push_back({"authorityKeyIdentifier: none", Where::every, without(authority)});
  all.push_back({"authorityKeyIdentifier: another", Where::every, with(authority_key_identifier(Bytes(20)))});
  all.push_back({"authorityKeyIdentifier: nothing in it", Where::every, with_value(authority, false, "3000")});
  all.push_back({"authorityKeyIdentifier: critical", Where::every, with_criticality(authority, true)});
  all.push_back(
      {"authorityKeyIdentifier: another serial number", Where::every, [authority](Chain& chain, std::size_t at) {
         auto const name = write::element(0xa4, chain.draft(at).issuer);
         chain.draft(at).set({authority, false,
                              write::sequence(write::element(0x80, chain.links[at].signer->key.identifier()),
                                              write::element(0xa1, name), hex("820107"))});
       }});
  all.push_back({"subjectKeyIdentifier: none", Where::every, without(subject)});
  all.push_back({"subjectKeyIdentifier: another", Where::every, with(subject_key_identifier(Bytes(20)))});
  all.push_back({"subjectKeyIdentifier: critical", Where::every, with_criticality(subject, true)});
  all.push_back({"subjectKeyIdentifier: empty", Where::every, with_value(subject, false, "0400")});
}

inline void add_signatures(Mutations& all) {
  auto const ecdsa_sha512 = write::sequence(write::oid("1.2.840.10045.4.3.4"));
  auto const both = [](Bytes const& algorithm) {
    return [algorithm](Chain& chain, std::size_t at) {
      chain.draft(at).algorithm = chain.draft(at).tbs_algorithm = algorithm;
    };
  };
  all.push_back({"signature: another outer algorithm", Where::every, with_field(&Draft::algorithm, ecdsa_sha512)});
  all.push_back({"signature: another inner algorithm", Where::every, with_field(&Draft::tbs_algorithm, ecdsa_sha512)});
  all.push_back({"signature: both algorithms others", Where::every, both(ecdsa_sha512)});
  all.push_back({"signature: an algorithm that nobody knows", Where::every, both(hex("3004 06022a03"))});
  all.push_back({"signature: NULL left out or put in", Where::every, [](Chain& chain, std::size_t at) {
                   auto& draft = chain.draft(at);
                   bool const is_ec = chain.cast->root.key.kind() != KeyKind::rsa_2048;
                   draft.algorithm = draft.tbs_algorithm =
                       is_ec ? write::sequence(write::oid("1.2.840.10045.4.3.2"), write::null())
                             : write::sequence(write::oid("1.2.840.113549.1.1.11"));
                 }});
  all.push_back({"signature: of another's key", Where::every,
                 [](Chain& chain, std::size_t at) { chain.links[at].signer = &chain.cast->stranger; }});
}

/// A subjectPublicKeyInfo made of the key that is there: `change` gets the algorithm and the key's octets.
inline auto with_key(std::function<void(Bytes& algorithm, Bytes& key)> const& change) {
  return [change](Chain& chain, std::size_t at) {
    auto const parts = elements_of(contents_of(chain.draft(at).spki));
    auto algorithm = parts[0], key = contents_of(parts[1]);
    key.erase(key.begin());  // unused bits
    change(algorithm, key);
    chain.draft(at).spki = write::sequence(algorithm, write::bit_string(key));
  };
}
inline void add_keys(Mutations& all) {
  auto const add = [&](char const* kind, std::function<void(Bytes&, Bytes&)> const& change) {
    all.push_back({std::string{"key: "} + kind, Where::every, with_key(change)});
  };
  auto const rsa = [](Bytes const& modulus, Bytes const& exponent) {
    return write::sequence(write::integer(modulus), write::integer(exponent));
  };
  auto const with_modulus = [=](std::function<void(Bytes&)> const& change) {
    return [=](Bytes& algorithm, Bytes& key) {
      Bytes modulus(256, std::byte{0xc5});
      change(modulus);
      algorithm = hex("300d 06092a864886f70d010101 0500"), key = rsa(modulus, hex("010001"));
    };
  };
  add("no parameters",
      [](Bytes& algorithm, Bytes&) { algorithm = write::sequence(elements_of(contents_of(algorithm)).front()); });
  add("NULL parameters", [](Bytes& algorithm, Bytes&) {
    algorithm = write::sequence(elements_of(contents_of(algorithm)).front(), write::null());
  });
  add("another curve", [](Bytes& algorithm, Bytes&) {
    algorithm = write::sequence(write::oid("1.2.840.10045.2.1"), write::oid("1.3.132.0.34"));
  });
  add("an algorithm that nobody knows", [](Bytes& algorithm, Bytes&) { algorithm = hex("3004 06022a03"); });
  add("the last bit", [](Bytes&, Bytes& key) {
    if (!key.empty()) key.back() ^= std::byte{1};
  });
  add("an octet less", [](Bytes&, Bytes& key) {
    if (!key.empty()) key.pop_back();
  });
  add("an octet more", [](Bytes&, Bytes& key) { key.push_back(std::byte{0}); });
  add("empty", [](Bytes&, Bytes& key) { key.clear(); });
  add("infinity", [](Bytes&, Bytes& key) { key = hex("00"); });
  add("compressed", [](Bytes&, Bytes& key) { key.resize(33), key[0] = std::byte{2}; });
  add("RSA 2048", with_modulus([](Bytes&) {}));
  add("RSA 1024", with_modulus([](Bytes& modulus) { modulus.resize(128); }));
  add("RSA 2040", with_modulus([](Bytes& modulus) { modulus.resize(255); }));
  add("RSA 2047", with_modulus([](Bytes& modulus) { modulus[0] = std::byte{0x45}; }));
  add("RSA 4104", with_modulus([](Bytes& modulus) { modulus.resize(513, std::byte{0xc5}); }));
  add("RSA with an even modulus", with_modulus([](Bytes& modulus) { modulus.back() = std::byte{0xc4}; }));
  for (auto const* const exponent : {"01", "00", "02", "03", "010000"})
    add((std::string{"RSA with exponent "} + exponent).c_str(), [=](Bytes& algorithm, Bytes& key) {
      algorithm = hex("300d 06092a864886f70d010101 0500"), key = rsa(Bytes(256, std::byte{0xc5}), hex(exponent));
    });
}

}  // namespace mutated
