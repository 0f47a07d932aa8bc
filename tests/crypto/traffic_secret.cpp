// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/traffic_secret.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <new>
#include <utility>

using vidimus::Buffer;
using vidimus::TrafficSecret;

namespace {

auto some(std::size_t size) -> Buffer { return Buffer(size, std::byte{0xA5}); }

// Whether the memory of an object that has ended still holds the secret's bytes.
template <class End>
auto leaves_bytes(End end) -> bool {
  alignas(TrafficSecret) static std::byte memory[sizeof(TrafficSecret)];
  auto* const secret = new (memory) TrafficSecret{0x1301, some(48)};
  end(*secret);
  return std::ranges::count(memory, std::byte{0xA5}) >= 8;
}

}  // namespace

TEST_CASE("a traffic secret keeps its bytes and its suite", "[crypto]") {
  TrafficSecret const secret{0x1302, some(48)};
  CHECK(secret.cipher_suite() == 0x1302);
  CHECK(vidimus::same_bytes(secret.bytes(), some(48)));
  CHECK_FALSE(secret.is_empty());
  CHECK(TrafficSecret{}.is_empty());
}

TEST_CASE("bytes that no suite's hash has give no secret", "[crypto]") {
  CHECK(TrafficSecret(0x1301, some(49)).is_empty());
}

TEST_CASE("a secret that ends or moves away leaves nothing behind", "[crypto]") {
  CHECK_FALSE(leaves_bytes([](TrafficSecret& secret) { secret.~TrafficSecret(); }));
  CHECK_FALSE(leaves_bytes([](TrafficSecret& secret) {
    TrafficSecret const taken{std::move(secret)};
    CHECK(vidimus::same_bytes(taken.bytes(), some(48)));
    CHECK(secret.is_empty());
  }));
  CHECK_FALSE(leaves_bytes([](TrafficSecret& secret) {
    TrafficSecret taken;
    taken = std::move(secret);
    CHECK(vidimus::same_bytes(taken.bytes(), some(48)));
  }));
  CHECK_FALSE(leaves_bytes([](TrafficSecret& secret) { secret.clear(); }));
}

TEST_CASE("a copied secret is whole, and assigning it to itself changes nothing", "[crypto]") {
  TrafficSecret secret{0x1301, some(32)};
  auto copy = secret;
  CHECK(vidimus::same_bytes(copy.bytes(), secret.bytes()));
  auto& same = copy;
  copy = std::move(same);
  CHECK(vidimus::same_bytes(copy.bytes(), some(32)));
}
