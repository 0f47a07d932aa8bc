// SPDX-License-Identifier: Apache-2.0
// What RFC 5280 leaves to the application: which algorithms and keys are good enough, how much a trust anchor's own
// certificate restricts, what an end entity's key must be allowed to do, and whatever a profile asks beyond. A program that
// wants others derives from `StandardRules`, hides what it changes and names its type: `Rfc5280With<Budget{}, MyRules>`.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/x509/certificate.hpp>

#include <concepts>
#include <string>

namespace vidimus {

/// How much of the certificate that a trust anchor was given as counts.
enum class AnchorRules : unsigned char {
  certificate,   ///< all of it: its validity, and the constraints that it puts on paths (RFC 5937)
  name_and_key,  ///< nothing but what RFC 5280, 6.1.1 (d) takes
};

/// Whether certificates must keep to what RFC 5280, 4.2 demands of those who issue them, beyond what the algorithm of 6.1
/// asks: key identifiers, which extensions are critical, which only a CA may have.
enum class IssuerProfile : unsigned char {
  required,
  ignored,  ///< for certificates that were made without care
};

/// What the end entity's keyUsage, where there is one, must permit.
enum class EndEntityKeyUsage : unsigned char {
  digital_signature,  ///< every handshake with forward secrecy is signed (RFC 8446, 4.4.2.2; RFC 5246, 7.4.2)
  any,                ///< the key is used for something else than TLS
};

/// Whether extKeyUsage counts, where certificates have one.
enum class PurposeRules : unsigned char {
  tls,  ///< it must permit the end of a TLS channel that the peer is (RFC 5280, 4.2.1.12)
  any,  ///< the end entity is not the end of a channel: it signs CRLs
};

/// Whether nameConstraints that are not critical are accepted. They count in either case.
enum class NameConstraintsCriticality : unsigned char {
  required,  ///< RFC 5280, 4.2.1.10: "Conforming CAs MUST mark this extension as critical"
  either,    ///< CA/Browser Forum BR, 7.1.2.10.8
};

/// Where a certificate stands in a path.
enum class PathPlace : unsigned char { end_entity, intermediate, trust_anchor };

/// One certificate of a path, as rules see it.
struct PlacedCertificate {
  Certificate const& certificate;
  PathPlace place;
  End peer_end;               ///< the end that the end entity is
  Certificate const* issuer;  ///< null above a trust anchor, and where an anchor counts as a name and a key only
};

/// The default.
struct StandardRules {
  static constexpr unsigned rsa_bits_minimum = 2048;  // NIST SP 800-131A Rev. 2, 3; CA/Browser Forum BR, 6.1.5
  static constexpr unsigned rsa_bits_maximum = 4096;
  static constexpr AnchorRules anchor_rules = AnchorRules::certificate;
  static constexpr IssuerProfile issuer_profile = IssuerProfile::required;
  static constexpr EndEntityKeyUsage end_entity_key_usage = EndEntityKeyUsage::digital_signature;
  static constexpr NameConstraintsCriticality name_constraints = NameConstraintsCriticality::required;
  static constexpr PurposeRules purpose_rules = PurposeRules::tls;

  /// Of a certificate's signature. `crypto` knows SHA-256, SHA-384 and SHA-512 only; all of them are good.
  [[nodiscard]] static constexpr auto permits(SignatureAlgorithm) -> bool { return true; }
  /// Of the key of every certificate in the path and of the anchor.
  [[nodiscard]] static constexpr auto permits(PublicKeyInfo key) -> bool {
    return is_elliptic(key.kind) || (key.bits >= rsa_bits_minimum && key.bits <= rsa_bits_maximum);
  }
  /// What is asked of each certificate of a path after RFC 5280's own steps: nothing. The anchor's is asked as well where
  /// `anchor_rules` is `certificate`. A refusal is reported with the certificate's depth and subject.
  [[nodiscard]] static auto check(PlacedCertificate const&) -> Result<void> { return {}; }
  /// What `permits` wants, for reports.
  [[nodiscard]] static auto describe() -> std::string {
    return "RSA 2048 to 4096 bits, EC P-256, P-384 or P-521, with SHA-256, SHA-384 or SHA-512";
  }
};

/// What `Rfc5280With` needs of its Rules; `StandardRules` has each with its meaning.
template <class R>
concept PathRules = requires(SignatureAlgorithm algorithm, PublicKeyInfo key, PlacedCertificate const& placed) {
  { R::permits(algorithm) } -> std::same_as<bool>;
  { R::permits(key) } -> std::same_as<bool>;
  { R::check(placed) } -> std::same_as<Result<void>>;
  { R::describe() } -> std::same_as<std::string>;
  { R::anchor_rules } -> std::convertible_to<AnchorRules>;
  { R::issuer_profile } -> std::convertible_to<IssuerProfile>;
  { R::end_entity_key_usage } -> std::convertible_to<EndEntityKeyUsage>;
  { R::name_constraints } -> std::convertible_to<NameConstraintsCriticality>;
  { R::purpose_rules } -> std::convertible_to<PurposeRules>;
};
static_assert(PathRules<StandardRules>);

namespace detail {

/// Rules as values, so that what follows them is compiled once.
struct RuleValues {
  bool (*permits_signature)(SignatureAlgorithm);
  bool (*permits_key)(PublicKeyInfo);
  Result<void> (*check)(PlacedCertificate const&);
  std::string (*describe)();
  AnchorRules anchor_rules;
  IssuerProfile issuer_profile;
  EndEntityKeyUsage end_entity_key_usage;
  NameConstraintsCriticality name_constraints;
  PurposeRules purpose_rules;
};

template <PathRules R>
inline constexpr RuleValues rule_values{[](SignatureAlgorithm algorithm) -> bool { return R::permits(algorithm); },
                                        [](PublicKeyInfo key) -> bool { return R::permits(key); },
                                        [](PlacedCertificate const& placed) { return R::check(placed); },
                                        [] { return R::describe(); },
                                        R::anchor_rules,
                                        R::issuer_profile,
                                        R::end_entity_key_usage,
                                        R::name_constraints,
                                        R::purpose_rules};

}  // namespace detail

}  // namespace vidimus
