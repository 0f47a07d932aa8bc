// SPDX-License-Identifier: Apache-2.0
#include "chains.hpp"

#include <nlohmann/json.hpp>

#include <small_ca.hpp>

#include <fstream>
#include <stdexcept>
#include <string_view>

namespace bench {

namespace {

/// Names, identifiers and addresses such as real certificates have.
auto profile(small_ca::KeyKind key_kind) -> small_ca::CertificateProfile {
  small_ca::CertificateProfile all;
  all.key_kind = key_kind;
  all.crl_urls = {"http://crl.acme.example/issuing-ca-2.crl"};
  all.ocsp_urls = {"http://ocsp.acme.example"};
  return all;
}
auto end_entity(small_ca::Key const& key) -> small_ca::CertificateProfile {
  auto all = profile(key.kind());
  all.subject = "CN=qm2.payments.acme.example,OU=Payments,O=Acme Bank,C=DE";
  all.alt_names = {"DNS:qm2.payments.acme.example", "DNS:qm2.acme.example"};
  all.key = key;
  return all;
}

/// Root, two intermediates under it, and an end entity's key.
struct Family {
  explicit Family(small_ca::KeyKind kind, std::string const& kind_name)
      : name{kind_name},
        root{"CN=Acme Root CA " + name + ",O=Acme Bank,C=DE", profile(kind)},
        upper{root.issue_ca("CN=Acme Policy CA " + name + ",O=Acme Bank,C=DE", profile(kind))},
        key{small_ca::Key::generate(kind)},
        issuing_key{small_ca::Key::generate(kind)} {}

  [[nodiscard]] auto chains(std::size_t certificates) const -> Kind {
    Kind kind{std::to_string(certificates) + " certificates " + name, {}};
    for (std::size_t i = 0; i != Inputs::chains_of_a_kind; ++i) kind.chains.push_back(chain(certificates == 4));
    return kind;
  }

  std::string name;
  small_ca::SmallCa root, upper;
  small_ca::Key key, issuing_key;

 private:
  [[nodiscard]] auto chain(bool has_upper) const -> Presented {
    auto issuing_profile = profile(root.key().kind());
    issuing_profile.key = issuing_key;
    auto const issuing =
        (has_upper ? upper : root).issue_ca("CN=Acme Issuing CA 2 " + name + ",O=Acme Bank,C=DE", issuing_profile);
    Presented presented{issuing.issue(end_entity(key)).der, issuing.der()};
    if (has_upper) presented.push_back(root.cross_certify(upper, profile(upper.key().kind())).der);
    return presented;
  }
};

/// Anchors that lead nowhere: as many names, a few keys.
void add_strangers(std::vector<Octets>& anchors) {
  auto common = profile(small_ca::KeyKind::ec_p256);
  common.key = small_ca::Key::generate(small_ca::KeyKind::ec_p256);
  while (anchors.size() != Inputs::anchors_count) {
    auto const number = std::to_string(anchors.size());
    anchors.push_back(small_ca::SmallCa{
        "CN=Trust Services Root CA " + number + ",OU=" + number + ",O=Authority " + number + ",C=DE", common}
                          .der());
  }
}

constexpr std::string_view digits = "0123456789abcdef";

auto to_hex(Octets const& octets) -> std::string {
  std::string text;
  for (auto const octet : octets) {
    text += digits[std::to_integer<std::size_t>(octet) >> 4U];
    text += digits[std::to_integer<std::size_t>(octet) & 15U];
  }
  return text;
}
auto from_hex(std::string const& text) -> Octets {
  Octets octets;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    octets.push_back(static_cast<std::byte>(digits.find(text[i]) * 16 + digits.find(text[i + 1])));
  return octets;
}

}  // namespace

auto Inputs::make() -> Inputs {
  Inputs inputs;
  Family const elliptic{small_ca::KeyKind::ec_p256, "ECDSA P-256"}, rsa{small_ca::KeyKind::rsa_2048, "RSA-2048"};
  inputs.anchors = {elliptic.root.der(), rsa.root.der()};
  add_strangers(inputs.anchors);
  std::swap(inputs.anchors[0], inputs.anchors[anchors_count / 2]);
  std::swap(inputs.anchors[1], inputs.anchors[anchors_count / 2 + 1]);
  for (auto const* const family : {&elliptic, &rsa})
    for (std::size_t const certificates : {3U, 4U}) inputs.kinds.push_back(family->chains(certificates));
  return inputs;
}

auto Inputs::read(std::string const& path) -> Inputs {
  auto const json = nlohmann::json::parse(std::ifstream{path});
  Inputs inputs;
  for (auto const& anchor : json.at("anchors")) inputs.anchors.push_back(from_hex(anchor));
  for (auto const& kind : json.at("kinds")) {
    inputs.kinds.push_back({kind.at("name"), {}});
    for (auto const& chain : kind.at("chains")) {
      auto& presented = inputs.kinds.back().chains.emplace_back();
      for (auto const& certificate : chain) presented.push_back(from_hex(certificate));
    }
  }
  return inputs;
}

void Inputs::write(std::string const& path) const {
  auto anchors_json = nlohmann::json::array(), kinds_json = nlohmann::json::array();
  for (auto const& anchor : anchors) anchors_json.push_back(to_hex(anchor));
  for (auto const& kind : kinds) {
    auto chains = nlohmann::json::array();
    for (auto const& chain : kind.chains) {
      auto& presented = chains.emplace_back(nlohmann::json::array());
      for (auto const& certificate : chain) presented.push_back(to_hex(certificate));
    }
    kinds_json.push_back({{"name", kind.name}, {"chains", std::move(chains)}});
  }
  if (!(std::ofstream{path} << nlohmann::json{{"anchors", anchors_json}, {"kinds", kinds_json}}.dump()))
    throw std::runtime_error{path + " cannot be written"};
}

}  // namespace bench
