// SPDX-License-Identifier: Apache-2.0
// A command-line program as a peer: started without a shell, its output polled with a deadline, killed at the end. And a
// folder of its own for the files it needs. POSIX.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

extern char** environ;

namespace vidimus_test {

/// Whether a command can be found on the PATH.
[[nodiscard]] inline auto is_on_path(std::string const& command) -> bool {
  char const* const path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    auto const end = rest.find(':');
    auto const folder = std::filesystem::path{rest.substr(0, end)};
    if (::access((folder / command).c_str(), X_OK) == 0) return true;
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return false;
}

/// A new folder, gone with all that is in it when this object is.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "vidimus-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error{errno, std::generic_category(), name};
    path_ = name;
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  auto operator=(TemporaryFolder const&) -> TemporaryFolder& = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] auto path() const -> std::string { return path_.string(); }
  /// The path of a file with this text, a new one or in place of the one that was.
  [[nodiscard]] auto file(std::string const& name, std::string_view text) const -> std::string {
    auto const path = path_ / name;
    std::ofstream out{path, std::ios::binary};
    out << text;
    if (!out.flush()) throw std::runtime_error{"cannot write " + path.string()};
    return path.string();
  }

 private:
  std::filesystem::path path_;
};

class CommandPeer {
 public:
  using Deadline = std::chrono::seconds;

  /// Starts `arguments[0]`, found on the PATH or given with its path. Its standard output and error come to us as one; its
  /// standard input stays open until close_input().
  explicit CommandPeer(std::vector<std::string> const& arguments) {
    auto const [ours, theirs] = connected_pair();
    talk_ = ours;
    ::posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    for (int const descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      ::posix_spawn_file_actions_adddup2(&actions, theirs, descriptor);
    std::vector<char*> pointers;
    for (auto const& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    auto const error = ::posix_spawnp(&process_, pointers[0], &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(theirs);
    if (error == 0) return;
    ::close(talk_);
    throw std::system_error{error, std::generic_category(), arguments.front()};
  }
  CommandPeer(CommandPeer const&) = delete;
  auto operator=(CommandPeer const&) -> CommandPeer& = delete;
  ~CommandPeer() {
    if (!status_) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
    ::close(talk_);
  }

  /// Everything it has said so far.
  [[nodiscard]] auto output() -> std::string const& {
    while (hear(std::chrono::steady_clock::now())) {
    }
    return output_;
  }

  /// Whether it says `text` before the deadline.
  [[nodiscard]] auto says(std::string_view text, Deadline deadline = Deadline{20}) -> bool {
    auto const until = std::chrono::steady_clock::now() + deadline;
    while (output_.find(text) == std::string::npos)
      if (!hear(until)) return output_.find(text) != std::string::npos;
    return true;
  }
  /// What it says between `text` and the end of that line, waited for; nothing if it does not come.
  [[nodiscard]] auto line_after(std::string_view text, Deadline deadline = Deadline{20}) -> std::optional<std::string> {
    if (!says(text, deadline)) return std::nullopt;
    auto const begin = output_.find(text) + text.size();
    auto const until = std::chrono::steady_clock::now() + deadline;
    while (output_.find('\n', begin) == std::string::npos)
      if (!hear(until)) return std::nullopt;
    return output_.substr(begin, output_.find('\n', begin) - begin);
  }

  /// To its standard input.
  void tell(std::string_view text) {
    while (!text.empty()) {
      auto const written = ::send(talk_, text.data(), text.size(), no_signal);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw std::system_error{errno, std::generic_category(), "the peer's standard input"};
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void close_input() { ::shutdown(talk_, SHUT_WR); }

  /// Its exit status, once it has ended by itself; nothing after the deadline, or where a signal ended it.
  [[nodiscard]] auto exit_status(Deadline deadline = Deadline{20}) -> std::optional<int> {
    auto const until = std::chrono::steady_clock::now() + deadline;
    while (hear(until)) {
    }
    while (!status_ && !reap() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    if (!status_ || !WIFEXITED(*status_)) return std::nullopt;
    return WEXITSTATUS(*status_);
  }

 private:
#if defined(MSG_NOSIGNAL)
  static constexpr int no_signal = MSG_NOSIGNAL;
#else
  static constexpr int no_signal = 0;
#endif

  // A socket instead of two pipes: writing to a peer that is gone is an error then and not a signal. The child gets copies
  // of one end only.
  static auto connected_pair() -> std::pair<int, int> {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
      throw std::system_error{errno, std::generic_category(), "socketpair"};
    for (int const end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    return {ends[0], ends[1]};
  }

  // Adds what it says next; false at the end of its output, and when the time is up.
  auto hear(std::chrono::steady_clock::time_point until) -> bool {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    ::pollfd waiting{talk_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left < 0 ? 0 : left)) <= 0) return false;
    char bytes[4096];
    auto const count = ::recv(talk_, bytes, sizeof bytes, 0);
    if (count > 0) output_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }

  auto reap() -> bool {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) != process_) return false;
    status_ = status;
    return true;
  }

  ::pid_t process_ = -1;
  int talk_ = -1;
  std::optional<int> status_;
  std::string output_;
};

}  // namespace vidimus_test
