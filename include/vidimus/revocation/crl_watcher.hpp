// SPDX-License-Identifier: Apache-2.0
// Reloads a store when its files change. The program starts it and keeps it; it ends with its scope.
//
//   vidimus::CrlWatcher const watcher{crls, 30s, [](vidimus::Result<void> const& reloaded) { … }};
#pragma once

#include <vidimus/revocation/crl_store.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace vidimus {

/// A thread that looks at the files every so often, by name, time and size. Neither copied nor moved.
class CrlWatcher {
 public:
  /// What became of a reload, told on the watcher's thread: nothing, or why the CRLs stay as they were, and then again each
  /// time until it succeeds. It must not throw.
  using Report = std::function<void(Result<void> const&)>;

  CrlWatcher(CrlStore store, std::chrono::milliseconds interval, Report report)
      : store_{std::move(store)}, interval_{interval}, report_{std::move(report)}, thread_{[this] { watch(); }} {}
  CrlWatcher(CrlWatcher const&) = delete;
  auto operator=(CrlWatcher const&) -> CrlWatcher& = delete;
  /// Waits for a reload that has begun.
  ~CrlWatcher() {
    {
      std::lock_guard const lock{mutex_};
      ends_ = true;
    }
    wakes_.notify_one();
    thread_.join();
  }

 private:
  void watch() {
    std::unique_lock lock{mutex_};
    while (!wakes_.wait_for(lock, interval_, [this] { return ends_; })) {
      lock.unlock();
      if (store_.is_outdated()) {
        auto const reloaded = store_.reload();
        if (report_) report_(reloaded);
      }
      lock.lock();
    }
  }

  CrlStore store_;
  std::chrono::milliseconds interval_;
  Report report_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  bool ends_ = false;
  std::thread thread_;  // the last: it uses the others
};

}  // namespace vidimus
