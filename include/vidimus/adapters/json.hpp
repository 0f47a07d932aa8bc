// SPDX-License-Identifier: Apache-2.0
// A posture from a JSON file: what a channel type would say, where the administrator decides and not the program. Include it
// yourself and link vidimus::json; nothing else of vidimus needs nlohmann-json. docs/policy.schema.json is the file's schema.
//
//   auto const policy = load_policy_file("/etc/acme/policy.json");
//   auto const endpoint = make_endpoint(credentials, anchors, policy->validator, policy->revocation_checker,
//                                       policy->peer_name_filter, policy->cipher_spec);
//
// When to use: where one program is deployed to many places. What can stand in the type should: of these policies the compiler
// knows nothing, and `describe<Channel>()` says no more than that they are settled at run time.
// Guaranteed: every choice is spelled out in the file. A key that is unknown, missing or there twice, and a value that means
// nothing, are refused with the line, the character and the path of what is wrong; nothing is filled in. What is dangerous is
// spelled `danger_…` there too.
#pragma once

#include <vidimus/adapters/json_document.hpp>
#include <vidimus/adapters/json_peer_map.hpp>
#include <vidimus/adapters/json_peer_name.hpp>
#include <vidimus/adapters/json_revocation.hpp>
#include <vidimus/adapters/json_validator.hpp>
#include <vidimus/adapters/json_value.hpp>
#include <vidimus/cipher_spec/ssl_ciph.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/path/any_validator.hpp>
#include <vidimus/peer_name/any_peer_name_filter.hpp>
#include <vidimus/peer_name/peer_map.hpp>
#include <vidimus/revocation/any_revocation_checker.hpp>
#include <vidimus/revocation/crl_store.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// What a policy file says, ready for `make_endpoint`. Copies share the policies.
struct LoadedPolicy {
  AnyValidator validator;
  AnyRevocationChecker revocation_checker;
  AnyPeerNameFilter peer_name_filter;
  SslCiph<dynamic> cipher_spec;
  /// Of each CRL checker in the file, in its order: `reload` has the files read again.
  std::vector<CrlStore> crl_stores{};

  /// As `vidimus::describe<Channel>()` of a type: a line for each.
  [[nodiscard]] auto describe() const -> std::string {
    return "Validator: " + validator.describe() + "\nRevocationChecker: " + revocation_checker.describe() +
           "\nPeerNameFilter: " + peer_name_filter.describe() + "\nCipherSpec: " + cipher_spec.describe() + '\n';
  }
};

