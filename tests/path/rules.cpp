// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

#include <algorithm>

using namespace vidimus;
using vectors::outcome_of;
using vectors::Vector;

namespace {

struct NameAndKey : StandardRules {
  static constexpr AnchorRules anchor_rules = AnchorRules::name_and_key;
};
struct OnlyElliptic : StandardRules {
  static constexpr auto permits(SignatureAlgorithm algorithm) -> bool {
    return algorithm.scheme == SignatureAlgorithm::Scheme::ecdsa && algorithm.hash != HashAlgorithm::sha256;
  }
  static constexpr auto permits(PublicKeyInfo) -> bool { return true; }
  static auto describe() -> std::string { return "ECDSA with SHA-384 or SHA-512"; }
};
struct WeakKeys : StandardRules {
  static constexpr auto permits(SignatureAlgorithm) -> bool { return true; }
  static constexpr auto permits(PublicKeyInfo) -> bool { return true; }
};
struct AnyUsage : StandardRules {
  static constexpr EndEntityKeyUsage end_entity_key_usage = EndEntityKeyUsage::any;
};

struct AnyPurpose : StandardRules {
  static constexpr PurposeRules purpose_rules = PurposeRules::any;
};
struct AnyNameConstraints : StandardRules {
  static constexpr NameConstraintsCriticality name_constraints = NameConstraintsCriticality::either;
};
/// Writes down what it is asked.
struct Asked : StandardRules {
  static inline std::vector<std::string> of;
  static auto check(PlacedCertificate const& placed) -> Result<void> {
    auto const* const place = placed.place == PathPlace::end_entity     ? "end entity "
                              : placed.place == PathPlace::intermediate ? "intermediate "
                                                                        : "anchor ";
    of.push_back(place + placed.certificate.subject().to_text() + " of " +
                 (placed.issuer == nullptr ? "nobody" : placed.issuer->subject().to_text()));
    return {};
  }
};
struct AskedOfNameAndKey : Asked {
  static constexpr AnchorRules anchor_rules = AnchorRules::name_and_key;
};
struct NoIntermediates : StandardRules {
  static auto check(PlacedCertificate const& placed) -> Result<void> {
    if (placed.place != PathPlace::intermediate) return {};
    return refuse(Errc::refused_by_policy, Mismatch{"no intermediate", {}});
  }
};
struct RefusesAnchors : StandardRules {
  static auto check(PlacedCertificate const& placed) -> Result<void> {
    if (placed.place != PathPlace::trust_anchor) return {};
    return refuse(Errc::refused_by_policy, Mismatch{"no anchor", {}});
  }
};
struct ChecksWithBool : StandardRules {
  static auto check(PlacedCertificate const&) -> bool { return true; }
};

template <class Rules>
auto outcome(std::string const& title) -> std::string {
  return outcome_of(vectors::validate(Vector{title}, Rfc5280With<Budget{}, Rules>{}));
}

}  // namespace

static_assert(PathRules<NameAndKey> && PathRules<OnlyElliptic> && !PathRules<int> && !PathRules<ChecksWithBool>);
static_assert(StandardRules::permits(PublicKeyInfo{KeyKind::rsa, 2048}) &&
              StandardRules::permits(PublicKeyInfo{KeyKind::rsa, 4096}));
static_assert(!StandardRules::permits(PublicKeyInfo{KeyKind::rsa, 2040}) &&
              !StandardRules::permits(PublicKeyInfo{KeyKind::rsa, 4104}));
static_assert(StandardRules::permits(PublicKeyInfo{KeyKind::ec_p521, 521}));

TEST_CASE("an anchor that is only a name and a key restricts nothing", "[path]") {
  for (auto const* const title :
       {"expired-anchor", "anchor-without-basic-constraints", "anchor-without-key-cert-sign", "version-1-anchor",
        "path-too-long-for-anchor", "names-of-anchor", "policies-anchor-requires",
        "unknown-critical-extension-of-anchor", "anchor-for-clients", "no-subject-key-identifier-of-anchor"}) {
    INFO(title);
    CHECK_FALSE(vectors::validate(Vector{title}));
    CHECK(outcome<NameAndKey>(title).starts_with("accepted"));
  }
  CHECK(outcome<NameAndKey>("rsa-1024-anchor") == "key_refused 1");
}

