// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/secret_buffer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>
#include <utility>

using namespace vidimus;

static_assert(!std::is_copy_constructible_v<SecretBuffer> && !std::is_copy_assignable_v<SecretBuffer>);
static_assert(std::is_nothrow_move_constructible_v<SecretBuffer> && std::is_nothrow_move_assignable_v<SecretBuffer>);

TEST_CASE("wiping leaves nothing", "[crypto]") {
  Buffer bytes(100, std::byte{7});
  wipe(bytes);
  CHECK(bytes == Buffer(100));
}

TEST_CASE("a secret moves and leaves nothing where it was", "[crypto]") {
  auto first = SecretBuffer::copy_of(bytes_of("a secret"));
  auto const* const where = first.bytes().data();
  SecretBuffer const second{std::move(first)};
  CHECK(first.is_empty());  // NOLINT: looking at a moved-from one is the test
  CHECK(second.bytes().data() == where);
  CHECK(text_of(second.bytes()) == "a secret");
}

TEST_CASE("a secret that is assigned to is overwritten first", "[crypto]") {
  auto secret = SecretBuffer::copy_of(bytes_of("old"));
  secret = SecretBuffer::copy_of(bytes_of("new one"));
  CHECK(text_of(secret.bytes()) == "new one");
  auto& same = secret;
  secret = std::move(same);
  CHECK(text_of(secret.bytes()) == "new one");
}

TEST_CASE("a new secret is zeros and can be written", "[crypto]") {
  SecretBuffer secret{16};
  CHECK(secret.size() == 16);
  CHECK(same_bytes(secret.bytes(), Buffer(16)));
  secret.writable()[3] = std::byte{1};
  CHECK(secret.bytes()[3] == std::byte{1});
}

TEST_CASE("a buffer is adopted with its bytes", "[crypto]") {
  Buffer bytes(5, std::byte{9});
  auto const* const where = bytes.data();
  auto const secret = SecretBuffer::adopt(std::move(bytes));
  CHECK(secret.bytes().data() == where);
  CHECK(secret.size() == 5);
}
