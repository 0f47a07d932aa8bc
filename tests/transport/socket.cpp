// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/socket.hpp>

#include <catch2/catch_test_macros.hpp>

#include <utility>

namespace detail = vidimus::detail;
using namespace std::chrono_literals;

namespace {
auto is_descriptor(int descriptor) -> bool { return ::fcntl(descriptor, F_GETFD) >= 0; }
}  // namespace

TEST_CASE("a socket is closed once, by its last owner", "[transport]") {
  auto socket = detail::open_socket(AF_INET);
  auto const descriptor = socket.descriptor();
  REQUIRE(socket.is_open());
  {
    detail::Socket const owner{std::move(socket)};
    CHECK_FALSE(socket.is_open());
    CHECK(owner.descriptor() == descriptor);
    CHECK(is_descriptor(descriptor));
  }
  CHECK_FALSE(is_descriptor(descriptor));
}

TEST_CASE("a socket that gets another one closes its own first", "[transport]") {
  auto socket = detail::open_socket(AF_INET);
  auto const first = socket.descriptor();
  auto other = detail::open_socket(AF_INET);
  auto const second = other.descriptor();
  socket = std::move(other);
  CHECK_FALSE(is_descriptor(first));
  CHECK(socket.descriptor() == second);
}

TEST_CASE("a socket that is released is somebody else's to close", "[transport]") {
  auto socket = detail::open_socket(AF_INET);
  detail::Socket const owner{socket.release()};
  CHECK_FALSE(socket.is_open());
  socket.reset();
  CHECK(is_descriptor(owner.descriptor()));
}

TEST_CASE("a socket is not inherited by child processes and does not block", "[transport]") {
  auto const socket = detail::open_socket(AF_INET);
  CHECK((::fcntl(socket.descriptor(), F_GETFD) & FD_CLOEXEC) != 0);
  CHECK((::fcntl(socket.descriptor(), F_GETFL) & O_NONBLOCK) != 0);
}

TEST_CASE("a family that the system does not have gives no socket", "[transport]") {
  CHECK_FALSE(detail::open_socket(9999).is_open());
}

TEST_CASE("waiting for a socket ends at the deadline or when it is ready", "[transport]") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  detail::Socket const ours{ends[0]}, theirs{ends[1]};
  CHECK(detail::wait_for(ours.descriptor(), POLLIN, detail::time_after(20ms)) == std::errc::timed_out);
  CHECK_FALSE(detail::wait_for(ours.descriptor(), POLLOUT, detail::time_after(20ms)));
  REQUIRE(::send(theirs.descriptor(), "x", 1, 0) == 1);
  CHECK_FALSE(detail::wait_for(ours.descriptor(), POLLIN, detail::time_after(0ms)));
}
