// SPDX-License-Identifier: Apache-2.0
// Every length of a record, 0 to 17,000, in every suite: what we seal beside what OpenSSL's EVP seals, what each opens of the
// other, and what our reader says of the lengths that RFC 8446, 5.2 does not allow.
#include "evp_records.hpp"
#include "progress.hpp"

#include <vidimus/adapters/libcrypto.hpp>
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/record/record_reader.hpp>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>

using namespace record_test;
using vidimus::detail::RecordReader;
using vidimus::detail::TrafficKeys;

namespace {

constexpr std::size_t most = 17'000;

auto name(char const* what, std::uint16_t suite) -> std::string {
  return std::string{what} + ", suite 13" + "0123456789"[suite >> 4U & 0xFU] + "0123456789"[suite & 0xFU];
}

/// A record of EVP's whose header announces `size` octets; its plaintext is application data. Where `size` has no room for
/// that, any octets.
auto record_of(EvpRecords const& evp, std::uint64_t sequence, std::size_t size, std::size_t tag) -> Buffer {
  auto const header = vidimus::detail::record_header(ContentType::application_data, size);
  Buffer record{header.begin(), header.end()};
  Buffer body(size);
  if (size > tag) {
    auto plaintext = octets(size - tag);
    plaintext.back() = std::byte{23};
    body = evp.seal(sequence, header, plaintext);
  }
  record.insert(record.end(), body.begin(), body.end());
  return record;
}

/// RFC 8446, 5.2: TLSInnerPlaintext has at most 2^14 + 1 octets, a sealed record at most 2^14 + 256.
auto refusal_of(std::size_t size, std::size_t tag) -> std::optional<Errc> {
  if (size <= tag) return Errc::record_too_short;
  if (size - tag > 16'385) return Errc::record_too_long;
  return std::nullopt;
}

template <class A>
auto reader(std::uint16_t suite, std::uint64_t sequence) -> RecordReader<A> {
  return RecordReader<A>{TrafficKeys<A>::derive(secret(suite), vidimus::KeyDirection::opening, sequence).value()};
}

}  // namespace

TEMPLATE_TEST_CASE("every length is sealed and opened as by EVP", "[soak]", vidimus::aead::Libcrypto,
                   vidimus::aead::Mbedtls, vidimus::aead::Psa) {
  for (auto const suite : suites) {
    soak::Progress progress{name(Catch::getResultCapture().getCurrentTestName().c_str(), suite), most};
    RecordsBesideEvp<TestType> both{suite};
    for (std::size_t length = 0; length <= most; ++length) {
      both.check(length);
      progress.reach(length);
    }
  }
}

TEST_CASE("our reader opens a record of EVP's of every length that is allowed, and refuses every other", "[soak]") {
  using A = vidimus::aead::Libcrypto;
  for (auto const suite : suites) {
    soak::Progress progress{name("our reader", suite), most};
    EvpRecords const evp{suite};
    std::size_t const tag = suite == 0x1305 ? 8 : 16;
    auto reading = reader<A>(suite, 0);
    std::uint64_t sequence = 0;
    for (std::size_t size = 0; size <= most; ++size) {
      progress.reach(size);
      auto const record = record_of(evp, sequence, size, tag);
      auto const refusal = refusal_of(size, tag);
      if (refusal) {
        auto refusing = reader<A>(suite, sequence);
        refusing.receive(record);
        auto const next = refusing.next();
        REQUIRE_FALSE(next);
        REQUIRE(next.error().code() == *refusal);
        continue;
      }
      reading.receive(record);
      auto const next = reading.next();
      REQUIRE(next);
      REQUIRE(next->has_value());
      REQUIRE((*next)->type == ContentType::application_data);
      REQUIRE(vidimus::same_bytes((*next)->octets, ByteView{octets(size - tag)}.first(size - tag - 1)));
      ++sequence;
    }
  }
}

TEST_CASE("EVP opens what a conversation of ours seals, of every length", "[soak]") {
  for (auto const suite : suites) {
    soak::Progress progress{name("our conversation", suite), most};
    EvpRecords const evp{suite};
    ConversationEnd<vidimus::aead::Libcrypto> client{End::client, suite};  // a client seals with secret(suite, 1)
    std::uint64_t sequence = 0;
    for (std::size_t length = 1; length <= most; ++length) {
      progress.reach(length);
      client.sent.clear();
      auto const content = octets(length);
      client.write(content);
      ByteView stream = client.sent;
      Buffer opened;
      while (!stream.empty()) {
        auto const size = 256 * std::to_integer<std::size_t>(stream[3]) + std::to_integer<std::size_t>(stream[4]);
        auto const body = stream.subspan(5, size);
        auto inner = evp.open(sequence++, stream.first(5), Buffer{body.begin(), body.end()});
        REQUIRE(inner.back() == std::byte{23});
        REQUIRE(inner.size() <= 16'385);
        opened.insert(opened.end(), inner.begin(), inner.end() - 1);
        stream = stream.subspan(5 + size);
      }
      REQUIRE(opened == content);
    }
  }
}
