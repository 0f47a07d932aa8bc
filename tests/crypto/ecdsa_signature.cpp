// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/ecdsa_signature.hpp>

#include <catch2/catch_test_macros.hpp>

#include <initializer_list>

using namespace vidimus;
using detail::EcdsaSignature;

namespace {

auto octets(std::initializer_list<int> values) -> Buffer {
  Buffer bytes;
  for (auto const value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}
auto rule_of(Result<EcdsaSignature> const& signature) -> Errc {
  REQUIRE_FALSE(signature);
  CHECK(signature.error().code() == Errc::signature_mismatch);
  return std::get<Malformed>(signature.error().decisive().detail).rule;
}

}  // namespace

TEST_CASE("r and s are set to the right of their halves", "[crypto]") {
  for (auto const& [curve, width] :
       {std::pair{KeyKind::ec_p256, 32U}, {KeyKind::ec_p384, 48U}, {KeyKind::ec_p521, 66U}}) {
    auto const signature = EcdsaSignature::parse(octets({0x30, 7, 2, 1, 5, 2, 2, 0, 0x80}), curve);
    REQUIRE(signature);
    Buffer wanted(2 * width);
    wanted[width - 1] = std::byte{5};
    wanted[2 * width - 1] = std::byte{0x80};
    CHECK(same_bytes(signature->bytes(), wanted));
  }
}

TEST_CASE("what is not DER is refused by its rule", "[crypto]") {
  CHECK(rule_of(EcdsaSignature::parse({}, KeyKind::ec_p256)) == Errc::der_truncated);
  CHECK(rule_of(EcdsaSignature::parse(octets({0x30, 6, 2, 1, 5, 2, 1, 0x80}), KeyKind::ec_p256)) ==
        Errc::der_integer_out_of_range);
  CHECK(rule_of(EcdsaSignature::parse(octets({0x30, 7, 2, 1, 5, 2, 2, 0, 1}), KeyKind::ec_p256)) ==
        Errc::der_bad_integer);
  CHECK(rule_of(EcdsaSignature::parse(octets({0x30, 3, 2, 1, 5}), KeyKind::ec_p256)) == Errc::der_truncated);
  CHECK(rule_of(EcdsaSignature::parse(octets({0x30, 9, 2, 1, 5, 2, 1, 5, 2, 1, 5}), KeyKind::ec_p256)) ==
        Errc::der_trailing_data);
  CHECK(rule_of(EcdsaSignature::parse(octets({0x31, 6, 2, 1, 5, 2, 1, 5}), KeyKind::ec_p256)) ==
        Errc::der_unexpected_tag);
}
