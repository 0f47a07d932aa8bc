// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

#include <vidimus/path/signature_cache.hpp>

#include <atomic>
#include <thread>

using namespace vidimus;

namespace {

auto end_entity_der() -> Buffer { return vectors::Vector{"one-intermediate"}.presented().front(); }

auto parse(Buffer const& der) -> Certificate {
  auto certificate = Certificate::parse(der);
  REQUIRE(certificate);
  return *std::move(certificate);
}

/// A certificate like no other: its signature's last octets are the number, so it is signed by nobody.
auto numbered(unsigned number) -> Certificate {
  auto der = end_entity_der();
  for (std::size_t i = 1; i != 4; ++i) der[der.size() - i] = static_cast<std::byte>(number >> (8 * (i - 1)));
  return parse(der);
}
auto key_of(Certificate const& certificate) -> ByteView { return certificate.spki().der; }

}  // namespace

TEST_CASE("a signature cache knows what it was told and nothing else", "[path]") {
  SignatureCache cache{64};
  auto const child = numbered(1), other = numbered(2);
  auto const issuer = parse(vectors::Vector{"one-intermediate"}.presented()[1]);
  CHECK_FALSE(cache.knows(child, key_of(issuer)));
  cache.remember(child, key_of(issuer));
  CHECK(cache.knows(child, key_of(issuer)));
  CHECK_FALSE(cache.knows(other, key_of(issuer)));
  CHECK_FALSE(cache.knows(child, key_of(child)));
  CHECK_FALSE(cache.knows(issuer, key_of(issuer)));
  CHECK_FALSE(cache.knows(child, {}));
}

TEST_CASE("a signature cache keeps octets of its own", "[path]") {
  SignatureCache cache{64};
  auto const key = [] {
    auto const child = numbered(1);
    return Buffer{key_of(child).begin(), key_of(child).end()};
  }();
  {
    auto const child = numbered(1);
    auto passing = key;
    cache.remember(child, passing);
    std::ranges::fill(passing, std::byte{0});
  }
  CHECK(cache.knows(numbered(1), key));
}

TEST_CASE("no octet of a remembered certificate or key can be changed", "[path]") {
  SignatureCache cache{64};
  auto const der = end_entity_der();
  auto const child = parse(der);
  Buffer const key{key_of(child).begin(), key_of(child).end()};
  cache.remember(child, key);
  for (std::size_t at = 0; at != key.size(); ++at) {
    auto changed = key;
    changed[at] ^= std::byte{1};
    CHECK_FALSE(cache.knows(child, changed));
  }
  std::size_t readable = 0;
  for (std::size_t at = 0; at != der.size(); ++at) {
    auto changed = der;
    changed[at] ^= std::byte{1};
    auto const certificate = Certificate::parse(changed);
    readable += certificate ? 1 : 0;
    if (certificate) CHECK_FALSE(cache.knows(*certificate, key));
  }
  CHECK(readable > 100);
  CHECK(cache.knows(child, key));
}

TEST_CASE("the border between certificate and key counts", "[path]") {
  SignatureCache cache{64};
  auto const child = numbered(1);
  auto const key = key_of(child);
  cache.remember(child, key);
  CHECK_FALSE(cache.knows(child, key.first(key.size() - 1)));
  CHECK_FALSE(cache.knows(child, key.subspan(1)));
  // the same last octets, so the same place, and a longer key
  Buffer longer(1);
  longer.insert(longer.end(), key.begin(), key.end());
  CHECK_FALSE(cache.knows(child, longer));
}

TEST_CASE("a signature cache of no entries remembers nothing", "[path]") {
  SignatureCache cache{0};
  auto const child = numbered(1);
  cache.remember(child, key_of(child));
  CHECK_FALSE(cache.knows(child, key_of(child)));
  CHECK(cache.capacity() == 0);
}

