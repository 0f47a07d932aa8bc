// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/input_buffer.hpp>
#include <vidimus/record/output_buffer.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_ends.hpp"

using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::detail::InputBuffer;

namespace {
void put(InputBuffer& buffer, ByteView bytes, std::size_t wanted) {
  auto const space = buffer.space(wanted);
  REQUIRE(space.size() >= bytes.size());
  std::ranges::copy(bytes, space.begin());
  buffer.filled(bytes.size());
}
auto waiting(InputBuffer const& buffer) -> Buffer { return {buffer.octets().begin(), buffer.octets().end()}; }
}  // namespace

TEST_CASE("an input buffer is small until a record needs more, and gives the rest back", "[record]") {
  InputBuffer buffer;
  CHECK(buffer.capacity() == 0);
  auto const bytes = record_test::octets(16'645);
  put(buffer, ByteView{bytes}.first(100), 5);
  CHECK(buffer.capacity() == InputBuffer::small_octets);
  put(buffer, ByteView{bytes}.subspan(100), 16'645);
  CHECK(buffer.capacity() == InputBuffer::large_octets);
  CHECK(waiting(buffer) == bytes);
  buffer.release();
  CHECK(waiting(buffer) == bytes);
  buffer.drop(bytes.size());
  buffer.release();
  CHECK(buffer.capacity() == 0);
}

TEST_CASE("a buffer that was filled grows, and what waits moves to its beginning", "[record]") {
  InputBuffer buffer;
  auto const bytes = record_test::octets(InputBuffer::small_octets);
  put(buffer, bytes, 5);
  buffer.drop(bytes.size() - 24);
  auto const space = buffer.space(5);
  CHECK(space.size() == InputBuffer::large_octets - 24);
  CHECK(waiting(buffer) == Buffer(bytes.end() - 24, bytes.end()));
  buffer.drop(24);
  CHECK(buffer.space(5).size() == InputBuffer::large_octets);
}

TEST_CASE("there is room for what is wanted behind what waits", "[record]") {
  InputBuffer buffer;
  put(buffer, record_test::octets(500), 5);
  buffer.drop(100);
  CHECK(buffer.space(512).size() >= 112);
  CHECK(waiting(buffer).size() == 400);
  auto moved = std::move(buffer);
  CHECK(buffer.octets().empty());
  CHECK(waiting(moved).size() == 400);
}

TEST_CASE("bytes that were read elsewhere wait too, however many", "[record]") {
  InputBuffer buffer;
  auto const bytes = record_test::octets(40'000);
  buffer.add(ByteView{bytes}.first(3));
  buffer.drop(1);
  buffer.add(ByteView{bytes}.subspan(3));
  CHECK(waiting(buffer) == Buffer(bytes.begin() + 1, bytes.end()));
  buffer.drop(39'999);
  buffer.release();
  CHECK(buffer.capacity() == 0);
}

TEST_CASE("an output buffer keeps its order and little memory", "[record]") {
  vidimus::detail::OutputBuffer output;
  auto const bytes = record_test::octets(3000);
  output.add(ByteView{bytes}.first(1000));
  output.drop(10);
  output.add(ByteView{bytes}.subspan(1000));
  CHECK(vidimus::same_bytes(output.octets(), ByteView{bytes}.subspan(10)));
  output.drop(5000);
  CHECK(output.is_empty());
  output.add(bytes);
  CHECK(output.octets().size() == 3000);
}
