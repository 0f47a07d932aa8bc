// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/psa_key.hpp>

#include <catch2/catch_test_macros.hpp>

#include <utility>
#include <variant>

using vidimus::detail::PsaKey;

namespace {
auto is_held(psa_key_id_t id) -> bool {
  auto attributes = psa_key_attributes_init();
  return psa_get_key_attributes(id, &attributes) == PSA_SUCCESS;
}
}  // namespace

TEST_CASE("a key is held by its last owner and destroyed with it", "[record]") {
  REQUIRE(vidimus::start_crypto());
  psa_key_id_t id = PSA_KEY_ID_NULL;
  vidimus::Buffer const bytes(16);
  {
    auto key = PsaKey::import(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_GCM, bytes);
    REQUIRE(key);
    id = key->id();
    PsaKey const moved{*std::move(key)};
    CHECK(moved.id() == id);
    CHECK(is_held(id));
  }
  CHECK_FALSE(is_held(id));
}

TEST_CASE("bytes that are no key are refused with the library's number", "[record]") {
  REQUIRE(vidimus::start_crypto());
  vidimus::Buffer const bytes(15);
  auto const key = PsaKey::import(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_GCM, bytes);
  REQUIRE_FALSE(key);
  CHECK(key.error().code() == vidimus::Errc::record_failed);
  CHECK(std::get<vidimus::Underlying>(key.error().decisive().detail).native != 0);
}
