// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/record_reader.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_ends.hpp"

using namespace record_test;
using Reader = vidimus::detail::RecordReader<vidimus::aead::Mbedtls>;
using vidimus::KeyDirection;

namespace {

auto reader_of(std::uint16_t suite, std::uint64_t sequence = 0) -> Reader {
  return Reader{
      vidimus::detail::TrafficKeys<vidimus::aead::Mbedtls>::derive(secret(suite), KeyDirection::opening, sequence)
          .value()};
}
auto code_of(std::uint16_t suite, ByteView stream) -> Errc {
  auto reader = reader_of(suite);
  reader.receive(stream);
  auto const next = reader.next();
  return next ? Errc{} : next.error().code();
}
auto alert_for(Errc code) -> vidimus::Alert { return vidimus::alert_of(code); }

}  // namespace

TEST_CASE("records come out of any pieces of the stream", "[record]") {
  for (auto const suite : suites) {
    Forger forger{secret(suite)};
    Buffer stream, expected;
    for (auto const size : {std::size_t{1}, std::size_t{0}, std::size_t{300}, std::size_t{2000}, std::size_t{16384}}) {
      auto const content = octets(size);
      expected.insert(expected.end(), content.begin(), content.end());
      auto const record = forger.record(23, content, size == 16384 ? 0 : size % 7);
      stream.insert(stream.end(), record.begin(), record.end());
    }
    for (auto const portion :
         {std::size_t{1}, std::size_t{2}, std::size_t{5}, std::size_t{6}, std::size_t{1000}, stream.size()}) {
      auto reader = reader_of(suite);
      Buffer got;
      for (std::size_t at = 0; at < stream.size();) {
        auto const space = reader.space();
        REQUIRE_FALSE(space.empty());
        auto const count = std::min({portion, space.size(), stream.size() - at});
        std::copy_n(stream.begin() + static_cast<std::ptrdiff_t>(at), count, space.begin());
        reader.filled(count);
        at += count;
        while (auto const content = reader.next().value())
          got.insert(got.end(), content->octets.begin(), content->octets.end());
      }
      CHECK(got == expected);
      CHECK_FALSE(reader.is_inside_record());
      CHECK(reader.keys().use().records == 5);
      CHECK(reader.keys().use().octets == expected.size());
      reader.rest();
      CHECK(reader.buffered_capacity() <= vidimus::detail::InputBuffer::small_octets);
    }
  }
}

TEST_CASE("any changed bit of a record is refused and nothing of it shown", "[record]") {
  for (auto const suite : suites) {
    auto const record = Forger{secret(suite)}.record(23, octets(3));
    for (std::size_t bit = 8 * 5; bit != 8 * record.size(); ++bit) {
      auto changed = record;
      changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
      CHECK(code_of(suite, changed) == Errc::record_unauthentic);
    }
  }
  CHECK(alert_for(Errc::record_unauthentic) == vidimus::Alert::bad_record_mac);
}

TEST_CASE("records out of order, repeated or left out do not authenticate", "[record]") {
  Forger forger{secret(0x1301)};
  auto const first = forger.record(23, octets(10)), second = forger.record(23, octets(10));
  CHECK(code_of(0x1301, second) == Errc::record_unauthentic);
  auto reader = reader_of(0x1301);
  reader.receive(first);
  REQUIRE(reader.next());
  reader.receive(first);
  CHECK(reader.next().error().code() == Errc::record_unauthentic);
}

TEST_CASE("a header alone is enough to refuse a record", "[record]") {
  auto const header = [](unsigned type, std::size_t size) {
    auto const made = vidimus::detail::record_header(static_cast<ContentType>(type), size);
    return Buffer{made.begin(), made.end()};
  };
  for (unsigned type = 0; type != 256; ++type)
    CHECK(code_of(0x1301, header(type, 100)) == (type == 23 ? Errc{} : Errc::record_type_unexpected));
  CHECK(code_of(0x1301, header(23, 16'640)) == Errc{});
  CHECK(code_of(0x1301, header(23, 16'641)) == Errc::record_too_long);
  CHECK(code_of(0x1301, header(23, 65'535)) == Errc::record_too_long);
  CHECK(code_of(0x1301, header(23, 17)) == Errc{});
  for (std::size_t size = 0; size != 17; ++size) CHECK(code_of(0x1301, header(23, size)) == Errc::record_too_short);
  CHECK(code_of(0x1305, header(23, 9)) == Errc{});
  CHECK(code_of(0x1305, header(23, 8)) == Errc::record_too_short);
  CHECK(alert_for(Errc::record_too_long) == vidimus::Alert::record_overflow);
  CHECK(alert_for(Errc::record_type_unexpected) == vidimus::Alert::unexpected_message);
}

TEST_CASE("content and zeros have 2^14 octets together at most", "[record]") {
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(23, octets(16'384))) == Errc{});
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(23, octets(1), 16'383)) == Errc{});
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(23, octets(16'385))) == Errc::record_too_long);
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(23, octets(1), 16'384)) == Errc::record_too_long);
}

TEST_CASE("a record without a type, or with one that may not come, is refused", "[record]") {
  for (auto const zeros : {std::size_t{1}, std::size_t{2}, std::size_t{16'385}})
    CHECK(code_of(0x1301, Forger{secret(0x1301)}.inner(Buffer(zeros))) == Errc::record_all_zeros);
  for (unsigned type = 1; type != 256; ++type) {
    bool const may_come = type >= 21 && type <= 23;
    auto const record = Forger{secret(0x1301)}.record(static_cast<unsigned char>(type), octets(2));
    CHECK(code_of(0x1301, record) == (may_come ? Errc{} : Errc::record_content_unexpected));
  }
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(21, {})) == Errc::record_content_missing);
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(22, {}, 9)) == Errc::record_content_missing);
  CHECK(code_of(0x1301, Forger{secret(0x1301)}.record(23, {})) == Errc{});
}

TEST_CASE("the last sequence number is the last record", "[record]") {
  auto const last = ~std::uint64_t{0};
  Forger forger{secret(0x1303), last};
  auto reader = reader_of(0x1303, last);
  reader.receive(forger.record(23, octets(5)));
  CHECK(reader.next().value()->octets.size() == 5);
  reader.receive(Forger{secret(0x1303), 0}.record(23, octets(5)));
  CHECK(reader.next().error().code() == Errc::record_sequence_exhausted);
}
