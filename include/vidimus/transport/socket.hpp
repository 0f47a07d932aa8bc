// SPDX-License-Identifier: Apache-2.0
// A socket's file descriptor, owned, and waiting for it with a deadline. POSIX.
#pragma once

#include <vidimus/transport/deadlines.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>

namespace vidimus::detail {

[[nodiscard]] inline auto last_error() -> std::error_code { return {errno, std::generic_category()}; }
[[nodiscard]] inline auto is_would_block(int error) -> bool { return error == EAGAIN || error == EWOULDBLOCK; }

[[nodiscard]] inline auto is_would_block(std::error_code error) -> bool {
  return error == std::errc::operation_would_block || error == std::errc::resource_unavailable_try_again;
}

/// Owns a descriptor; -1: none.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_{descriptor} {}
  Socket(Socket&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
  auto operator=(Socket&& other) noexcept -> Socket& {
    if (this != &other) {
      reset();
      descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
  }
  Socket(Socket const&) = delete;
  auto operator=(Socket const&) -> Socket& = delete;
  ~Socket() { reset(); }

  [[nodiscard]] auto descriptor() const -> int { return descriptor_; }
  [[nodiscard]] auto is_open() const -> bool { return descriptor_ >= 0; }
  /// The descriptor, which is the caller's from now on.
  [[nodiscard]] auto release() -> int { return std::exchange(descriptor_, -1); }
  void reset() {
    if (is_open()) ::close(std::exchange(descriptor_, -1));
  }

 private:
  int descriptor_ = -1;
};

/// Never inherited by a child process, never blocking: waiting is `wait_for`'s.
inline auto prepare_descriptor(int descriptor) -> bool {
  auto const flags = ::fcntl(descriptor, F_GETFL);
  return flags >= 0 && ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 &&
         ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0;
}

/// A stream socket; not open where the system refuses (then errno says why).
[[nodiscard]] inline auto open_socket(int family) -> Socket {
#if defined(SOCK_CLOEXEC)
  Socket socket{::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
#else
  Socket socket{::socket(family, SOCK_STREAM, 0)};
#endif
  if (socket.is_open() && !prepare_descriptor(socket.descriptor())) socket.reset();
  return socket;
}

/// Waits for POLLIN or POLLOUT. No error: it is ready, or the next call will say what is wrong.
[[nodiscard]] inline auto wait_for(int descriptor, short events, SteadyTime deadline) -> std::error_code {
  for (;;) {
    ::pollfd waiting{descriptor, events, 0};
    auto const ready = ::poll(&waiting, 1, milliseconds_until(deadline));
    if (ready > 0) return {};
    if (ready == 0) return std::make_error_code(std::errc::timed_out);
    if (errno != EINTR) return last_error();
  }
}

}  // namespace vidimus::detail
