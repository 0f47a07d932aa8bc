// SPDX-License-Identifier: Apache-2.0
// How far a long test is, on one line of stderr: for whoever waits for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace soak {

class Progress {
 public:
  Progress(std::string what, std::uint64_t all) : what_{std::move(what)}, all_{all} { say(0); }
  Progress(Progress const&) = delete;
  auto operator=(Progress const&) -> Progress& = delete;
  ~Progress() {
    say(done_);
    std::fprintf(stderr, ", %.1f s\n", seconds());
  }

  /// Called as often as one likes: it speaks for each hundredth.
  void reach(std::uint64_t done) {
    bool const is_next = done * 100 / all_ != done_ * 100 / all_;
    done_ = done;
    if (is_next) say(done);
  }

 private:
  void say(std::uint64_t done) const {
    std::fprintf(stderr, "\r%s: %3llu %%", what_.c_str(), static_cast<unsigned long long>(done * 100 / all_));
    std::fflush(stderr);
  }
  [[nodiscard]] auto seconds() const -> double {
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - begin_}.count();
  }

  std::string what_;
  std::uint64_t all_, done_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace soak