namespace detail {

inline constexpr std::array<std::string_view, 1> root_options{"$schema"};
inline constexpr std::array<std::string_view, 4> policy_keys{"validator", "revocation", "peer_name", "ssl_ciph"};
inline constexpr PolicyObject policy_object{"policy", PolicyObject::Needs::all, policy_keys, root_options};
inline constexpr std::array<std::string_view, 1> names_keys{"peer_name"};
inline constexpr PolicyObject names_object{"names", PolicyObject::Needs::all, names_keys, root_options};
inline constexpr std::array<std::string_view, 1> mapped_names_keys{"peer_map"};
inline constexpr PolicyObject mapped_names_object{"mapped_names", PolicyObject::Needs::all, mapped_names_keys,
                                                  root_options};

/// Everything that can stand in a file.
inline constexpr std::array policy_objects{
    policy_object,    names_object,         mapped_names_object,  validator_object,  source_object,
    crl_object,       crl_fetch_object,     ocsp_object,          revocation_object, peer_name_object,
    spiffe_id_object, peer_map_rule_object, ocsp_responder_object};
inline constexpr std::array policy_words{path_rules,    depths,         crl_schemes, ocsp_nonces,
                                         ocsp_cert_ids, ocsp_delegates, peer_actions};

/// For editors, who look there for the schema. Nothing else may be said with it.
[[nodiscard]] inline auto check_schema(PolicyValue const& value) -> Result<bool> {
  auto const text = value.text();
  if (!text) return refuse(text.error());
  if (!text->ends_with("policy.schema.json")) return value.refuse_for("the place of policy.schema.json");
  return true;
}

[[nodiscard]] inline auto read_ssl_ciph(PolicyValue const& value) -> Result<SslCiph<dynamic>> {
  auto const text = value.text();
  if (!text) return refuse(text.error());
  auto spec = SslCiph<dynamic>::parse(*text);
  if (!spec) return value.refuse_for(spec.error());
  return spec;
}

[[nodiscard]] inline auto read_policy(PolicyValue const& value) -> Result<LoadedPolicy> {
  PolicyMembers members{value, policy_object};
  std::vector<CrlStore> stores;
  if (members.has("$schema")) (void)members.read("$schema", check_schema);
  auto validator = members.read("validator", read_validator);
  auto revocation = members.read("revocation", [&](PolicyValue const& it) { return read_revocation(it, stores); });
  auto names = members.read("peer_name", read_peer_name);
  auto spec = members.read("ssl_ciph", read_ssl_ciph);
  if (members.failure()) return refuse(*std::move(members.failure()));
  return LoadedPolicy{*std::move(validator), *std::move(revocation), *std::move(names), *std::move(spec),
                      std::move(stores)};
}

/// Of a file that has one key, beside the place of the schema.
template <class Read>
[[nodiscard]] auto read_only(PolicyValue const& value, PolicyObject const& object, Read read) -> decltype(read(value)) {
  PolicyMembers members{value, object};
  if (members.has("$schema")) (void)members.read("$schema", check_schema);
  auto only = members.read(object.keys.front(), read);
  if (members.failure()) return refuse(*std::move(members.failure()));
  return *std::move(only);
}

template <class Read>
[[nodiscard]] auto read_text(std::string_view text, std::string name, Read read)
    -> decltype(read(std::declval<PolicyValue>())) {
  auto const document = parse_json(text, std::move(name));
  if (!document) return refuse(document.error());
  return read(PolicyValue{*document});
}

template <class Load>
[[nodiscard]] auto load_file(std::string const& path, Load load) -> decltype(load(std::string_view{}, path)) {
  auto const octets = read_file(path, json_octets_limit);
  if (!octets) return refuse(octets.error());
  return load(text_of(*octets), path);
}

}  // namespace detail

/// A whole posture from JSON text; `name` is what refusals call it. Nothing of the text is kept.
///
/// Errors, whose subject is the place (`policy.json:7:14 /peer_name/dns_id`):
///   `policy_file_malformed`  no JSON as RFC 8259 has it (no comments), a key twice in an object, or beyond a limit: 4 MiB,
///                            262144 values, 32 deep, 32 keys of an object;
///   `policy_file_refused`    an unknown or missing key, or a value that is none of those wanted, with both;
///   and what a policy says of a value, such as `dns_name_malformed`, `file_unreadable` or `cipher_spec_weak`.
[[nodiscard]] inline auto load_policy(std::string_view json, std::string name = "policy") -> Result<LoadedPolicy> {
  return detail::read_text(json, std::move(name), &detail::read_policy);
}
/// The same of a file. Errors: also `file_unreadable` and `file_too_large`, which name it.
[[nodiscard]] inline auto load_policy_file(std::string const& path) -> Result<LoadedPolicy> {
  return detail::load_file(path, &load_policy);
}

/// The names alone, `{"peer_name": …}`, for a channel whose type says all else. Errors: as `load_policy`.
[[nodiscard]] inline auto load_names(std::string_view json, std::string name = "names") -> Result<AnyPeerNameFilter> {
  return detail::read_text(json, std::move(name), [](detail::PolicyValue const& value) {
    return detail::read_only(value, detail::names_object, &detail::read_peer_name);
  });
}
[[nodiscard]] inline auto load_names_file(std::string const& path) -> Result<AnyPeerNameFilter> {
  return detail::load_file(path, &load_names);
}

/// The rules of a peer map, `{"peer_map": […]}`, whose values are texts. Errors: as `load_policy`.
[[nodiscard]] inline auto load_peer_map(std::string_view json, std::string name = "peer map")
    -> Result<PeerMap<std::string>> {
  return detail::read_text(json, std::move(name), [](detail::PolicyValue const& value) {
    return detail::read_only(value, detail::mapped_names_object, &detail::read_peer_map);
  });
}
[[nodiscard]] inline auto load_peer_map_file(std::string const& path) -> Result<PeerMap<std::string>> {
  return detail::load_file(path, &load_peer_map);
}

}  // namespace vidimus