TEST_CASE("a signature cache is bounded", "[path]") {
  for (std::size_t const entries : {1U, 5U, 8U, 9U, 64U, 100U}) {
    SignatureCache cache{entries};
    CHECK(cache.capacity() <= entries);
    CHECK(cache.capacity() > entries / 2);
    std::vector<Certificate> children;
    for (unsigned number = 0; number != 300; ++number) children.push_back(numbered(number));
    for (auto const& child : children) cache.remember(child, key_of(child));
    auto const known =
        std::ranges::count_if(children, [&](auto const& child) { return cache.knows(child, key_of(child)); });
    CHECK(static_cast<std::size_t>(known) == cache.capacity());
    CHECK(cache.knows(children.back(), key_of(children.back())));
  }
}

TEST_CASE("what was not asked for the longest is forgotten first", "[path]") {
  SignatureCache cache{3};  // one place
  auto const a = numbered(1), b = numbered(2), c = numbered(3), d = numbered(4);
  auto const key = key_of(a);
  for (auto const& child : {a, b, c}) cache.remember(child, key);
  CHECK(cache.knows(a, key));
  cache.remember(d, key);
  CHECK(cache.knows(a, key));
  CHECK_FALSE(cache.knows(b, key));
  CHECK(cache.knows(c, key));
  CHECK(cache.knows(d, key));
}

TEST_CASE("what is remembered twice takes one place", "[path]") {
  SignatureCache cache{2};
  auto const a = numbered(1), b = numbered(2);
  cache.remember(a, key_of(a));
  for (int i = 0; i != 3; ++i) cache.remember(b, key_of(b));
  CHECK(cache.knows(a, key_of(a)));
}

TEST_CASE("a certificate and key that are too large are not remembered", "[path]") {
  SignatureCache cache{8};
  auto const child = numbered(1);
  auto const room = SignatureCache::octets_limit - child.der().size();
  Buffer const fitting(room), too_large(room + 1);
  cache.remember(child, too_large);
  CHECK_FALSE(cache.knows(child, too_large));
  cache.remember(child, fitting);
  CHECK(cache.knows(child, fitting));
}

TEST_CASE("the process has one signature cache of each size", "[path]") {
  CHECK(detail::process_signatures<0>() == nullptr);
  REQUIRE(detail::process_signatures<24>() != nullptr);
  CHECK(detail::process_signatures<24>() == detail::process_signatures<24>());
  CHECK(detail::process_signatures<24>() != detail::process_signatures<32>());
  CHECK(detail::process_signatures<24>()->capacity() == 24);
}

TEST_CASE("one signature cache serves several threads", "[path]") {
  SignatureCache cache{16};  // few, so that threads take each other's places
  std::vector<Certificate> children;
  for (unsigned number = 0; number != 40; ++number) children.push_back(numbered(number));
  auto const right_key = key_of(children.front());
  auto const wrong_key = right_key.subspan(1);
  std::atomic<int> wrong{0}, found{0};
  std::vector<std::thread> threads;
  for (std::size_t first = 0; first != 4; ++first)
    threads.emplace_back([&, first] {
      for (std::size_t i = 0; i != 4000; ++i) {
        auto const& child = children[(first * 7 + i * (first + 1)) % children.size()];
        found += cache.knows(child, right_key) ? 1 : 0;
        cache.remember(child, right_key);
        wrong += cache.knows(child, wrong_key) ? 1 : 0;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(found > 0);
}

TEST_CASE("a signature cache gives the digest of the certificate's own key", "[path]") {
  SignatureCache cache{8};
  auto const chain = vectors::Vector{"one-intermediate"}.chain();
  auto const& child = chain.certificates()[0];
  auto const& issuer = chain.certificates()[1];
  CHECK_FALSE(cache.find(child, key_of(issuer)));
  cache.remember(child, key_of(issuer));
  auto const known = cache.find(child, key_of(issuer));
  REQUIRE(known);
  CHECK(known->spki_sha256 == sha256(key_of(child)));
}
