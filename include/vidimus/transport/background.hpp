// SPDX-License-Identifier: Apache-2.0
// Calls that can only wait, made where nobody has to: a few threads of their own perform them, and a descriptor becomes
// readable when one is done. Who loses interest just goes away; the thread ends by itself.
#pragma once

#include <vidimus/transport/socket.hpp>

#include <signal.h>
#include <unistd.h>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace vidimus::detail {

[[nodiscard]] inline auto open_pipe(int (&ends)[2]) -> bool {
#if defined(__linux__)
  return ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0;
#else
  if (::pipe(ends) != 0) return false;
  if (prepare_descriptor(ends[0]) && prepare_descriptor(ends[1])) return true;
  ::close(ends[0]);
  ::close(ends[1]);
  return false;
#endif
}

/// Something to be done, shared between who wants it and the thread that does it.
class Errand {
 public:
  Errand() {
    int ends[2];
    if (!open_pipe(ends)) return;
    told_ = Socket{ends[0]};
    telling_ = Socket{ends[1]};
  }
  Errand(Errand const&) = delete;
  auto operator=(Errand const&) -> Errand& = delete;
  virtual ~Errand() = default;

  virtual void run() = 0;

  /// Whether there were descriptors left for it.
  [[nodiscard]] auto is_open() const -> bool { return told_.is_open(); }
  /// Readable once it is done.
  [[nodiscard]] auto descriptor() const -> int { return told_.descriptor(); }

 protected:
  void tell() { [[maybe_unused]] auto const written = ::write(telling_.descriptor(), "", 1); }  // nobody closed it

 private:
  Socket told_, telling_;
};

/// One that has a result.
template <class T>
class ErrandFor final : public Errand {
 public:
  explicit ErrandFor(std::function<T()> work) : work_{std::move(work)} {}

  void run() override {
    auto result = work_();
    std::lock_guard const lock{mutex_};
    result_.emplace(std::move(result));
    tell();
  }
  /// The result, once; nothing: not yet.
  [[nodiscard]] auto take() -> std::optional<T> {
    std::lock_guard const lock{mutex_};
    return std::exchange(result_, std::nullopt);
  }

 private:
  std::function<T()> work_;
  std::mutex mutex_;
  std::optional<T> result_;
};

/// Threads that come with errands and end without. Errands beyond `most_threads` wait for their turn, which one that is
/// stuck can delay: who waits has a deadline of his own.
class Crew : public std::enable_shared_from_this<Crew> {
 public:
  static constexpr std::size_t most_threads = 8;
  static constexpr std::size_t most_waiting = 1024;

  /// The one of this process for a kind of errand.
  template <class Kind>
  [[nodiscard]] static auto of_process() -> std::shared_ptr<Crew> const& {
    static auto const crew = std::make_shared<Crew>();
    return crew;
  }

  /// Errors: `resource_unavailable_try_again` where too many wait; why there is no descriptor or no thread to be had.
  [[nodiscard]] auto send(std::shared_ptr<Errand> const& errand) -> std::error_code {
    if (!errand->is_open()) return std::make_error_code(std::errc::too_many_files_open);
    std::lock_guard const lock{mutex_};
    if (waiting_.size() >= most_waiting) std::erase_if(waiting_, [](auto const& one) { return one.expired(); });
    if (waiting_.size() >= most_waiting) return std::make_error_code(std::errc::resource_unavailable_try_again);
    waiting_.push_back(errand);
    if (threads_ == most_threads) return {};
    auto const error = add_thread();
    if (!error || threads_ != 0) return {};
    waiting_.clear();
    return error;
  }

 private:
  auto add_thread() -> std::error_code {
#if defined(__cpp_exceptions)
    try {
      start();
    } catch (std::system_error const& error) {
      return error.code();
    }
#else
    start();  // where there is no thread to be had, the program ends: std::thread has no other way to say it
#endif
    ++threads_;
    return {};
  }

  void start() {
    std::thread{[crew = shared_from_this()] { crew->work(); }}.detach();
  }

  void work() {
    ::sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // a program's signals are for its own threads
    while (auto const errand = next()) errand->run();
  }

  /// The next errand that somebody still wants done; none: the thread is to end.
  auto next() -> std::shared_ptr<Errand> {
    std::lock_guard const lock{mutex_};
    while (!waiting_.empty()) {
      auto errand = waiting_.front().lock();
      waiting_.erase(waiting_.begin());
      if (errand) return errand;
    }
    --threads_;
    return nullptr;
  }

  std::mutex mutex_;
  std::vector<std::weak_ptr<Errand>> waiting_;
  std::size_t threads_ = 0;
};

}  // namespace vidimus::detail
