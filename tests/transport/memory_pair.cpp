// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/memory_pair.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using vidimus::MemoryPair;
using vidimus::MemoryTransport;

namespace {

auto write(MemoryTransport& to, std::string_view text, std::error_code& error) -> std::size_t {
  return to.write_some(vidimus::bytes_of(text), error);
}
auto read(MemoryTransport& from, std::error_code& error, std::size_t at_most = 64) -> std::string {
  std::vector<std::byte> bytes(at_most);
  bytes.resize(from.read_some(bytes, error));
  return std::string{vidimus::text_of(bytes)};
}

}  // namespace

TEST_CASE("what one end writes the other reads, in order and in any pieces", "[transport]") {
  auto [ours, theirs] = MemoryPair::make();
  std::error_code error;
  CHECK(write(ours, "one", error) == 3);
  CHECK(write(ours, "two", error) == 3);
  CHECK(read(theirs, error, 2) == "on");
  CHECK(read(theirs, error, 64) == "etwo");
  CHECK(write(theirs, "back", error) == 4);
  CHECK(read(ours, error) == "back");
  CHECK_FALSE(error);
}

TEST_CASE("a closed end lets what it wrote be read, then ends the stream", "[transport]") {
  auto [ours, theirs] = MemoryPair::make();
  std::error_code error;
  write(ours, "last", error);
  ours.close();
  CHECK(read(theirs, error) == "last");
  CHECK(read(theirs, error).empty());
  CHECK_FALSE(error);
  CHECK(write(theirs, "x", error) == 0);
  CHECK(error == std::errc::broken_pipe);
  CHECK(read(ours, error).empty());
  CHECK(error == std::errc::not_connected);
  CHECK(write(ours, "x", error) == 0);
  CHECK(error == std::errc::not_connected);
}

TEST_CASE("destroying or replacing an end closes it", "[transport]") {
  auto pair = MemoryPair::make();
  auto other = MemoryPair::make();
  pair.first = std::move(other.first);
  std::error_code error;
  CHECK(read(pair.second, error).empty());
  CHECK_FALSE(error);
  {
    auto const gone = std::move(other.second);
  }
  CHECK(read(pair.first, error).empty());
  CHECK_FALSE(error);
}

TEST_CASE("a non-blocking end says that it would block, reading and writing", "[transport]") {
  auto [ours, theirs] = MemoryPair::make({.capacity = 4, .blocking = false});
  std::error_code error;
  CHECK(read(ours, error).empty());
  CHECK(error == std::errc::operation_would_block);
  CHECK(write(ours, "12345", error) == 4);
  CHECK_FALSE(error);
  CHECK(write(ours, "5", error) == 0);
  CHECK(error == std::errc::operation_would_block);
  CHECK(read(theirs, error, 1) == "1");
  CHECK(write(ours, "5", error) == 1);
  CHECK(read(theirs, error) == "2345");
}

TEST_CASE("a blocking end waits no longer than its deadline", "[transport]") {
  auto [ours, theirs] = MemoryPair::make({.capacity = 1, .deadlines = {.read = 20ms, .write = 20ms}});
  std::error_code error;
  CHECK(read(ours, error).empty());
  CHECK(error == std::errc::timed_out);
  CHECK(write(ours, "a", error) == 1);
  CHECK(write(ours, "b", error) == 0);
  CHECK(error == std::errc::timed_out);
}

TEST_CASE("a blocking end can be made non-blocking and back", "[transport]") {
  auto [ours, theirs] = MemoryPair::make({.deadlines = {.read = 20ms}});
  ours.set_blocking(false);
  std::error_code error;
  read(ours, error);
  CHECK(error == std::errc::operation_would_block);
  ours.set_blocking(true);
  read(ours, error);
  CHECK(error == std::errc::timed_out);
}

TEST_CASE("an empty span moves nothing", "[transport]") {
  auto [ours, theirs] = MemoryPair::make();
  std::error_code error = std::make_error_code(std::errc::io_error);
  CHECK(ours.read_some({}, error) == 0);
  CHECK_FALSE(error);
  CHECK(ours.write_some({}, error) == 0);
  CHECK_FALSE(error);
}

TEST_CASE("two threads exchange more than fits at once", "[transport]") {
  auto [ours, theirs] = MemoryPair::make({.capacity = 100});
  std::vector<std::byte> sent(100'000);
  for (std::size_t i = 0; i != sent.size(); ++i) sent[i] = static_cast<std::byte>(i * 31 >> 3);
  std::thread writer{[&sent, out = std::move(ours)]() mutable {
    std::error_code error;
    for (vidimus::ByteView rest{sent}; !rest.empty() && !error;) rest = rest.subspan(out.write_some(rest, error));
  }};
  std::vector<std::byte> received;
  std::array<std::byte, 77> part;
  std::error_code error;
  while (auto const count = theirs.read_some(part, error))
    received.insert(received.end(), part.begin(), part.begin() + count);
  writer.join();
  CHECK_FALSE(error);
  CHECK(received == sent);
}

TEST_CASE("closing wakes a reader that waits", "[transport]") {
  auto [ours, theirs] = MemoryPair::make();
  std::thread closer{[end = std::move(ours)]() mutable {
    std::this_thread::sleep_for(10ms);
    end.close();
  }};
  std::error_code error;
  CHECK(read(theirs, error).empty());
  CHECK_FALSE(error);
  closer.join();
}
