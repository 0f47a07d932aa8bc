// SPDX-License-Identifier: Apache-2.0
// Certificates as they are before they are signed: every field in the encoding that it will have, so that any one of them
// can be wrong while the signature is right.
#pragma once

#include "small_ca.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace vidimus_test {

using small_ca::Bytes;
using small_ca::Key;
using small_ca::KeyKind;
namespace write = small_ca::der;

/// A name with a key: what certificates are issued to and by.
struct Entity {
  std::string name;  ///< as `small_ca::name` reads it
  Key key;

  explicit Entity(std::string text, KeyKind kind = KeyKind::ec_p256)
      : name{std::move(text)}, key{Key::generate(kind)} {}
};

struct Draft {
  // TBSCertificate (RFC 5280, 4.1), in its order
  Bytes version = write::element(0xa0, write::integer(2));
  Bytes serial_number = write::integer(0x51a3);
  Bytes tbs_algorithm{};
  Bytes issuer{};
  Bytes not_before = write::time(small_ca::now() - std::chrono::hours{1});
  Bytes not_after = write::time(small_ca::now() + std::chrono::hours{24});
  Bytes subject{};
  Bytes spki{};
  Bytes unique_ids{};
  std::vector<small_ca::Extension> extensions{};
  Bytes further_extensions{};  ///< already encoded
  Bytes algorithm{};           ///< the outer one

  [[nodiscard]] auto tbs() const -> Bytes {
    Bytes list;
    for (auto const& extension : extensions) write::append(list, extension.der());
    write::append(list, further_extensions);
    return write::sequence(version, serial_number, tbs_algorithm, issuer, write::sequence(not_before, not_after),
                           subject, spki, unique_ids,
                           list.empty() ? Bytes{} : write::element(0xa3, write::sequence(list)));
  }
  /// The certificate, with the signature of `signer` whatever the algorithm fields say.
  [[nodiscard]] auto signed_by(Key const& signer) const -> Bytes {
    auto const contents = tbs();
    return write::sequence(contents, algorithm, write::bit_string(signer.sign(contents)));
  }

  /// Null where there is none.
  [[nodiscard]] auto find(std::string const& id) -> small_ca::Extension* {
    auto const found = std::ranges::find(extensions, id, &small_ca::Extension::id);
    return found == extensions.end() ? nullptr : &*found;
  }
  void erase(std::string const& id) {
    std::erase_if(extensions, [&](auto const& extension) { return extension.id == id; });
  }
  /// In the place of one with the same identifier, or at the end.
  auto set(small_ca::Extension extension) -> Draft& {
    if (auto* const old = find(extension.id))
      *old = std::move(extension);
    else
      extensions.push_back(std::move(extension));
    return *this;
  }
};

namespace id {
inline constexpr char const *policy_constraints = "2.5.29.36", *name_constraints = "2.5.29.30",
                            *certificate_policies = "2.5.29.32", *policy_mappings = "2.5.29.33",
                            *inhibit_any_policy = "2.5.29.54", *any_extended_key_usage = "2.5.29.37.0",
                            *any_policy = "2.5.29.32.0", *private_extension = "1.3.6.1.4.1.99999.7";
}  // namespace id

// Extensions, each marked as RFC 5280, 4.2 tells issuers to.

inline auto subject_key_identifier(Bytes const& identifier) -> small_ca::Extension {
  return {small_ca::oid::subject_key_identifier, false, write::octet_string(identifier)};
}
inline auto authority_key_identifier(Bytes const& identifier) -> small_ca::Extension {
  return {small_ca::oid::authority_key_identifier, false, write::sequence(write::element(0x80, identifier))};
}
inline auto basic_constraints(bool is_ca, std::optional<unsigned> path_len = {}) -> small_ca::Extension {
  return {small_ca::oid::basic_constraints, true,
          write::sequence(is_ca ? write::boolean(true) : Bytes{}, path_len ? write::integer(*path_len) : Bytes{})};
}
inline auto key_usage(std::uint32_t bits) -> small_ca::Extension {
  return {small_ca::oid::key_usage, true, write::named_bits(bits)};
}
inline auto extended_key_usage(std::vector<std::string> const& purposes) -> small_ca::Extension {
  Bytes list;
  for (auto const& purpose : purposes) write::append(list, write::oid(purpose));
  return {small_ca::oid::extended_key_usage, false, write::sequence(list)};
}
inline auto alternative_names(std::vector<std::string> const& names) -> small_ca::Extension {
  return {small_ca::oid::subject_alt_name, false, write::sequence(small_ca::general_names(names))};
}
/// The base of a subtree: a GeneralName, but of addresses "IP:ADDRESS/MASK".
inline auto subtree(std::string const& text) -> Bytes {
  auto const slash = text.find('/');
  if (!text.starts_with("IP:") || slash == std::string::npos) return write::sequence(small_ca::general_name(text));
  auto const address = small_ca::general_name(text.substr(0, slash));
  auto const mask = small_ca::general_name("IP:" + text.substr(slash + 1));
  return write::sequence(write::element(0x87, std::span{address}.subspan(2), std::span{mask}.subspan(2)));
}
inline auto name_constraints(std::vector<std::string> const& permitted, std::vector<std::string> const& excluded = {})
    -> small_ca::Extension {
  Bytes inside, outside;
  for (auto const& text : permitted) write::append(inside, subtree(text));
  for (auto const& text : excluded) write::append(outside, subtree(text));
  return {id::name_constraints, true,
          write::sequence(permitted.empty() ? Bytes{} : write::element(0xa0, inside),
                          excluded.empty() ? Bytes{} : write::element(0xa1, outside))};
}

/// What `issuer` may sign for `subject`; the extensions of its purpose are to be added.
inline auto blank(Entity const& subject, Entity const& issuer) -> Draft {
  Draft draft;
  draft.tbs_algorithm = draft.algorithm = issuer.key.signature_algorithm();
  draft.issuer = small_ca::name(issuer.name);
  draft.subject = small_ca::name(subject.name);
  draft.spki = subject.key.spki();
  draft.extensions = {subject_key_identifier(subject.key.identifier()),
                      authority_key_identifier(issuer.key.identifier())};
  return draft;
}
/// For an authority; the same entity twice: for a root.
inline auto draft_of_ca(Entity const& subject, Entity const& issuer, std::optional<unsigned> path_len = {}) -> Draft {
  return blank(subject, issuer)
      .set(basic_constraints(true, path_len))
      .set(key_usage(small_ca::key_cert_sign | small_ca::crl_sign));
}
/// For one end of a channel.
inline auto draft_of_end_entity(Entity const& subject, Entity const& issuer,
                                std::vector<std::string> const& names = {"DNS:qm2.acme.example"}) -> Draft {
  auto draft = blank(subject, issuer);
  draft.set(basic_constraints(false)).set(key_usage(small_ca::digital_signature));
  draft.set(extended_key_usage({small_ca::oid::server_auth, small_ca::oid::client_auth}));
  if (!names.empty()) draft.set(alternative_names(names));
  return draft;
}

}  // namespace vidimus_test
