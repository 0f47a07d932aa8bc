// SPDX-License-Identifier: Apache-2.0
// The drawing of an accepted path, and its JSON read back by nlohmann-json.
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/pipeline/path_drawing.hpp>

using namespace vidimus;

namespace {

auto const start = Time{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}};
auto const end_of = [](int year) { return Time{std::chrono::sys_days{std::chrono::year{year} / 1 / 12}}; };

auto made(std::uint64_t serial_number, int until, std::string subject = {}) -> small_ca::CertificateProfile {
  small_ca::CertificateProfile profile{.subject = std::move(subject), .not_before = start, .not_after = end_of(until)};
  profile.serial_number = small_ca::SerialNumber{serial_number};
  return profile;
}

struct Company {
  small_ca::SmallCa root{"CN=Acme Root,O=Acme", made(0x2a, 2036)};
  small_ca::SmallCa issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", made(0x51, 2031));
};

auto path_of(std::vector<Buffer> const& presented, Buffer const& anchor) -> VerifiedPath {
  auto const anchors = TrustAnchors::from_bytes(anchor).value();
  auto const chain = PeerChain::parse(presented).value();
  return Rfc5280{}.validate(chain, ValidationContext{end_of(2027), End::server, anchors}).value();
}

}  // namespace

TEST_CASE("a path is drawn from the anchor down, with the key, the last day and the number of each", "[pipeline]") {
  Company const acme;
  auto profile = made(0x51a3, 2028, "CN=QM2,OU=Payments,O=Acme");
  profile.key_kind = small_ca::KeyKind::rsa_2048;
  auto const path = path_of({acme.issuing.issue(profile).der, acme.issuing.der()}, acme.root.der());
  CHECK(drawing_of(path) ==
        "anchor CN=Acme Root,O=Acme\n"
        "  EC P-256, valid until 2036-01-12T00:00:00Z, serial 2A\n"
        "└─ CN=Acme Issuing CA,O=Acme\n"
        "     EC P-256, valid until 2031-01-12T00:00:00Z, serial 51\n"
        "   └─ CN=QM2,OU=Payments,O=Acme\n"
        "        RSA 2048, valid until 2028-01-12T00:00:00Z, serial 51A3");
  CHECK(drawing_of(path, 4).starts_with("    anchor CN=Acme Root,O=Acme\n      EC P-256"));
  CHECK(drawing_of(path, 4).find("\n    └─ CN=Acme Issuing CA,O=Acme\n") != std::string::npos);
}

TEST_CASE("an end entity that is an anchor itself is drawn once", "[pipeline]") {
  auto const own = small_ca::SmallCa{"CN=Alone"}.issue(made(7, 2030, "CN=QM2"));
  auto const path = path_of({own.der}, own.der);
  CHECK(drawing_of(path) == "anchor CN=QM2\n  EC P-256, valid until 2030-01-12T00:00:00Z, serial 07");
  auto const read = nlohmann::json::parse(json_of(path));
  REQUIRE(read.size() == 1);
  CHECK(read[0]["is_anchor"] == true);
}

TEST_CASE("a name cannot draw: what could be taken for our own words is escaped, no name is said", "[pipeline]") {
  Company const acme;
  auto const named = acme.root.issue(made(8, 2030, "CN=QM2\n└─ CN=QM3 <- anchor \"Root\""));
  auto const drawing = drawing_of(path_of({named.der}, acme.root.der()));
  CHECK(drawing.find("\n└─ CN=QM2\\0A└─ CN=QM3 \\<- anchor \\\"Root\\\"\n") != std::string::npos);
  auto nameless = made(9, 2030);
  nameless.alt_names = {"DNS:qm2.acme.example"};
  CHECK(drawing_of(path_of({acme.root.issue(nameless).der}, acme.root.der())).find("\n└─ no name\n") !=
        std::string::npos);
}

TEST_CASE("as JSON a path is an array from the end entity up, the anchor marked", "[pipeline]") {
  Company const acme;
  auto const own = acme.issuing.issue(made(0x51a3, 2028, "CN=\"QM2\\"));
  auto const read = nlohmann::json::parse(json_of(path_of({own.der, acme.issuing.der()}, acme.root.der())));
  REQUIRE(read.size() == 3);
  CHECK(read[0] == nlohmann::json{{"subject", R"(CN=\"QM2\\)"},
                                  {"issuer", "CN=Acme Issuing CA,O=Acme"},
                                  {"serial_number", "51A3"},
                                  {"not_before", "2026-01-12T00:00:00Z"},
                                  {"not_after", "2028-01-12T00:00:00Z"},
                                  {"key", "EC P-256"},
                                  {"is_anchor", false}});
  CHECK(read[1]["subject"] == "CN=Acme Issuing CA,O=Acme");
  CHECK(read[1]["is_anchor"] == false);
  CHECK(read[2]["serial_number"] == "2A");
  CHECK(read[2]["is_anchor"] == true);
}

TEST_CASE("a key that is none of ours is told by its algorithm", "[pipeline]") {
  Company const acme;
  auto const anchor = TrustAnchors::from_pem(acme.root.pem()).value().all().front();
  auto der = acme.root.issue(made(5, 2030, "CN=QM2")).der;
  // id-ecPublicKey (1.2.840.10045.2.1) becomes 1.2.840.10045.2.9, which is nobody's
  constexpr std::array<unsigned char, 7> ec{0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};
  auto const same = [](std::byte a, unsigned char b) { return a == std::byte{b}; };
  auto const at = std::search(der.begin(), der.end(), ec.begin(), ec.end(), same);
  REQUIRE(at != der.end());
  at[6] = std::byte{9};
  auto const path = danger::assert_verified(Certificate::parse(der).value(), {}, anchor, {});
  CHECK(drawing_of(path).find("\n     1.2.840.10045.2.9, valid until") != std::string::npos);
}
