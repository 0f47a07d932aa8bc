// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/concept.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <vector>

#include "engine_failing_transport.hpp"

namespace {

// the least that is a transport: no role tag, no base class
struct Plain {
  std::vector<std::byte> bytes;
  auto read_some(std::span<std::byte>, std::error_code&) -> std::size_t { return 0; }
  auto write_some(std::span<std::byte const> more, std::error_code&) -> std::size_t {
    bytes.insert(bytes.end(), more.begin(), more.end());
    return more.size();
  }
};
struct ReadsOnly {
  auto read_some(std::span<std::byte>, std::error_code&) -> std::size_t { return 0; }
};
struct Throws {
  auto read_some(std::span<std::byte>) -> std::size_t { return 0; }
  auto write_some(std::span<std::byte const>) -> std::size_t { return 0; }
};
struct WritesIntoConst {
  auto read_some(std::span<std::byte>, std::error_code&) -> std::size_t { return 0; }
  auto write_some(std::span<std::byte>, std::error_code&) -> std::size_t { return 0; }
};
struct Immovable : Plain {
  Immovable() = default;
  Immovable(Immovable&&) = delete;
};
struct Silent {
  void read_some(std::span<std::byte>, std::error_code&) {}
  void write_some(std::span<std::byte const>, std::error_code&) {}
};

static_assert(vidimus::Transport<Plain>);
static_assert(vidimus::Transport<vidimus_test::FailingTransport<Plain>>);
static_assert(!vidimus::Transport<ReadsOnly>);
static_assert(!vidimus::Transport<Throws>);
static_assert(!vidimus::Transport<WritesIntoConst>);
static_assert(!vidimus::Transport<Immovable>);
static_assert(!vidimus::Transport<Silent>);
static_assert(!vidimus::Transport<Plain&>);
static_assert(!vidimus::Transport<int>);

}  // namespace

TEST_CASE("a transport that fails at its n-th call moves nothing from then on", "[transport]") {
  vidimus_test::FailingTransport<Plain> transport{Plain{}, 2};
  std::array<std::byte, 3> const bytes{};
  std::error_code error;
  CHECK(transport.write_some(bytes, error) == 3);
  CHECK_FALSE(error);
  CHECK(transport.write_some(bytes, error) == 0);
  CHECK(error == std::errc::connection_reset);
  std::array<std::byte, 3> into{};
  CHECK(transport.read_some(into, error) == 0);
  CHECK(error == std::errc::connection_reset);
  CHECK(transport.has_failed());
}
