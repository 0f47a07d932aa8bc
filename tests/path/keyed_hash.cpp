// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/keyed_hash.hpp>

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <vector>

using namespace vidimus;
using detail::keyed_hash;

namespace {

auto counting(std::size_t octets) -> Buffer {
  Buffer message(octets);
  for (std::size_t i = 0; i != octets; ++i) message[i] = static_cast<std::byte>(i);
  return message;
}

}  // namespace

TEST_CASE("SipHash-1-3 is what OpenSSL calculates", "[path]") {
  // openssl mac -macopt hexkey:000102030405060708090a0b0c0d0e0f -macopt size:8 -macopt c-rounds:1 -macopt d-rounds:3
  //   -in FILE SIPHASH, where FILE holds the octets 00, 01, 02, ...
  constexpr detail::KeyedHash::Key key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
  CHECK(keyed_hash(key, counting(0)) == 0xabac0158050fc4dc);
  CHECK(keyed_hash(key, counting(1)) == 0xc9f49bf37d57ca93);
  CHECK(keyed_hash(key, counting(7)) == 0xd3927d989bb11140);
  CHECK(keyed_hash(key, counting(8)) == 0x369095118d299a8e);
  CHECK(keyed_hash(key, counting(15)) == 0xd320d86d2a519956);
  CHECK(keyed_hash(key, counting(63)) == 0x9d199062b7bbb3a8);
  CHECK(keyed_hash(key, counting(64)) == 0xf17997ec4b4a6065);
}

TEST_CASE("a key or an octet more or less gives another hash", "[path]") {
  std::set<std::uint64_t> hashes;
  for (std::size_t octets = 0; octets != 64; ++octets) hashes.insert(keyed_hash({1, 2}, counting(octets)));
  for (std::uint64_t key = 3; key != 67; ++key) hashes.insert(keyed_hash({1, key}, counting(8)));
  for (std::size_t at = 0; at != 64; ++at) {
    auto message = counting(64);
    message[at] ^= std::byte{0x80};
    hashes.insert(keyed_hash({1, 2}, message));
  }
  CHECK(hashes.size() == 3 * 64);
}