TEST_CASE("rules of a program's own refuse signature algorithms, with what they want", "[path]") {
  CHECK(outcome<OnlyElliptic>("direct") == "signature_algorithm_refused 0");
  CHECK(outcome<OnlyElliptic>("rsa2048-sha256") == "signature_algorithm_refused 0");
  CHECK(outcome<OnlyElliptic>("p384-sha512") == "accepted 2");
  auto const finding = vectors::refusal("direct", Rfc5280With<Budget{}, OnlyElliptic>{});
  CHECK(std::get<Mismatch>(finding.detail).wanted == "ECDSA with SHA-384 or SHA-512");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "ECDSA with SHA-256");
}

TEST_CASE("rules of a program's own may permit weaker keys, and SHA-1 never", "[path]") {
  CHECK(outcome<WeakKeys>("rsa-1024") == "accepted 1");
  CHECK(outcome<WeakKeys>("rsa-1024-issuer") == "accepted 2");
  CHECK(outcome<WeakKeys>("rsa-1024-anchor") == "accepted 1");
  CHECK(outcome<WeakKeys>("sha1") == "unsupported_algorithm 0");
}

TEST_CASE("rules of a program's own may take keys that do not sign", "[path]") {
  CHECK(outcome<AnyUsage>("only-key-encipherment") == "accepted 1");
  CHECK(outcome<AnyUsage>("client-only-server") == "extended_key_usage_refused 0");
}

TEST_CASE("rules of a program's own may take certificates for any purpose, of whichever place", "[path]") {
  for (auto const* const title : {"code-signing", "for-clients-and-trusted", "anchor-for-clients"}) {
    INFO(title);
    CHECK(outcome<StandardRules>(title).starts_with("extended_key_usage_refused"));
    CHECK(outcome<AnyPurpose>(title) == "accepted 1");
  }
  CHECK(outcome<AnyPurpose>("intermediate-for-clients") == "accepted 2");
  CHECK(outcome<AnyPurpose>("only-key-encipherment") == "key_usage_refused 0");
}

TEST_CASE("rules of a program's own may accept name constraints that are not critical", "[path]") {
  CHECK(outcome<StandardRules>("names-not-critical").starts_with("extension_criticality_wrong"));
  CHECK(outcome<AnyNameConstraints>("names-not-critical").starts_with("accepted"));
}

TEST_CASE("checks of a program's own are asked of each certificate, with its place and its issuer", "[path]") {
  Asked::of.clear();
  REQUIRE(outcome<Asked>("one-intermediate") == "accepted 2");
  REQUIRE(Asked::of.size() == 3);
  CHECK(Asked::of[0] == "anchor O=Acme,CN=Test Root of nobody");
  CHECK(Asked::of[1] == "intermediate O=Acme,CN=Issuing CA 1 of O=Acme,CN=Test Root");
  CHECK(Asked::of[2].starts_with("end entity "));
  CHECK(Asked::of[2].ends_with(" of O=Acme,CN=Issuing CA 1"));
}

TEST_CASE("an anchor that is a name and a key is not asked of, nor told as an issuer", "[path]") {
  Asked::of.clear();
  REQUIRE(outcome<AskedOfNameAndKey>("one-intermediate") == "accepted 2");
  REQUIRE(Asked::of.size() == 2);
  CHECK(Asked::of[0] == "intermediate O=Acme,CN=Issuing CA 1 of nobody");
}

TEST_CASE("checks of a program's own refuse, and the finding says which certificate", "[path]") {
  CHECK(outcome<NoIntermediates>("one-intermediate") == "refused_by_policy 1");
  CHECK(outcome<RefusesAnchors>("one-intermediate") == "refused_by_policy 2");
  auto const finding = vectors::refusal("one-intermediate", Rfc5280With<Budget{}, NoIntermediates>{});
  CHECK(finding.subject == "O=Acme,CN=Issuing CA 1");
}
